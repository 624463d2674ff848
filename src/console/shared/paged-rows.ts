/**
 * Rows by their place in a list that the server can jump in: the pages in sight are fetched, and one page ahead and
 * behind. Pages far from sight are forgotten after a while, so that a long list costs no more memory than a short one.
 */

import { useCallback, useState } from 'react';
import { useQueries } from '@tanstack/react-query';

const FORGET_AFTER_MS = 120_000;
const FRESH_MS = 30_000;

interface PagedRowsRequest<T> {
  /** What tells this list from others; undefined while the first page is on its way. */
  readonly key: readonly unknown[] | undefined;
  readonly total: number;
  readonly pageRows: number;
  readonly fetchPage: (offset: number, signal: AbortSignal) => Promise<readonly T[]>;
}

export interface PagedRows<T> {
  readonly rowAt: (index: number) => T | undefined;
  readonly onRange: (first: number, last: number) => void;
}

export function usePagedRows<T>({ key, total, pageRows, fetchPage }: PagedRowsRequest<T>): PagedRows<T> {
  const [range, setRange] = useState({ from: 0, to: 0 });
  const lastPage = Math.max(0, Math.ceil(total / pageRows) - 1);
  const from = Math.max(0, Math.min(range.from - 1, lastPage));
  const to = Math.min(range.to + 1, lastPage);
  const pages = useQueries({
    queries: Array.from({ length: key === undefined || total === 0 ? 0 : to - from + 1 }, (_, index) => {
      const page = from + index;
      return {
        queryKey: [...(key ?? []), 'page', page],
        queryFn: ({ signal }: { signal: AbortSignal }) => fetchPage(page * pageRows, signal),
        gcTime: FORGET_AFTER_MS,
        staleTime: FRESH_MS,
      };
    }),
  });
  const onRange = useCallback(
    (first: number, last: number) => {
      const next = { from: Math.floor(first / pageRows), to: Math.floor(last / pageRows) };
      setRange((current) => (current.from === next.from && current.to === next.to ? current : next));
    },
    [pageRows],
  );
  const rowAt = (index: number): T | undefined => pages[Math.floor(index / pageRows) - from]?.data?.[index % pageRows];
  return { rowAt, onRange };
}
