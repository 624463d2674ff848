/** Calls routes of the API with the browser's session. Problems become errors that carry code, hint and causes. */

import type { z } from 'zod';
import type { Problem } from '../../api/common.ts';
import type { Route } from '../../api/route.ts';

export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Fired at the window when the server no longer knows who is asking. */
export const SESSION_ENDED = 'isthmus:session-ended';

export interface CallInput {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly file?: Blob;
  readonly signal?: AbortSignal;
}

export async function call<R extends Route>(route: R, input: CallInput = {}): Promise<z.output<R['response']>> {
  const response = await fetch(urlOf(route, input), {
    method: route.method,
    headers: headersOf(input),
    body: input.file ?? (input.body === undefined ? null : JSON.stringify(input.body)),
    signal: input.signal ?? null,
    credentials: 'same-origin',
  });
  if (response.status === 401) window.dispatchEvent(new Event(SESSION_ENDED));
  if (!response.ok) throw new ProblemError(await problemOf(response));
  return (route.produces === undefined ? await response.json() : await response.text()) as z.output<R['response']>;
}

function urlOf(route: Route, input: CallInput): string {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name] ?? '')),
  );
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== '') query.set(key, String(value));
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

function headersOf(input: CallInput): Record<string, string> {
  if (input.file !== undefined) return { 'content-type': 'application/octet-stream' };
  return input.body === undefined ? {} : { 'content-type': 'application/json' };
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {
      type: 'about:blank',
      title: response.statusText,
      status: response.status,
      detail: `The server answered ${response.status}.`,
      code: 'IST-9005',
      hint: 'Reload the page; if it stays, look at the log of the server.',
      causes: [],
    };
  }
}
