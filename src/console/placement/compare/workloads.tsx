/** Workloads that are placed differently, the dearest difference first, with the reasons of both. */

import { Content } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { PlacementComparisonDocument } from '../../../api/placements.ts';
import { changeText, countOf, countText, NOTHING, usdText } from '../../shared/format.ts';
import { RowWindow } from '../../shared/row-window.tsx';
import type { WindowColumn } from '../../shared/row-window.tsx';

type Different = PlacementComparisonDocument['workloads'][number];

const moneyText = (usd: number | null): string => (usd === null ? NOTHING : usdText(usd));

const siteText = (siteId: string | null): string => siteId ?? 'nowhere to go';

const columns = (ids: { readonly a: string; readonly b: string }): readonly WindowColumn<Different>[] => [
  {
    key: 'name',
    title: 'Workload',
    widthPx: 170,
    render: (row) => (
      <Link to="/workloads/$id" params={{ id: row.workloadId }} search={{ tab: 'placement' }}>
        {row.workloadName}
      </Link>
    ),
    text: (row) => row.workloadName,
  },
  {
    key: 'a',
    title: 'In A',
    widthPx: 110,
    render: (row) => <Considered of={ids.a} row={row} siteId={row.siteA} />,
    text: (row) => siteText(row.siteA),
  },
  {
    key: 'b',
    title: 'In B',
    widthPx: 110,
    render: (row) => <Considered of={ids.b} row={row} siteId={row.siteB} />,
    text: (row) => siteText(row.siteB),
  },
  { key: 'usdA', title: 'A per month', widthPx: 95, number: true, render: (row) => moneyText(row.usdPerMonthA) },
  { key: 'usdB', title: 'B per month', widthPx: 95, number: true, render: (row) => moneyText(row.usdPerMonthB) },
  {
    key: 'change',
    title: 'B − A',
    widthPx: 90,
    number: true,
    render: ({ usdPerMonthA, usdPerMonthB }) =>
      usdPerMonthA === null || usdPerMonthB === null ? NOTHING : changeText(usdPerMonthB - usdPerMonthA, usdText),
  },
  { key: 'whyA', title: 'Why in A', widthPx: 225, render: (row) => row.whyA },
  { key: 'whyB', title: 'Why in B', widthPx: 225, render: (row) => row.whyB },
];

interface ConsideredProps {
  /** The placement that put it there. */
  readonly of: string;
  readonly row: Different;
  readonly siteId: string | null;
}

/** Leads to every site that was considered then. */
function Considered({ of, row, siteId }: ConsideredProps) {
  return (
    <Link to="/placement" search={{ of, workload: row.workloadId }}>
      {siteText(siteId)}
    </Link>
  );
}

const ignore = (): void => undefined;

export function DifferentWorkloads({ comparison }: { readonly comparison: PlacementComparisonDocument }) {
  const { workloads, different } = comparison;
  if (workloads.length === 0) return null;
  return (
    <>
      <Content component="h2">Workloads that differ</Content>
      <Content component="p" className="isthmus-muted">
        {workloads.length < different
          ? `The ${countText(workloads.length)} with the largest difference of ${countOf(different, 'workload')}.`
          : `${countOf(different, 'workload')}, the largest difference first.`}
      </Content>
      <RowWindow
        label="Workloads that differ"
        count={workloads.length}
        rowAt={(index) => workloads[index]}
        onRange={ignore}
        columns={columns({ a: comparison.a.id, b: comparison.b.id })}
        rowKey={(row) => row.workloadId}
      />
    </>
  );
}
