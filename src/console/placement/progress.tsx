/** A search while it runs: what it has found, how good that is proved to be, and the ways to end it. */

import { useEffect, useState } from 'react';
import { Button, Card, CardBody, CardTitle, Flex, FlexItem, Progress } from '@patternfly/react-core';
import type { Operation } from '../../api/common.ts';
import { ProblemError } from '../shared/api.ts';
import { Figures } from '../shared/figures.tsx';
import { countOf, countText, figureText, secondsText, usdText } from '../shared/format.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { useMay } from '../shared/rights.ts';
import { searchFigures, searchLines, withPoint } from './convergence.ts';
import type { SearchPoint } from './convergence.ts';
import { useEnding } from './running.ts';
import type { Searching } from './running.ts';
import { gapText, qualityText } from './words.ts';

const CHART = { width: 320, height: 72 };

const TITLES: Readonly<Partial<Record<Operation['kind'], string>>> = {
  place: 'Placing the estate',
  scenario: 'Computing a what-if',
  drill: 'Computing a loss',
  rebalance: 'Planning moves between hosts',
};

/** Also says how the last one ended, when that is not well. */
export function SearchProgress({ searching }: { readonly searching: Searching }) {
  const { running, ended, error } = searching;
  return (
    <>
      {error !== null && <ProblemAlert error={error} />}
      {running === undefined && ended?.state === 'failed' && ended.problem !== null && (
        <ProblemAlert error={new ProblemError(ended.problem)} />
      )}
      {running !== undefined && <RunningCard key={running.id} operation={running} />}
    </>
  );
}

function RunningCard({ operation }: { readonly operation: Operation }) {
  const figures = searchFigures(operation);
  const [points, setPoints] = useState<readonly SearchPoint[]>([]);
  const { seconds } = figures;
  useEffect(() => {
    setPoints((before) => withPoint(before, searchFigures(operation)));
    // One point for each time that is reported.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [seconds]);
  const { cost, bound, gapPct, unplaced, workloads, sites, isMoney } = figures;
  const amount = isMoney ? usdText : figureText;
  const shown = [
    { of: isMoney ? 'best found, per month' : 'best found', value: cost === undefined ? '…' : amount(cost) },
    { of: 'no plan is below', value: bound === undefined ? '…' : amount(bound) },
    { of: 'at most above the best', value: gapPct === undefined ? '…' : gapText(gapPct) },
    ...(isMoney ? [{ of: 'have nowhere to go', value: unplaced === undefined ? '…' : countText(unplaced) }] : []),
    { of: 'so far', value: seconds === undefined ? '…' : secondsText(seconds) },
  ];
  return (
    <Card isCompact className="isthmus-below isthmus-searching">
      <CardTitle component="h2">{TITLES[operation.kind] ?? 'At work'}</CardTitle>
      <CardBody>
        <div aria-live="polite" className="isthmus-phase">
          {operation.state === 'pending' ? 'waits for its turn' : operation.phase}
          {workloads !== undefined &&
            sites !== undefined &&
            `: ${countOf(workloads, 'workload')}, ${countOf(sites, 'site')}`}
        </div>
        <Progress
          aria-label="How far it is"
          value={Math.floor(operation.progress * 100)}
          size="sm"
          className="isthmus-below"
        />
        <Flex alignItems={{ default: 'alignItemsCenter' }} gap={{ default: 'gapLg' }}>
          <FlexItem>
            <Figures figures={shown} />
          </FlexItem>
          <FlexItem>
            <Convergence points={points} />
          </FlexItem>
        </Flex>
        {gapPct !== undefined && operation.canStop && (
          <p className="isthmus-muted isthmus-below">Stopped now, the answer is {qualityText(gapPct)}.</p>
        )}
        <EndButtons operation={operation} />
      </CardBody>
    </Card>
  );
}

/** Cost falls, the bound rises; the band between them is what is not decided yet. */
function Convergence({ points }: { readonly points: readonly SearchPoint[] }) {
  const lines = searchLines(points, CHART.width, CHART.height);
  if (lines === undefined) return null;
  return (
    <figure className="isthmus-convergence" aria-hidden="true">
      <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} width={CHART.width} height={CHART.height}>
        <path d={lines.gap} className="isthmus-gap-area" />
        <path d={lines.bound} className="isthmus-bound-line" />
        <path d={lines.cost} className="isthmus-cost-line" />
      </svg>
      <figcaption className="isthmus-legend">
        <span className="isthmus-key isthmus-key-cost" /> cost of the best plan found{' '}
        <span className="isthmus-key isthmus-key-bound" /> proved bound
      </figcaption>
    </figure>
  );
}

function EndButtons({ operation }: { readonly operation: Operation }) {
  const may = useMay('operation:cancel');
  const { stop, cancel } = useEnding(operation.id);
  if (!may) return null;
  const isEnding = stop.isPending || stop.isSuccess || cancel.isPending || cancel.isSuccess;
  return (
    <>
      <Flex>
        {(operation.canStop || stop.isSuccess) && (
          <Button
            variant="primary"
            isLoading={stop.isPending || stop.isSuccess}
            isDisabled={isEnding}
            onClick={() => stop.mutate()}
          >
            {stop.isSuccess ? 'Keeping the best …' : 'Stop and keep the best'}
          </Button>
        )}
        <Button
          variant="secondary"
          isLoading={cancel.isPending || cancel.isSuccess}
          isDisabled={isEnding}
          onClick={() => cancel.mutate()}
        >
          Cancel
        </Button>
      </Flex>
      {stop.error !== null && <ProblemAlert error={stop.error} />}
      {cancel.error !== null && <ProblemAlert error={cancel.error} />}
    </>
  );
}
