/** Rows of a list that the server gives page after page: the next page is asked for as its rows come near. */

import { useCallback, useMemo } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';

const NEAR_END_ROWS = 60;

export interface ContinuedPage<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly continue?: string | undefined;
}

export interface ContinuedRows<T> {
  readonly rows: readonly T[];
  /** Undefined until the first page is there. */
  readonly total: number | undefined;
  readonly error: Error | null;
  readonly rowAt: (index: number) => T | undefined;
  readonly onRange: (first: number, last: number) => void;
}

export function useContinuedRows<T>(
  key: readonly unknown[],
  fetchPage: (position: string | undefined, signal: AbortSignal) => Promise<ContinuedPage<T>>,
): ContinuedRows<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    getNextPageParam: (page) => page.continue,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const loaded = rows.length;
  const onRange = useCallback(
    (_first: number, last: number) => {
      if (hasNextPage && !isFetchingNextPage && last >= loaded - NEAR_END_ROWS) void fetchNextPage();
    },
    [fetchNextPage, hasNextPage, isFetchingNextPage, loaded],
  );
  return { rows, total: query.data?.pages[0]?.total, error: query.error, rowAt: (index) => rows[index], onRange };
}
