/** Recommended sizes: the sums, what was measured, and every machine. */

import { useCallback } from 'react';
import { Content } from '@patternfly/react-core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { RightSizeRow } from '../../api/rightsizing.ts';
import { ROUTES } from '../../api/routes.ts';
import { call, ProblemError } from '../shared/api.ts';
import { countOf } from '../shared/format.ts';
import { usePagedRows } from '../shared/paged-rows.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { RowWindow } from '../shared/row-window.tsx';
import { SIZE_COLUMNS } from './size-columns.tsx';
import { SizeControls } from './size-controls.tsx';
import { SizeTotals } from './size-totals.tsx';
import { UseHistogram } from './use-histogram.tsx';

const route = getRouteApi('/shell/sizing');
const PAGE_ROWS = 100;

export function SizePanel() {
  const { q, basis, factor, site, verdict, sort } = route.useSearch();
  const query = { filter: q, basis, factor, site, verdict, sort };
  const listKey = JSON.stringify(query);
  const head = useQuery({
    queryKey: ['rightsizing', 'head', listKey],
    queryFn: ({ signal }) => call(ROUTES.listRightSizing, { query: { ...query, limit: 1 }, signal }),
    placeholderData: keepPreviousData,
  });
  const fetchPage = useCallback(
    async (offset: number, signal: AbortSignal): Promise<readonly RightSizeRow[]> => {
      const asked = JSON.parse(listKey) as typeof query;
      return (await call(ROUTES.listRightSizing, { query: { ...asked, limit: PAGE_ROWS, offset }, signal })).items;
    },
    [listKey],
  );
  const total = head.data?.total ?? 0;
  const isStale = head.isPlaceholderData;
  const { rowAt, onRange } = usePagedRows({
    key: isStale || head.data === undefined ? undefined : ['rightsizing', head.data.generation, listKey],
    total,
    pageRows: PAGE_ROWS,
    fetchPage,
  });
  const problem = head.error instanceof ProblemError ? head.error.problem : null;
  if (problem?.status === 404)
    return (
      <Content component="p" className="isthmus-above">
        Nothing is known yet: <Link to="/sources">import or connect a source</Link>.
      </Content>
    );
  return (
    <>
      <SizeControls key={q ?? ''} />
      {head.error !== null && <ProblemAlert error={head.error} />}
      {head.data !== undefined && problem === null && (
        <>
          <SizeTotals list={head.data} />
          <UseHistogram summary={head.data.summary} />
          <div className="isthmus-list-line" aria-live="polite">
            {countOf(total, 'workload')}, generation {head.data.generation}
          </div>
          <RowWindow
            label="Recommended sizes"
            count={total}
            rowAt={rowAt}
            onRange={onRange}
            columns={SIZE_COLUMNS}
            rowKey={({ id }) => id}
            isStale={isStale}
            listKey={listKey}
            isShort
          />
        </>
      )}
    </>
  );
}
