/** What should move and cannot, with why. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { RebalanceDocument } from '../../../api/hosts.ts';
import { NOTHING } from '../../shared/format.ts';
import { MoreRows, useMoreRows } from '../../shared/more-rows.tsx';

export function BlockedTable({ blocked }: { readonly blocked: RebalanceDocument['blocked'] }) {
  const more = useMoreRows(blocked);
  return (
    <>
      <Table role="table" aria-label="Cannot be moved" variant="compact">
        <Thead>
          <Tr>
            <Th>Workload</Th>
            <Th>Host</Th>
            <Th>Should go to</Th>
            <Th width={40}>Why not</Th>
          </Tr>
        </Thead>
        <Tbody>
          {more.shown.map(({ workloads, host, to, reason }) => (
            <Tr key={`${workloads.map(({ id }) => id).join()} ${host}`}>
              <Td dataLabel="Workload">{workloads.map(({ name }) => name).join(', ')}</Td>
              <Td dataLabel="Host">{host}</Td>
              <Td dataLabel="Should go to">{to ?? NOTHING}</Td>
              <Td dataLabel="Why not">{reason}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <MoreRows more={more} of="workload" />
    </>
  );
}
