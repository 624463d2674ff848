/** Who is signed in. Null: nobody, or nobody any more. */

import { useEffect } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { z } from 'zod';
import { ROUTES } from '../../api/routes.ts';
import type { sessionSchema } from '../../api/server.ts';
import { call, ProblemError, SESSION_ENDED } from '../shared/api.ts';

export type Session = z.infer<typeof sessionSchema>;

export const SESSION_KEY = ['session'];

async function readSession(): Promise<Session | null> {
  try {
    return await call(ROUTES.getSession);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) return null;
    throw error;
  }
}

/** Turns to null as soon as any answer says that the session has ended. */
export function useSession(): UseQueryResult<Session | null> {
  const queries = useQueryClient();
  useEffect(() => {
    const end = (): void => void queries.setQueryData(SESSION_KEY, null);
    window.addEventListener(SESSION_ENDED, end);
    return () => window.removeEventListener(SESSION_ENDED, end);
  }, [queries]);
  return useQuery({ queryKey: SESSION_KEY, queryFn: readSession });
}

const RETURN_KEY = 'isthmus.return-to';

/** Where to go on after signing in again, kept in this tab alone. */
export function rememberPlace(place: string): void {
  sessionStorage.setItem(RETURN_KEY, place);
}

/** Only an address of this console: "/…", never "//host". */
export function takePlace(): string {
  const place = sessionStorage.getItem(RETURN_KEY) ?? '/';
  sessionStorage.removeItem(RETURN_KEY);
  return /^\/(?![/\\])/.test(place) ? place : '/';
}
