/** From where to where: a chart of the largest flows, and a table of all of them. */

import { useState } from 'react';
import { Flex, Switch, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { useNavigate } from '@tanstack/react-router';
import { FlowChart } from './flow-chart.tsx';
import { endText, flowKind, groupFlows } from './flow-groups.ts';
import type { Flow, FlowGroup, FlowMeasure } from './flow-groups.ts';
import { FlowTable } from './flow-table.tsx';

const MOST_SITES = 12;
const EVERY_SITE = 1000;

const MEASURES: readonly { readonly measure: FlowMeasure; readonly title: string }[] = [
  { measure: 'workloads', title: 'Workloads' },
  { measure: 'usdPerMonth', title: 'Cost' },
];

interface FlowDiagramProps {
  readonly flows: readonly Flow[];
  /** The placement whose workloads a flow leads to; absent: the one on the page. */
  readonly of?: string;
  /** What it is called not to have been anywhere. */
  readonly fromNone?: string;
  /** What stays is left out until it is asked for. */
  readonly onlyMovesFirst?: boolean;
}

export function FlowDiagram({ flows, of, fromNone = 'no known site', onlyMovesFirst = false }: FlowDiagramProps) {
  const navigate = useNavigate();
  const [measure, setMeasure] = useState<FlowMeasure>('workloads');
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const [everySite, setEverySite] = useState(false);
  const [onlyMoves, setOnlyMoves] = useState(onlyMovesFirst);
  const groups = groupFlows(flows, { measure, onlyMoves, mostSites: everySite ? EVERY_SITE : MOST_SITES });
  const hasOthers = everySite || groups.some(({ from, to }) => from.kind === 'others' || to.kind === 'others');
  const hasBoth = flows.some((flow) => flowKind(flow) === 'stays') && flows.some((flow) => flowKind(flow) !== 'stays');

  const choose = ({ from, to, kind }: FlowGroup): void => {
    if (from.kind === 'others' || to.kind === 'others') setEverySite(true);
    else
      void navigate({
        to: '/placement',
        search: (view) => ({
          of: of ?? view.of,
          from: from.siteId ?? undefined,
          site: to.siteId ?? undefined,
          show: kind === 'nowhere' ? ('unplaced' as const) : undefined,
        }),
        resetScroll: false,
      });
  };
  return (
    <>
      <Flex alignItems={{ default: 'alignItemsCenter' }} className="isthmus-below">
        <ToggleGroup aria-label="Shown as" isCompact>
          <ToggleGroupItem text="Chart" isSelected={view === 'chart'} onChange={() => setView('chart')} />
          <ToggleGroupItem text="Table" isSelected={view === 'table'} onChange={() => setView('table')} />
        </ToggleGroup>
        {view === 'chart' && (
          <ToggleGroup aria-label="Width of the bands" isCompact>
            {MEASURES.map(({ measure: one, title }) => (
              <ToggleGroupItem key={one} text={title} isSelected={measure === one} onChange={() => setMeasure(one)} />
            ))}
          </ToggleGroup>
        )}
        {hasBoth && (
          <Switch label="Only what moves" isChecked={onlyMoves} onChange={(_event, on) => setOnlyMoves(on)} />
        )}
        {view === 'chart' && hasOthers && (
          <Switch label="Every site" isChecked={everySite} onChange={(_event, on) => setEverySite(on)} />
        )}
      </Flex>
      {view === 'table' ? (
        <FlowTable
          of={of}
          fromNone={fromNone}
          flows={onlyMoves ? flows.filter((flow) => flowKind(flow) !== 'stays') : flows}
        />
      ) : (
        <>
          <FlowChart
            label="Workloads from site to site"
            groups={groups}
            measure={measure}
            names={{
              from: (end) => (end.kind === 'none' ? fromNone : endText(end, 'from')),
              to: (end) => endText(end, 'to'),
            }}
            onChoose={choose}
          />
          <Legend groups={groups} />
        </>
      )}
    </>
  );
}

const KINDS = [
  { kind: 'moves', text: 'moves' },
  { kind: 'stays', text: 'stays' },
  { kind: 'nowhere', text: 'has nowhere to go' },
] as const;

function Legend({ groups }: { readonly groups: readonly FlowGroup[] }) {
  return (
    <p className="isthmus-legend">
      {KINDS.filter(({ kind }) => groups.some((group) => group.kind === kind)).map(({ kind, text }) => (
        <span key={kind} className="isthmus-legend-entry">
          <span className={`isthmus-swatch isthmus-${kind}`} aria-hidden="true" /> {text}
        </span>
      ))}
    </p>
  );
}
