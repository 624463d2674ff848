/** Every host before and after: memory, vCPU and measured load as figures and two bars, and why nothing comes to it. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { RebalanceDocument } from '../../../api/hosts.ts';
import { countText, NOTHING, UNKNOWN } from '../../shared/format.ts';
import { MoreRows, useMoreRows } from '../../shared/more-rows.tsx';
import { hostRows } from './host-rows.ts';

const LOADS = [
  { key: 'memoryPct', title: 'Memory' },
  { key: 'vcpuPct', title: 'vCPU' },
  { key: 'busyPct', title: 'Measured demand' },
] as const;

export function HostTable({ groups }: { readonly groups: RebalanceDocument['groups'] }) {
  const rows = hostRows(groups);
  const more = useMoreRows(rows);
  const loads = LOADS.filter(({ key }) =>
    rows.some(({ before, after }) => before[key] !== null || after[key] !== null),
  );
  return (
    <>
      <Table role="table" aria-label="Hosts" variant="compact">
        <Thead>
          <Tr>
            <Th>Host</Th>
            <Th>Group</Th>
            <Th className="isthmus-number">Workloads</Th>
            {loads.map(({ key, title }) => (
              <Th key={key}>{title}</Th>
            ))}
            <Th className="isthmus-number">Come</Th>
            <Th className="isthmus-number">Go</Th>
            <Th>Takes nothing</Th>
          </Tr>
        </Thead>
        <Tbody>
          {more.shown.map((row) => (
            <Tr key={row.hostId}>
              <Td dataLabel="Host">{row.host}</Td>
              <Td dataLabel="Group">{row.group}</Td>
              <Td dataLabel="Workloads" className="isthmus-number">
                {countText(row.before.workloads)} → {countText(row.after.workloads)}
              </Td>
              {loads.map(({ key, title }) => (
                <Td key={key} dataLabel={title}>
                  <BeforeAfter before={row.before[key]} after={row.after[key]} />
                </Td>
              ))}
              <Td dataLabel="Come" className="isthmus-number">
                {countText(row.arrivals)}
              </Td>
              <Td dataLabel="Go" className="isthmus-number">
                {countText(row.departures)}
              </Td>
              <Td dataLabel="Takes nothing">{row.closed ?? NOTHING}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <MoreRows more={more} of="host" />
    </>
  );
}

const pctText = (pct: number | null): string => (pct === null ? UNKNOWN : `${Math.round(pct)} %`);
const widthOf = (pct: number | null): string => `${Math.min(100, Math.max(0, pct ?? 0))}%`;

function BeforeAfter({ before, after }: { readonly before: number | null; readonly after: number | null }) {
  return (
    <>
      <span className="isthmus-nowrap-text">
        {pctText(before)} → {pctText(after)}
      </span>
      <div className="isthmus-pair" aria-hidden="true">
        <span className="isthmus-pair-a" style={{ inlineSize: widthOf(before) }} />
        <span
          className={(after ?? 0) > 100 ? 'isthmus-pair-over' : 'isthmus-pair-b'}
          style={{ inlineSize: widthOf(after) }}
        />
      </div>
    </>
  );
}
