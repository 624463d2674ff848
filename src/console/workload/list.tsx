/** What do we own? Filtered, sorted and counted by the server; only the rows in sight are fetched and drawn. */

import { useCallback, useEffect, useMemo } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { WorkloadRow } from '../../api/workloads.ts';
import { ROUTES } from '../../api/routes.ts';
import { call, ProblemError } from '../shared/api.ts';
import { countOf } from '../shared/format.ts';
import { NothingImported } from '../shared/nothing-imported.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { usePagedRows } from '../shared/paged-rows.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { RowWindow } from '../shared/row-window.tsx';
import { ColumnMenu } from './column-menu.tsx';
import { columnsText, shownColumns } from './columns.tsx';
import { FACET_FIELDS, Facets } from './facets.tsx';
import { FilterBar } from './filter-bar.tsx';
import { rememberList } from './last-list.ts';

const route = getRouteApi('/shell/workloads');
const PAGE_ROWS = 100;
const KEEP_LIST_MS = 1_800_000;

export function WorkloadListPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { q, sort } = search;
  useEffect(() => rememberList(search), [search]);
  const head = useQuery({
    queryKey: ['workloads', 'head', q ?? ''],
    queryFn: ({ signal }) =>
      call(ROUTES.listWorkloads, { query: { filter: q, limit: 1, facets: FACET_FIELDS.join(',') }, signal }),
    placeholderData: keepPreviousData,
    gcTime: KEEP_LIST_MS,
  });
  const generation = head.data?.generation;
  const isStale = head.isPlaceholderData;
  const fetchPage = useCallback(
    async (offset: number, signal: AbortSignal): Promise<readonly WorkloadRow[]> => {
      const query = { filter: q, sort, limit: PAGE_ROWS, offset, generation };
      return (await call(ROUTES.listWorkloads, { query, signal })).items;
    },
    [q, sort, generation],
  );
  const total = head.data?.total ?? 0;
  const listKey = `${q ?? ''}|${sort ?? ''}`;
  const { rowAt, onRange } = usePagedRows({
    key: isStale || generation === undefined ? undefined : ['workloads', generation, listKey],
    total,
    pageRows: PAGE_ROWS,
    fetchPage,
  });
  const columns = useMemo(() => shownColumns(search.cols), [search.cols]);
  const setFilter = (next: string): void =>
    void navigate({ search: { ...search, q: next === '' ? undefined : next }, resetScroll: false });
  const problem = head.error instanceof ProblemError ? head.error.problem : null;
  const refused = problem?.status === 400 ? problem : null;
  if (problem?.status === 404) return <NothingImported title="Workloads" />;
  return (
    <ConsolePage title="Workloads" answers="What do we own, where does it run, and what could become of it?">
      <FilterBar key={q ?? ''} filter={q ?? ''} onFilter={setFilter} refused={refused} />
      <Facets facets={head.data?.facets} filter={q} onFilter={setFilter} />
      {head.error !== null && refused === null && <ProblemAlert error={head.error} />}
      <div className="isthmus-list-line">
        <span aria-live="polite">
          {generation === undefined
            ? refused === null
              ? 'Loading …'
              : ''
            : `${countOf(total, 'workload')}, generation ${generation}`}
        </span>
        <ColumnMenu
          shown={columns}
          onShow={(next) => void navigate({ search: { ...search, cols: columnsText(next) }, resetScroll: false })}
        />
      </div>
      {refused === null && (
        <RowWindow
          label="Workloads"
          count={total}
          rowAt={rowAt}
          onRange={onRange}
          columns={columns}
          rowKey={(row) => row.id}
          isStale={isStale}
          listKey={listKey}
          sort={sort ?? 'name'}
          onSort={(next) => void navigate({ search: { ...search, sort: next }, resetScroll: false })}
        />
      )}
    </ConsolePage>
  );
}
