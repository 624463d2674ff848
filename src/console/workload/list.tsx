/** What do we own? Filtered and sorted by the server; only the rows in sight are drawn. */

import { useCallback, useMemo, useState } from 'react';
import {
  Button,
  Content,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Label,
  LabelGroup,
  SearchInput,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { WorkloadList, WorkloadRow } from '../../api/workloads.ts';
import { ROUTES } from '../../api/routes.ts';
import { call, ProblemError } from '../shared/api.ts';
import { countText, diskText, memoryText, UNKNOWN } from '../shared/format.ts';
import { ConsolePage } from '../shared/page.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { RowWindow } from '../shared/row-window.tsx';
import type { WindowColumn } from '../shared/row-window.tsx';

const route = getRouteApi('/shell/workloads');
const PAGE_ROWS = 100;
const FACETS = ['platform', 'os.family', 'powerState', 'site', 'placedAt', 'bestTarget'];

const known = (value: string | null): string => value ?? UNKNOWN;

const COLUMNS: readonly WindowColumn<WorkloadRow>[] = [
  {
    key: 'name',
    title: 'Name',
    sortField: 'name',
    render: (row) => (
      <Link to="/workloads/$id" params={{ id: row.id }}>
        {row.name}
      </Link>
    ),
  },
  { key: 'platform', title: 'Platform', sortField: 'platform', render: (row) => known(row.platform) },
  { key: 'power', title: 'Power', sortField: 'powerState', render: (row) => known(row.powerState) },
  { key: 'os', title: 'Operating system', sortField: 'os.name', render: (row) => known(row.osName) },
  { key: 'cpu', title: 'vCPU', sortField: 'cpuCount', number: true, render: (row) => row.cpuCount ?? UNKNOWN },
  { key: 'memory', title: 'Memory', sortField: 'memoryMiB', number: true, render: (row) => memoryText(row.memoryMiB) },
  { key: 'disk', title: 'Disk', sortField: 'disks.capacityMiB', number: true, render: (row) => diskText(row.diskGiB) },
  { key: 'cluster', title: 'Cluster', sortField: 'cluster', render: (row) => known(row.cluster) },
  { key: 'site', title: 'Site', sortField: 'site', render: (row) => row.site ?? '–' },
  { key: 'placedAt', title: 'Placed at', sortField: 'placedAt', render: (row) => row.placedAt ?? '–' },
  { key: 'best', title: 'Best target', sortField: 'bestTarget', render: (row) => row.bestTarget ?? '–' },
  { key: 'application', title: 'Application', sortField: 'application', render: (row) => row.application ?? '–' },
];

export function WorkloadListPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery({
    queryKey: ['workloads', search.q ?? '', search.sort ?? ''],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(ROUTES.listWorkloads, {
        query: {
          filter: search.q,
          sort: search.sort,
          limit: PAGE_ROWS,
          continue: pageParam,
          facets: pageParam === undefined ? FACETS.join(',') : undefined,
        },
        signal,
      }),
    getNextPageParam: (page: WorkloadList) => page.continue,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const setFilter = (q: string): void => void navigate({ search: { ...search, q: q === '' ? undefined : q } });
  const first = query.data?.pages[0];
  return (
    <ConsolePage title="Workloads" answers="What do we own, where does it run, and what could become of it?">
      <FilterBar key={search.q ?? ''} filter={search.q ?? ''} onFilter={setFilter} error={query.error} />
      <Facets list={first} filter={search.q} onFilter={setFilter} />
      {query.error !== null && !(query.error instanceof ProblemError && query.error.problem.status === 400) && (
        <ProblemAlert error={query.error} />
      )}
      <Content component="small" aria-live="polite">
        {first === undefined ? 'Loading …' : `${countText(first.total)} workloads, generation ${first.generation}`}
      </Content>
      <RowWindow
        label="Workloads"
        rows={rows}
        total={first?.total ?? 0}
        columns={COLUMNS}
        rowKey={(row) => row.id}
        onNearEnd={onNearEnd}
        sort={search.sort ?? 'name'}
        onSort={(sort) => void navigate({ search: { ...search, sort } })}
      />
    </ConsolePage>
  );
}

interface FilterBarProps {
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  readonly error: Error | null;
}

function FilterBar({ filter, onFilter, error }: FilterBarProps) {
  const [text, setText] = useState(filter);
  const refused = error instanceof ProblemError && error.problem.status === 400 ? error.problem : null;
  return (
    <Toolbar>
      <ToolbarContent>
        <ToolbarItem className="isthmus-grow">
          <SearchInput
            aria-label="Filter"
            placeholder="os.family = windows and os.version < 2016"
            value={text}
            onChange={(_event, value) => setText(value)}
            onSearch={() => onFilter(text)}
            onClear={() => onFilter('')}
          />
          <FormHelperText>
            <HelperText>
              <HelperTextItem variant={refused === null ? 'default' : 'error'}>
                {refused === null
                  ? 'The same filter works on the command line: isthmus get workloads -q "…"'
                  : `${refused.detail}${refused.causes.map((cause) => ` ${cause.where ?? ''} ${cause.message}`).join('')}`}
              </HelperTextItem>
            </HelperText>
          </FormHelperText>
        </ToolbarItem>
        <ToolbarItem>
          <Button variant="secondary" onClick={() => onFilter(text)}>
            Filter
          </Button>
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
}

interface FacetsProps {
  readonly list: WorkloadList | undefined;
  readonly filter: string | undefined;
  readonly onFilter: (filter: string) => void;
}

function Facets({ list, filter, onFilter }: FacetsProps) {
  if (list?.facets === undefined) return null;
  const narrow = (field: string, value: string | null): void => {
    const term = value === null ? `${field} is unknown` : `${field} = "${value}"`;
    onFilter(filter === undefined ? term : `(${filter}) and ${term}`);
  };
  return (
    <div className="isthmus-facets">
      {Object.entries(list.facets).map(([field, values]) => (
        <LabelGroup key={field} categoryName={field} numLabels={6}>
          {values.map(({ value, count }) => (
            <Label key={value ?? '\u0000'} isCompact variant="outline" onClick={() => narrow(field, value)}>
              {value ?? UNKNOWN} {countText(count)}
            </Label>
          ))}
        </LabelGroup>
      ))}
    </div>
  );
}
