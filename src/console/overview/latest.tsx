/** The newest assessment, check, placement and plan: when, and whether the estate has changed since. */

import { Card, CardBody, CardTitle, Content, Label } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { Overview } from '../../api/generations.ts';
import { timeText } from '../shared/format.ts';

const KINDS = [
  { kind: 'assess', title: 'Readiness', to: '/assessment' },
  { kind: 'check', title: 'Findings', to: '/findings' },
  { kind: 'place', title: 'Placement', to: '/placement' },
  { kind: 'plan', title: 'Plan', to: '/plan' },
] as const;

export function LatestCards({ overview }: { readonly overview: Overview }) {
  return KINDS.map(({ kind, title, to }) => {
    const latest = overview.latest[kind] ?? null;
    return (
      <Card key={kind}>
        <CardTitle component="h2">{title}</CardTitle>
        <CardBody>
          <Content component="p">
            {latest === null ? 'Not run yet.' : `Generation ${latest.generation}, ${timeText(latest.createdAt)}`}{' '}
            {latest?.stale === true && (
              <Label status="warning" isCompact>
                the estate has changed since
              </Label>
            )}
          </Content>
          <Link to={to}>{latest === null ? 'How to run it' : 'Look'}</Link>
        </CardBody>
      </Card>
    );
  });
}
