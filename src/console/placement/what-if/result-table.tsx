/** Placements, what-ifs and losses as they were computed, newest first. */

import { Content } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { PlacementSummaryDocument } from '../../../api/placements.ts';
import { countOf, countText, timeText, usdText } from '../../shared/format.ts';
import { MoreRows, useMoreRows } from '../../shared/more-rows.tsx';
import { gapText, resultName } from '../words.ts';

interface ResultTableProps {
  readonly results: readonly PlacementSummaryDocument[];
  readonly total: number;
}

export function ResultTable({ results, total }: ResultTableProps) {
  const more = useMoreRows(results);
  const newest = results.find(({ kind }) => kind === 'place');
  return (
    <>
      <Table role="table" aria-label="Results" variant="compact">
        <Thead>
          <Tr>
            <Th width={30}>Result</Th>
            <Th width={20}>Computed</Th>
            <Th className="isthmus-number">Generation</Th>
            <Th className="isthmus-number">Per month</Th>
            <Th className="isthmus-number">Moves</Th>
            <Th className="isthmus-number">Nowhere to go</Th>
            <Th className="isthmus-number">Gap</Th>
            <Th screenReaderText="Compare" />
          </Tr>
        </Thead>
        <Tbody>
          {more.shown.map((result) => (
            <Tr key={result.id}>
              <Td dataLabel="Result">
                {result.kind === 'drill' ? (
                  <Link to="/placement/drill" search={{ of: result.id }}>
                    {resultName(result)}
                  </Link>
                ) : (
                  <Link to="/placement" search={{ of: result.id }}>
                    {resultName(result)}
                  </Link>
                )}
              </Td>
              <Td dataLabel="Computed">
                {timeText(result.createdAt)}
                {result.stoppedEarly && ', stopped early'}
              </Td>
              <Td dataLabel="Generation" className="isthmus-number">
                {countText(result.generation)}
              </Td>
              <Td dataLabel="Per month" className="isthmus-number">
                {usdText(result.totalUsdPerMonth)}
              </Td>
              <Td dataLabel="Moves" className="isthmus-number">
                {countText(result.moves)}
              </Td>
              <Td dataLabel="Nowhere to go" className="isthmus-number">
                {countText(result.unplaced)}
              </Td>
              <Td dataLabel="Gap" className="isthmus-number">
                {gapText(result.gapPct)}
              </Td>
              <Td dataLabel="Compare">
                {newest !== undefined && newest.id !== result.id && (
                  <Link
                    to="/placement/compare"
                    search={{ a: newest.id, b: result.id }}
                    aria-label={`Compare ${resultName(result)}, ${timeText(result.createdAt)}, with the newest placement`}
                  >
                    Compare
                  </Link>
                )}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <MoreRows more={more} of="result" />
      {results.length < total && (
        <Content component="small" className="isthmus-muted">
          The newest {countText(results.length)} of {countOf(total, 'result')}. All of them: isthmus get placements
        </Content>
      )}
    </>
  );
}
