/** The control by site or application: how many workloads are in each state. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ControlDetailsDocument } from '../../api/controls.ts';
import { countText } from '../shared/format.ts';
import { columnTitle, ConflictLabel, StateLabel, STATE_TEXTS } from './words.tsx';

const STATES = Object.keys(STATE_TEXTS) as (keyof typeof STATE_TEXTS)[];

export function ColumnTable({
  found,
  by,
}: {
  readonly found: ControlDetailsDocument;
  readonly by: 'site' | 'application';
}) {
  return (
    <Table role="table" aria-label={`By ${by}`} variant="compact" gridBreakPoint="grid-xl" className="isthmus-below">
      <Thead>
        <Tr>
          <Th>{by === 'site' ? 'Site' : 'Application'}</Th>
          <Th>State</Th>
          {STATES.map((state) => (
            <Th key={state} className="isthmus-number">
              {STATE_TEXTS[state]}
            </Th>
          ))}
          <Th className="isthmus-number">of satisfied, only stated</Th>
          <Th className="isthmus-number">no evidence</Th>
          <Th>Contradicted</Th>
          <Th>Newest</Th>
        </Tr>
      </Thead>
      <Tbody>
        {found.columns.map(({ id, workloads }) => {
          const cell = found.cells.find(({ column }) => column === id);
          const conflicts = cell === undefined ? 0 : cell.conflicts.check + cell.conflicts.control;
          return (
            <Tr key={id}>
              <Td dataLabel={by}>{columnTitle(id, by)}</Td>
              <Td dataLabel="State">
                <StateLabel state={cell?.state ?? 'unknown'} basis={cell?.basis ?? null} />
              </Td>
              {STATES.map((state) => (
                <Td key={state} dataLabel={STATE_TEXTS[state]} className="isthmus-number">
                  {countText(cell === undefined ? (state === 'unknown' ? workloads : 0) : cell.workloads[state])}
                </Td>
              ))}
              <Td dataLabel="of satisfied, only stated" className="isthmus-number">
                {countText(cell?.stated ?? 0)}
              </Td>
              <Td dataLabel="no evidence" className="isthmus-number">
                {countText(cell?.uncovered ?? workloads)}
              </Td>
              <Td dataLabel="Contradicted">
                {conflicts === 0 ? '–' : <ConflictLabel>{countText(conflicts)}</ConflictLabel>}
              </Td>
              <Td dataLabel="Newest" modifier="nowrap">
                {cell?.newest?.slice(0, 10) ?? '–'}
                {cell?.stale === true && ' (old)'}
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}
