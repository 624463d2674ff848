/**
 * The search that is running, whoever started it and from where: found among the server's operations, so that it is
 * still there after the page is loaded again.
 */

import { useEffect, useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Operation } from '../../api/common.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { say } from '../shared/said.tsx';

const SEARCHES: readonly Operation['kind'][] = ['place', 'scenario', 'drill', 'rebalance'];
const FOLLOW_MS = 700;
/** Somebody else, or the command line, may start one. */
const LOOK_MS = 15_000;

const OPERATIONS_KEY = ['operations'];

const isRunning = ({ state }: Operation): boolean => state === 'pending' || state === 'running';
const isSearch = ({ kind }: Operation): boolean => SEARCHES.includes(kind);

export interface Searching {
  readonly running: Operation | undefined;
  /** The one that was running here and has ended since. */
  readonly ended: Operation | undefined;
  readonly isStarting: boolean;
  /** Why it could not be started. */
  readonly error: Error | null;
  readonly start: (begin: () => Promise<Operation>) => void;
}

export function useSearching(): Searching {
  const queries = useQueryClient();
  const [followed, setFollowed] = useState<string | null>(null);
  const list = useQuery({
    queryKey: OPERATIONS_KEY,
    queryFn: () => call(ROUTES.listOperations),
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => isSearch(one) && isRunning(one)) === true ? FOLLOW_MS : LOOK_MS,
  });
  const starting = useMutation({
    mutationFn: (begin: () => Promise<Operation>) => begin(),
    onSuccess: async ({ id }) => {
      setFollowed(id);
      await queries.invalidateQueries({ queryKey: OPERATIONS_KEY });
    },
  });
  const items = list.data?.items.filter(isSearch) ?? [];
  const running = items.find(isRunning);
  const runningId = running?.id;
  useEffect(() => {
    if (runningId !== undefined) setFollowed(runningId);
  }, [runningId]);
  const ended = running === undefined ? items.find(({ id }) => id === followed) : undefined;
  const endedId = ended?.id;
  useEffect(() => {
    if (endedId !== undefined)
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey !== OPERATIONS_KEY });
  }, [endedId, queries]);
  useEffect(() => {
    if (ended?.state === 'succeeded') say(DONE[ended.kind] ?? 'Done.');
    // Said once for each, not whenever its document is fetched again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [endedId]);
  return {
    running,
    ended,
    isStarting: starting.isPending,
    error: starting.error,
    start: (begin) => starting.mutate(begin),
  };
}

const DONE: Readonly<Partial<Record<Operation['kind'], string>>> = {
  place: 'The estate is placed.',
  scenario: 'The what-if is computed.',
  drill: 'The loss is computed.',
  rebalance: 'The moves are planned.',
};

/** Asks a running search to end: with the best found so far, or with nothing. */
export function useEnding(id: string) {
  const queries = useQueryClient();
  const onSuccess = (): Promise<void> => queries.invalidateQueries({ queryKey: OPERATIONS_KEY });
  const stop = useMutation({ mutationFn: () => call(ROUTES.stopOperation, { params: { id } }), onSuccess });
  const cancel = useMutation({ mutationFn: () => call(ROUTES.cancelOperation, { params: { id } }), onSuccess });
  return { stop, cancel };
}
