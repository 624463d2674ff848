/** Why here, and for each other site why not, or what forcing it would cost. */

import { Content, List, ListItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import { reasonText } from '../../core/placement/reason-text.ts';
import type { InfeasibleReason } from '../../core/placement/result.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { usdText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ReadinessLabel } from '../shared/readiness-label.tsx';

export function WorkloadPlacement({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['workload', id, 'placement'],
    queryFn: () => call(ROUTES.workloadPlacement, { params: { id } }),
  });
  return (
    <Loading
      query={query}
      none={{
        title: 'Not placed',
        body: (
          <>
            Compute a placement on the Placement page, or: <CommandText command="isthmus place -f sites.yaml" />
          </>
        ),
      }}
    >
      {(assignment) => (
        <>
          <Content component="p">{assignment.why}</Content>
          <Table role="table" aria-label="Sites considered" variant="compact">
            <Thead>
              <Tr>
                <Th width={15}>Site</Th>
                <Th width={15}>Readiness</Th>
                <Th width={10} className="isthmus-number">
                  Per month
                </Th>
                <Th width={15}>SKU</Th>
                <Th width={45}>Outcome</Th>
              </Tr>
            </Thead>
            <Tbody>
              {assignment.candidates.map((candidate) => (
                <Tr key={candidate.siteId}>
                  <Td dataLabel="Site">{candidate.siteId}</Td>
                  <Td dataLabel="Readiness">
                    <ReadinessLabel readiness={candidate.readiness} />
                  </Td>
                  <Td dataLabel="Per month" className="isthmus-number">
                    {candidate.cost === undefined ? '–' : usdText(candidate.cost.totalUsdPerMonth)}
                  </Td>
                  <Td dataLabel="SKU">{candidate.cost?.sku ?? '–'}</Td>
                  <Td dataLabel="Outcome">
                    {candidate.siteId === assignment.siteId
                      ? 'chosen'
                      : candidate.reasons.map((reason) => reasonText(reason as InfeasibleReason)).join('; ')}
                    {candidate.siteId !== assignment.siteId &&
                      candidate.extraUsdPerMonth !== undefined &&
                      ` forcing it adds ${usdText(candidate.extraUsdPerMonth)} a month`}
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
          {assignment.cost !== null && (
            <>
              <Content component="h2">What the cost rests on</Content>
              <List>
                {assignment.cost.basis.map((line) => (
                  <ListItem key={line}>{line}</ListItem>
                ))}
              </List>
            </>
          )}
        </>
      )}
    </Loading>
  );
}
