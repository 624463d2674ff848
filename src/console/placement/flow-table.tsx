/** Every flow with its figures, the largest first. Each leads to its workloads. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import { countText, NOTHING, usdText } from '../shared/format.ts';
import { MoreRows, useMoreRows } from '../shared/more-rows.tsx';
import type { Flow } from './flow-groups.ts';

interface FlowTableProps {
  readonly flows: readonly Flow[];
  readonly of?: string | undefined;
  readonly fromNone: string;
}

export function FlowTable({ flows, of, fromNone }: FlowTableProps) {
  const sorted = flows.toSorted((a, b) => b.workloads - a.workloads);
  const more = useMoreRows(sorted);
  return (
    <>
      <Table role="table" aria-label="Workloads from site to site" variant="compact">
        <Thead>
          <Tr>
            <Th>From</Th>
            <Th>To</Th>
            <Th className="isthmus-number">Workloads</Th>
            <Th className="isthmus-number">Cost per month</Th>
          </Tr>
        </Thead>
        <Tbody>
          {more.shown.map((flow) => (
            <Tr key={`${flow.fromSiteId ?? ''} ${flow.toSiteId ?? ''}`}>
              <Td dataLabel="From">{flow.fromSiteId ?? fromNone}</Td>
              <Td dataLabel="To">{flow.toSiteId ?? 'nowhere to go'}</Td>
              <Td dataLabel="Workloads" className="isthmus-number">
                <Link
                  to="/placement"
                  search={(view) => ({
                    of: of ?? view.of,
                    from: flow.fromSiteId ?? undefined,
                    site: flow.toSiteId ?? undefined,
                    show: flow.toSiteId === null ? ('unplaced' as const) : undefined,
                  })}
                  resetScroll={false}
                >
                  {countText(flow.workloads)}
                </Link>
              </Td>
              <Td dataLabel="Cost per month" className="isthmus-number">
                {flow.toSiteId === null ? NOTHING : usdText(flow.usdPerMonth)}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <MoreRows more={more} of="flow" />
    </>
  );
}
