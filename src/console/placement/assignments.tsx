/** Every assignment, drawn as it comes into sight. */

import { useCallback, useMemo } from 'react';
import { Content } from '@patternfly/react-core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AssignmentDocument } from '../../api/placements.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countText, usdText } from '../shared/format.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { RowWindow } from '../shared/row-window.tsx';
import type { WindowColumn } from '../shared/row-window.tsx';

const PAGE_ROWS = 100;

const COLUMNS: readonly WindowColumn<AssignmentDocument>[] = [
  {
    key: 'name',
    title: 'Workload',
    render: (row) => (
      <Link to="/workloads/$id" params={{ id: row.workloadId }}>
        {row.workloadName}
      </Link>
    ),
  },
  { key: 'from', title: 'From', render: (row) => row.fromSiteId ?? '–' },
  { key: 'to', title: 'To', render: (row) => row.siteId ?? 'nowhere' },
  { key: 'target', title: 'Target', render: (row) => row.target ?? '–' },
  {
    key: 'cost',
    title: 'Per month',
    number: true,
    render: (row) => (row.cost === null ? '–' : usdText(row.cost.totalUsdPerMonth)),
  },
  { key: 'why', title: 'Why', render: (row) => row.why },
];

export function AssignmentList({ placementId }: { readonly placementId: string }) {
  const query = useInfiniteQuery({
    queryKey: ['assignments', placementId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => call(ROUTES.listAssignments, { query: { limit: PAGE_ROWS, continue: pageParam } }),
    getNextPageParam: (page) => page.continue,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const total = query.data?.pages[0]?.total ?? 0;
  return (
    <>
      <Content component="h2">Assignments ({countText(total)})</Content>
      {query.error !== null && <ProblemAlert error={query.error} />}
      <RowWindow
        label="Assignments"
        rows={rows}
        total={total}
        columns={COLUMNS}
        rowKey={(row) => row.workloadId}
        onNearEnd={onNearEnd}
      />
    </>
  );
}
