/** Every assignment, drawn as it comes into sight. Each leads to what was considered for it. */

import {
  Button,
  Content,
  Flex,
  FlexItem,
  FormSelect,
  FormSelectOption,
  ToggleGroup,
  ToggleGroupItem,
} from '@patternfly/react-core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { AssignmentDocument, PlacementSummaryDocument } from '../../api/placements.ts';
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
  { key: 'from', title: 'From', widthPx: 120, render: (row) => row.fromSiteId ?? 'no known site' },
  { key: 'to', title: 'To', widthPx: 120, render: (row) => row.siteId ?? 'nowhere to go' },
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
  { key: 'considered', title: 'Considered', widthPx: 90, render: (row) => <Considered row={row} /> },
  { key: 'why', title: 'Why', widthPx: 360, render: (row) => row.why },
];

/** Opens what was considered, over the list: it stays where it is. */
function Considered({ row }: { readonly row: AssignmentDocument }) {
  const navigate = route.useNavigate();
  return (
    <Button
      variant="link"
      isInline
      aria-label={`Sites considered for ${row.workloadName}`}
      onClick={() => void navigate({ search: (view) => ({ ...view, workload: row.workloadId }), resetScroll: false })}
    >
      Sites
    </Button>
  );
}

export function AssignmentList({ summary }: { readonly summary: PlacementSummaryDocument }) {
  const { of, show, site, from } = route.useSearch();
  const navigate = route.useNavigate();
  const { query } = SHOWN.find((choice) => choice.show === show) ?? SHOWN[0];
  const listKey = JSON.stringify([show, site, from]);
  const list = useContinuedRows(['assignments', summary.id, listKey], (position, signal) =>
    call(ROUTES.listAssignments, {
      params: { id: summary.id },
      query: { ...query, site, from, limit: PAGE_ROWS, continue: position },
      signal,
    }),
  );
  const look = (view: { show?: typeof show; site?: string | undefined; from?: string | undefined }): void =>
    void navigate({ search: { of, show, site, from, ...view }, resetScroll: false });
  return (
    <>
      <Content component="h2">Assignments</Content>
      {list.error !== null && <ProblemAlert error={list.error} />}
      <Flex alignItems={{ default: 'alignItemsCenter' }} className="isthmus-below">
        <ToggleGroup aria-label="Which assignments">
          {SHOWN.map((choice) => (
            <ToggleGroupItem
              key={choice.title}
              text={choice.title}
              isSelected={show === choice.show}
              onChange={() => look({ show: choice.show, ...(choice.show === 'unplaced' && { site: undefined }) })}
            />
          ))}
        </ToggleGroup>
        <SiteFilter
          label="From"
          every="anywhere"
          value={from}
          sites={summary.flows.flatMap(({ fromSiteId }) => fromSiteId ?? [])}
          onChoose={(next) => look({ from: next })}
        />
        {show !== 'unplaced' && (
          <SiteFilter
            label="To"
            every="any site"
            value={site}
            sites={summary.sites.map(({ siteId }) => siteId)}
            onChoose={(next) => look({ site: next })}
          />
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

interface SiteFilterProps {
  readonly label: string;
  readonly every: string;
  readonly value: string | undefined;
  readonly sites: readonly string[];
  readonly onChoose: (siteId: string | undefined) => void;
}

function SiteFilter({ label, every, value, sites, onChoose }: SiteFilterProps) {
  // A site that an old link names may be gone; it stays to be seen, and to be taken away.
  const choices = [...new Set([...sites, ...(value === undefined ? [] : [value])])].toSorted();
  return (
    <Flex alignItems={{ default: 'alignItemsCenter' }} gap={{ default: 'gapSm' }}>
      <span aria-hidden="true">{label}</span>
      <FormSelect
        aria-label={`${label} site`}
        className="isthmus-chooser"
        value={value ?? ''}
        onChange={(_event, next) => onChoose(next === '' ? undefined : next)}
      >
        <FormSelectOption value="" label={every} />
        {choices.map((siteId) => (
          <FormSelectOption key={siteId} value={siteId} label={siteId} />
        ))}
      </FormSelect>
    </Flex>
  );
}
