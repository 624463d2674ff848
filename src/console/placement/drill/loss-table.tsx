/** Everything that can be lost, what became of it when it was tried last, and the way to try it, alone or together. */

import { useState } from 'react';
import { Button, Checkbox, Flex, SearchInput, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { getRouteApi } from '@tanstack/react-router';
import type { PlacementSummaryDocument } from '../../../api/placements.ts';
import { ROUTES } from '../../../api/routes.ts';
import type { Site } from '../../../core/policy/site.ts';
import { call } from '../../shared/api.ts';
import { changeText, countText, NOTHING, usdText } from '../../shared/format.ts';
import { MoreRows, useMoreRows } from '../../shared/more-rows.tsx';
import { useMay } from '../../shared/rights.ts';
import { PlaceButton } from '../place-button.tsx';
import type { Searching } from '../running.ts';
import { lossText } from '../words.ts';
import { LOSS_KINDS, lossesOf } from './losable.ts';
import type { Loss, LossKind } from './losable.ts';
import { newestDrills } from './newest-drills.ts';
import { VerdictLabel } from './verdict-label.tsx';

const route = getRouteApi('/shell/placement/drill');

interface LossTableProps {
  readonly sites: readonly Site[];
  readonly results: readonly PlacementSummaryDocument[];
  /** Id of the drill whose details are below. */
  readonly shown: string | undefined;
  readonly searching: Searching;
}

const FEW = 8;

export function LossTable({ sites, results, shown, searching }: LossTableProps) {
  const navigate = route.useNavigate();
  const may = useMay('placement:run');
  const [kind, setKind] = useState<LossKind>('site');
  const [part, setPart] = useState('');
  const [together, setTogether] = useState<readonly string[]>([]);
  const [useReserve, setUseReserve] = useState(true);
  const [moveSurvivors, setMoveSurvivors] = useState(false);
  const losses = lossesOf(sites);
  const listed = losses[kind].filter(({ id, title }) => `${id} ${title}`.toLowerCase().includes(part.toLowerCase()));
  const more = useMoreRows(listed);
  const tried = newestDrills(results);
  const newest = results.find((result) => result.kind === 'place');
  const run = (lose: readonly string[]) => () => {
    void navigate({ search: {}, resetScroll: false });
    return call(ROUTES.drill, { body: { lose, useReserve, moveSurvivors } });
  };
  const toggle = (id: string, on: boolean): void =>
    setTogether(on ? [...together, id] : together.filter((other) => other !== id));
  return (
    <>
      <Flex alignItems={{ default: 'alignItemsCenter' }} className="isthmus-below">
        <ToggleGroup aria-label="What is lost">
          {LOSS_KINDS.filter((one) => losses[one.kind].length > 0).map((one) => (
            <ToggleGroupItem
              key={one.kind}
              text={one.title}
              isSelected={kind === one.kind}
              onChange={() => setKind(one.kind)}
            />
          ))}
        </ToggleGroup>
        {losses[kind].length > FEW && (
          <SearchInput
            aria-label="A part of the name"
            placeholder="A part of the name"
            value={part}
            onChange={(_event, next) => setPart(next)}
            onClear={() => setPart('')}
          />
        )}
        {may && (
          <>
            <Checkbox
              id="use-reserve"
              label="The reserve may be used"
              isChecked={useReserve}
              onChange={(_event, on) => setUseReserve(on)}
            />
            <Checkbox
              id="move-survivors"
              label="Others may move to make room"
              isChecked={moveSurvivors}
              onChange={(_event, on) => setMoveSurvivors(on)}
            />
          </>
        )}
        {together.length > 0 && (
          <>
            <PlaceButton
              label={`Lose ${together.map(lossText).join(' and ')}`}
              searching={searching}
              begin={run(together)}
            />
            <Button variant="link" onClick={() => setTogether([])}>
              Choose none
            </Button>
          </>
        )}
      </Flex>
      <Table role="table" aria-label="What can be lost" variant="compact" className="isthmus-middle">
        <Thead>
          <Tr>
            {may && <Th screenReaderText="Lose together" />}
            <Th width={25}>Lost</Th>
            {kind !== 'site' && <Th width={25}>Its sites</Th>}
            <Th className="isthmus-number">Workloads there</Th>
            <Th width={20}>Last time it was tried</Th>
            <Th className="isthmus-number">Struck</Th>
            <Th className="isthmus-number">Find another place</Th>
            <Th className="isthmus-number">Per month</Th>
            <Th screenReaderText="Actions" />
          </Tr>
        </Thead>
        <Tbody>
          {more.shown.map((loss) => {
            const last = tried.get(loss.id);
            return (
              <Tr key={loss.id} className={last !== undefined && last.id === shown ? 'isthmus-chosen' : ''}>
                {may && (
                  <Td dataLabel="Together">
                    <Checkbox
                      id={`lose ${loss.id}`}
                      aria-label={`Lose ${loss.title} together with others`}
                      isChecked={together.includes(loss.id)}
                      onChange={(_event, on) => toggle(loss.id, on)}
                    />
                  </Td>
                )}
                <Td dataLabel="Lost">{loss.title}</Td>
                {kind !== 'site' && <Td dataLabel="Its sites">{loss.siteIds.join(', ')}</Td>}
                <Td dataLabel="Workloads there" className="isthmus-number">
                  {newest === undefined ? NOTHING : countText(workloadsAt(newest, loss.siteIds))}
                </Td>
                <TriedCells tried={last} loss={loss} />
                <Td dataLabel="Actions">
                  <PlaceButton
                    label={last === undefined ? 'Try' : 'Try again'}
                    of={`loss of ${loss.title}`}
                    variant="secondary"
                    searching={searching}
                    begin={run([loss.id])}
                  />
                </Td>
              </Tr>
            );
          })}
        </Tbody>
      </Table>
      <MoreRows more={more} of="row" />
    </>
  );
}

function workloadsAt({ sites }: PlacementSummaryDocument, siteIds: readonly string[]): number {
  return sites.reduce((sum, { siteId, workloads }) => sum + (siteIds.includes(siteId) ? workloads : 0), 0);
}

interface TriedCellsProps {
  readonly tried: PlacementSummaryDocument | undefined;
  readonly loss: Loss;
}

function TriedCells({ tried, loss }: TriedCellsProps) {
  const navigate = route.useNavigate();
  const drill = tried?.drill ?? null;
  return (
    <>
      <Td dataLabel="Last time it was tried">
        {tried === undefined ? (
          'not yet'
        ) : (
          <>
            <VerdictLabel drill={drill} />{' '}
            <Button
              variant="link"
              isInline
              aria-label={`Details: loss of ${loss.title}`}
              onClick={() => void navigate({ search: { of: tried.id }, resetScroll: false })}
            >
              Details
            </Button>
          </>
        )}
      </Td>
      <Td dataLabel="Struck" className="isthmus-number">
        {drill === null ? NOTHING : countText(drill.struck)}
      </Td>
      <Td dataLabel="Find another place" className="isthmus-number">
        {drill === null ? NOTHING : countText(drill.rescued)}
      </Td>
      <Td dataLabel="Per month" className="isthmus-number">
        {drill === null ? NOTHING : changeText(drill.addedUsdPerMonth, usdText)}
      </Td>
    </>
  );
}
