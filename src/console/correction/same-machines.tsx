/** Pairs of workloads that may be one machine: a person says which are. */

import { useState } from 'react';
import { Button, Card, CardBody, CardHeader, CardTitle, Content, Label } from '@patternfly/react-core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { useSourceNames } from '../shared/source-names.ts';

type Proposals = z.output<(typeof ROUTES.listSameMachineProposals)['response']>;
type Proposal = Proposals['items'][number];
type Suspect = Proposal['workloads'][number];

const SHOWN = 20;

export function SameMachines({ query }: { readonly query: UseQueryResult<Proposals> }) {
  const [shown, setShown] = useState(SHOWN);
  return (
    <Loading query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <p>No two workloads look like one machine that was moved, cloned or listed twice.</p>
        ) : (
          <>
            <Content component="p">
              These workloads share signs of one machine: one may have been moved or made anew. What you say holds for
              every later read, and can be taken back.
            </Content>
            {items.slice(0, shown).map((proposal) => (
              <Pair key={proposal.workloads.map(({ id }) => id).join(' ')} proposal={proposal} />
            ))}
            {items.length > shown && (
              <Button variant="link" onClick={() => setShown(shown + SHOWN)}>
                Show {countText(Math.min(SHOWN, items.length - shown))} more of {countText(items.length)}
              </Button>
            )}
          </>
        )
      }
    </Loading>
  );
}

const nameOf = ({ id, name }: Pick<Suspect, 'id' | 'name'>): string => name ?? id;

function SuspectText({ suspect }: { readonly suspect: Suspect }) {
  const sourceName = useSourceNames();
  const about = [
    suspect.platform ?? 'platform unknown',
    suspect.powerState === null ? 'power unknown' : suspect.powerState,
    `seen by ${suspect.sources.map(sourceName).join(', ')}`,
    ...(suspect.listed ? [] : ['no source lists it any more']),
  ].join(', ');
  return (
    <p>
      {suspect.listed ? (
        <Link to="/workloads/$id" params={{ id: suspect.id }} search={{ tab: 'facts' }}>
          {nameOf(suspect)}
        </Link>
      ) : (
        nameOf(suspect)
      )}
      : {about}
    </p>
  );
}

function Pair({ proposal }: { readonly proposal: Proposal }) {
  const [deciding, setDeciding] = useState<'join' | 'apart' | null>(null);
  const [one, other] = proposal.workloads;
  const sourceName = useSourceNames();
  const told = (suspect: Suspect): string =>
    nameOf(one) === nameOf(other)
      ? `${nameOf(suspect)} (${suspect.sources.map(sourceName).join(', ')})`
      : nameOf(suspect);
  const names = `${told(one)} and ${told(other)}`;
  const workloads = [one.id, other.id];
  return (
    <Card isCompact className="isthmus-below" component="section" aria-label={names}>
      <CardHeader
        actions={{
          actions: (
            <>
              <Button
                variant="secondary"
                size="sm"
                aria-label={`One machine: ${names}`}
                onClick={() => setDeciding('join')}
              >
                One machine …
              </Button>
              <Button
                variant="link"
                size="sm"
                aria-label={`Two machines: ${names}`}
                onClick={() => setDeciding('apart')}
              >
                Two machines …
              </Button>
            </>
          ),
          hasNoOffset: true,
        }}
      >
        <CardTitle component="h2">
          {names}{' '}
          <Label isCompact variant="outline">
            score {Math.round(proposal.score)} of 100
          </Label>
        </CardTitle>
      </CardHeader>
      <CardBody>
        <SuspectText suspect={one} />
        <SuspectText suspect={other} />
        <p className="isthmus-above">
          <strong>For:</strong> {proposal.for.join('; ')}
        </p>
        <p>
          <strong>Against:</strong> {proposal.against.length === 0 ? 'nothing' : proposal.against.join('; ')}
        </p>
      </CardBody>
      {deciding !== null && (
        <ReasonDialog
          title={deciding === 'join' ? 'One machine?' : 'Two machines?'}
          meaning={`${names}. It holds for every later read and can be taken back.`}
          action={deciding === 'join' ? 'They are one' : 'They are two'}
          decide={(reason) =>
            call(deciding === 'join' ? ROUTES.joinWorkloads : ROUTES.keepApart, { body: { workloads, reason } })
          }
          done={({ generation }) =>
            `${names} are ${deciding === 'join' ? 'one machine' : 'two machines'}; generation ${generation}.`
          }
          onClose={() => setDeciding(null)}
        />
      )}
    </Card>
  );
}
