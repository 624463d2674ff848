/** What rules would say of the estate, with examples of each answer. */

import { Content } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { RuleTryDocument } from '../../api/rules.ts';
import { Figures } from '../shared/figures.tsx';
import { countText } from '../shared/format.ts';

const ANSWERS = { fail: 'Fails', unknown: 'Unknown', pass: 'Passes' } as const;

export function TryResults({ tried }: { readonly tried: RuleTryDocument }) {
  return (
    <section aria-label="On the estate">
      {tried.rules.map(({ id, label, counts, examples, missing }) => (
        <div key={id}>
          <Content component="h2" className="isthmus-above">
            {label} on generation {tried.generation}
          </Content>
          <Figures
            figures={[
              { value: countText(counts.fail), of: 'would fail' },
              { value: countText(counts.unknown), of: 'cannot be told' },
              { value: countText(counts.pass), of: 'would pass' },
              { value: countText(counts.notAsked), of: 'are not asked' },
            ]}
          />
          {missing.length > 0 && (
            <Content component="p">
              Not stated:{' '}
              {missing
                .slice(0, 5)
                .map(({ fact, workloads }) => `${fact} of ${countText(workloads)}`)
                .join(', ')}
            </Content>
          )}
          <Table role="table" aria-label={`Examples of ${label}`} variant="compact">
            <Thead>
              <Tr>
                <Th width={15}>Answer</Th>
                <Th width={30}>Workload</Th>
                <Th>Because</Th>
              </Tr>
            </Thead>
            <Tbody>
              {(['fail', 'unknown', 'pass'] as const).flatMap((answer) =>
                examples[answer].map(({ workloadId, name, says }) => (
                  <Tr key={`${answer} ${workloadId}`}>
                    <Td dataLabel="Answer">{ANSWERS[answer]}</Td>
                    <Td dataLabel="Workload">
                      <Link to="/workloads/$id" params={{ id: workloadId }}>
                        {name ?? workloadId}
                      </Link>
                    </Td>
                    <Td dataLabel="Because" className="isthmus-pre">
                      {says ?? 'the condition does not hold'}
                    </Td>
                  </Tr>
                )),
              )}
            </Tbody>
          </Table>
        </div>
      ))}
    </section>
  );
}
