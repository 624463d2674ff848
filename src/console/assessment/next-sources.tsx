/** What to connect or bring first, and what would then be known. */

import { Card, CardBody, CardTitle, Content } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { NextSourcesDocument } from '../../api/assessments.ts';
import { CommandText } from '../shared/command-text.tsx';
import { countOf, countText } from '../shared/format.ts';
import { fieldTitle } from '../shared/titles.ts';

const FACTS_SHOWN = 4;

export function NextSources({ sources: { steps, open, left } }: { readonly sources: NextSourcesDocument }) {
  return (
    <Card isCompact isFullHeight>
      <CardTitle component="h2">What to connect first</CardTitle>
      <CardBody>
        <Content component="p" className="isthmus-muted">
          {countOf(open, 'verdict')} cannot be told yet; {countText(left)} of them by no source that is left. Each line
          adds to those above it, at best.
        </Content>
        {steps.length > 0 && (
          <Table role="table" aria-label="What to connect first" variant="compact">
            <Thead>
              <Tr>
                <Th width={40}>Do this</Th>
                <Th className="isthmus-number">Verdicts</Th>
                <Th className="isthmus-number">Workloads</Th>
                <Th className="isthmus-number">Readiness</Th>
                <Th width={30}>Tells</Th>
              </Tr>
            </Thead>
            <Tbody>
              {steps.map((step) => (
                <Tr key={step.id}>
                  <Td dataLabel="Do this">
                    {step.action}
                    <div>
                      <CommandText command={step.command} />
                    </div>
                  </Td>
                  <Td dataLabel="Verdicts" className="isthmus-number">
                    {countText(step.verdicts)}
                  </Td>
                  <Td dataLabel="Workloads" className="isthmus-number">
                    {countText(step.workloads)}
                  </Td>
                  <Td dataLabel="Readiness" className="isthmus-number">
                    {countText(step.readiness)}
                  </Td>
                  <Td dataLabel="Tells">
                    {step.facts
                      .slice(0, FACTS_SHOWN)
                      .map(({ fact }) => fieldTitle(fact))
                      .join(', ')}
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
      </CardBody>
    </Card>
  );
}
