/** Every assignment, drawn as it comes into sight. */

import { Content, Flex, FlexItem, Label, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { AssignmentDocument } from '../../api/placements.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { useContinuedRows } from '../shared/continued-rows.ts';
import { countOf, NOTHING, usdText } from '../shared/format.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { RowWindow } from '../shared/row-window.tsx';
import type { WindowColumn } from '../shared/row-window.tsx';
import { shortTarget } from '../shared/titles.ts';

const route = getRouteApi('/shell/placement');
const PAGE_ROWS = 200;

const SHOWN = [
  { show: undefined, title: 'All', query: {} },
  { show: 'moves', title: 'Moves', query: { moves: 'true' } },
  { show: 'stays', title: 'Stays', query: { moves: 'false' } },
  { show: 'unplaced', title: 'Nowhere to go', query: { unplaced: 'true' } },
] as const;

const COLUMNS: readonly WindowColumn<AssignmentDocument>[] = [
  {
    key: 'name',
    title: 'Workload',
    widthPx: 190,
    render: (row) => (
      <Link to="/workloads/$id" params={{ id: row.workloadId }} search={{ tab: 'placement' }}>
        {row.workloadName}
      </Link>
    ),
    text: (row) => row.workloadName,
  },
  { key: 'from', title: 'From', widthPx: 110, render: (row) => row.fromSiteId ?? 'no known site' },
  { key: 'to', title: 'To', widthPx: 110, render: (row) => row.siteId ?? 'nowhere to go' },
  {
    key: 'target',
    title: 'Target',
    widthPx: 110,
    render: (row) => (row.target === null ? NOTHING : shortTarget(row.target)),
  },
  {
    key: 'cost',
    title: 'Per month',
    widthPx: 90,
    number: true,
    render: (row) => (row.cost === null ? NOTHING : usdText(row.cost.totalUsdPerMonth)),
  },
  { key: 'why', title: 'Why', widthPx: 380, render: (row) => row.why },
];

export function AssignmentList({ placementId }: { readonly placementId: string }) {
  const { show, site } = route.useSearch();
  const navigate = route.useNavigate();
  const { query } = SHOWN.find((choice) => choice.show === show) ?? SHOWN[0];
  const listKey = `${show ?? ''} ${site ?? ''}`;
  const list = useContinuedRows(['assignments', placementId, listKey], (position, signal) =>
    call(ROUTES.listAssignments, {
      params: { id: placementId },
      query: { ...query, site, limit: PAGE_ROWS, continue: position },
      signal,
    }),
  );
  return (
    <>
      <Content component="h2">Assignments</Content>
      {list.error !== null && <ProblemAlert error={list.error} />}
      <Flex alignItems={{ default: 'alignItemsCenter' }}>
        <ToggleGroup aria-label="Which assignments">
          {SHOWN.map((choice) => (
            <ToggleGroupItem
              key={choice.title}
              text={choice.title}
              isSelected={show === choice.show}
              onChange={() => void navigate({ search: { site, show: choice.show }, resetScroll: false })}
            />
          ))}
        </ToggleGroup>
        {site !== undefined && (
          <Label
            isCompact
            color="teal"
            closeBtnAriaLabel={`Take away: to ${site}`}
            onClose={() => void navigate({ search: { show }, resetScroll: false })}
          >
            to {site}
          </Label>
        )}
        <FlexItem aria-live="polite">
          {list.total === undefined ? 'Loading …' : countOf(list.total, 'assignment')}
        </FlexItem>
      </Flex>
      <RowWindow
        label="Assignments"
        count={list.rows.length}
        rowAt={list.rowAt}
        onRange={list.onRange}
        columns={COLUMNS}
        rowKey={(row) => row.workloadId}
        listKey={listKey}
      />
    </>
  );
}
