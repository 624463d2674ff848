/** Every scenario of sites.yaml: what it changes, what it came to against the newest placement, and a button to run it. */

import { Content } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { PlacementSummaryDocument } from '../../../api/placements.ts';
import { ROUTES } from '../../../api/routes.ts';
import type { Scenario } from '../../../core/policy/site.ts';
import { call } from '../../shared/api.ts';
import { changeText, countText, NOTHING, timeText, usdText } from '../../shared/format.ts';
import { PlaceButton } from '../place-button.tsx';
import type { Searching } from '../running.ts';
import { gapText } from '../words.ts';
import { scenarioWords } from './scenario-words.ts';

interface ScenarioTableProps {
  readonly scenarios: readonly Scenario[];
  /** Newest first. */
  readonly results: readonly PlacementSummaryDocument[];
  readonly searching: Searching;
}

export function ScenarioTable({ scenarios, results, searching }: ScenarioTableProps) {
  const newest = results.find(({ kind }) => kind === 'place');
  return (
    <Table role="table" aria-label="Scenarios" variant="compact" className="isthmus-middle">
      <Thead>
        <Tr>
          <Th width={20}>Scenario</Th>
          <Th width={30}>What differs</Th>
          <Th className="isthmus-number">Per month</Th>
          <Th className="isthmus-number">Against now</Th>
          <Th className="isthmus-number">Nowhere to go</Th>
          <Th className="isthmus-number">Gap</Th>
          <Th width={15}>Computed</Th>
          <Th screenReaderText="Actions" />
        </Tr>
      </Thead>
      <Tbody>
        {scenarios.map((scenario) => {
          const result = results.find(({ kind, scenario: of }) => kind === 'scenario' && of?.id === scenario.id);
          return (
            <Tr key={scenario.id}>
              <Td dataLabel="Scenario">
                {scenario.name}
                <Content component="small" className="isthmus-muted">
                  {scenario.id}
                </Content>
              </Td>
              <Td dataLabel="What differs">{scenarioWords(scenario).join('; ') || 'nothing'}</Td>
              <ResultCells result={result} newest={newest} />
              <Td dataLabel="Actions">
                <PlaceButton
                  label={result === undefined ? 'Run' : 'Run again'}
                  of={scenario.name}
                  variant="secondary"
                  searching={searching}
                  begin={() => call(ROUTES.place, { body: { scenario: scenario.id } })}
                />
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}

interface ResultCellsProps {
  readonly result: PlacementSummaryDocument | undefined;
  readonly newest: PlacementSummaryDocument | undefined;
}

function ResultCells({ result, newest }: ResultCellsProps) {
  if (result === undefined) {
    return (
      <>
        <Td dataLabel="Per month" className="isthmus-number">
          {NOTHING}
        </Td>
        <Td dataLabel="Against now" className="isthmus-number">
          {NOTHING}
        </Td>
        <Td dataLabel="Nowhere to go" className="isthmus-number">
          {NOTHING}
        </Td>
        <Td dataLabel="Gap" className="isthmus-number">
          {NOTHING}
        </Td>
        <Td dataLabel="Computed">not yet</Td>
      </>
    );
  }
  return (
    <>
      <Td dataLabel="Per month" className="isthmus-number">
        <Link to="/placement" search={{ of: result.id }}>
          {usdText(result.totalUsdPerMonth)}
        </Link>
      </Td>
      <Td dataLabel="Against now" className="isthmus-number">
        {newest === undefined ? (
          NOTHING
        ) : (
          <Link to="/placement/compare" search={{ a: newest.id, b: result.id }}>
            {changeText(result.totalUsdPerMonth - newest.totalUsdPerMonth, usdText)}
          </Link>
        )}
      </Td>
      <Td dataLabel="Nowhere to go" className="isthmus-number">
        {countText(result.unplaced)}
      </Td>
      <Td dataLabel="Gap" className="isthmus-number">
        {gapText(result.gapPct)}
      </Td>
      <Td dataLabel="Computed">{timeText(result.createdAt)}</Td>
    </>
  );
}
