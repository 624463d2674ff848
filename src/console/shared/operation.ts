/** Follows a background operation and refreshes what it may have changed. */

import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Operation } from '../../api/common.ts';
import { ROUTES } from '../../api/routes.ts';
import { call, ProblemError } from './api.ts';

export interface FollowedOperation {
  readonly operation: Operation | null;
  readonly error: Error | null;
  readonly running: boolean;
  /** Resolves at the end of the operation: with it, or with null when it could not be started or followed. */
  readonly run: (start: () => Promise<Operation>) => Promise<Operation | null>;
}

export function useOperation(): FollowedOperation {
  const queries = useQueryClient();
  const [running, setRunning] = useState(false);
  const [operation, setOperation] = useState<Operation | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const run = async (start: () => Promise<Operation>): Promise<Operation | null> => {
    setError(null);
    setRunning(true);
    try {
      let current = await start();
      setOperation(current);
      while (current.state === 'pending' || current.state === 'running') {
        current = await call(ROUTES.getOperation, { params: { id: current.id }, query: { wait: '1s' } });
        setOperation(current);
      }
      if (current.problem !== null) setError(new ProblemError(current.problem));
      return current;
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
      return null;
    } finally {
      setOperation(null);
      setRunning(false);
      await queries.invalidateQueries();
    }
  };
  return { operation, error, running, run };
}
