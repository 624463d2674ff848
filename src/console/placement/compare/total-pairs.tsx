/** The figures of both, and what is between them. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { PlacementComparisonDocument, PlacementSummaryDocument } from '../../../api/placements.ts';
import { changeText, countText, UNKNOWN, usdText } from '../../shared/format.ts';
import { gapText } from '../words.ts';

interface TotalRow {
  readonly title: string;
  readonly read: (summary: PlacementSummaryDocument) => number | null;
  readonly text: (value: number) => string;
  /** False: the difference of the two says nothing. */
  readonly hasChange?: boolean;
}

const ROWS: readonly TotalRow[] = [
  { title: 'Per month', read: (summary) => summary.totalUsdPerMonth, text: usdText },
  { title: 'Best possible', read: (summary) => summary.boundUsdPerMonth, text: usdText },
  { title: 'Gap', read: (summary) => summary.gapPct, text: gapText, hasChange: false },
  { title: 'One-off', read: (summary) => summary.migrationUsdOneOff, text: usdText },
  { title: 'Today', read: (summary) => summary.currentUsdPerMonth, text: usdText },
  { title: 'Placed', read: (summary) => summary.placed, text: countText },
  { title: 'Moves', read: (summary) => summary.moves, text: countText },
  { title: 'Stays', read: (summary) => summary.stays, text: countText },
  { title: 'Nowhere to go', read: (summary) => summary.unplaced, text: countText },
];

export function TotalPairs({ comparison }: { readonly comparison: PlacementComparisonDocument }) {
  const { a, b, onlyInA, onlyInB } = comparison;
  return (
    <>
      <Table role="table" aria-label="Totals of A and B" variant="compact" borders={false} gridBreakPoint="">
        <Thead>
          <Tr>
            <Th screenReaderText="Figure" />
            <Th className="isthmus-number">A</Th>
            <Th className="isthmus-number">B</Th>
            <Th className="isthmus-number">B − A</Th>
          </Tr>
        </Thead>
        <Tbody>
          {ROWS.map(({ title, read, text, hasChange = true }) => {
            const [inA, inB] = [read(a), read(b)];
            return (
              <Tr key={title}>
                <Td dataLabel="Figure">{title}</Td>
                <Td dataLabel="A" className="isthmus-number">
                  {inA === null ? UNKNOWN : text(inA)}
                </Td>
                <Td dataLabel="B" className="isthmus-number">
                  {inB === null ? UNKNOWN : text(inB)}
                </Td>
                <Td dataLabel="B − A" className="isthmus-number">
                  {hasChange && inA !== null && inB !== null && changeText(inB - inA, text)}
                </Td>
              </Tr>
            );
          })}
        </Tbody>
      </Table>
      {(onlyInA > 0 || onlyInB > 0) && (
        <p className="isthmus-muted">
          {countText(onlyInA)} known to A only, {countText(onlyInB)} to B only: they are of other generations.
        </p>
      )}
    </>
  );
}
