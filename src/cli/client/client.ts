/** Calls routes of the API through a transport: the same code for this process and for a server far away. */

import type { z } from 'zod';
import type { Operation } from '../../api/common.ts';
import type { Route } from '../../api/route.ts';
import { IsthmusError } from '../../core/errors/errors.ts';
import type { ErrorDefinition } from '../../core/errors/errors.ts';
import { ERRORS } from '../../core/errors/registry.ts';
import type { ErrorCode } from '../../core/errors/registry.ts';

export interface TransportRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | NodeJS.ReadableStream;
}

export interface TransportResponse {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

export interface Transport {
  send(request: TransportRequest): Promise<TransportResponse>;
  close(): Promise<void>;
}

export interface CallInput {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly stream?: NodeJS.ReadableStream;
}

export interface Client {
  call<R extends Route>(route: R, input?: CallInput): Promise<z.output<R['response']>>;
  close(): Promise<void>;
}

export function createClient(transport: Transport): Client {
  return {
    async call(route, input = {}) {
      const response = await transport.send({
        method: route.method,
        url: urlOf(route, input),
        headers: headersOf(route, input),
        ...bodyOf(input),
      });
      if (response.status >= 400) throw problemToError(response);
      if (route.produces !== undefined) return response.text as never;
      return JSON.parse(response.text) as never;
    },
    close: () => transport.close(),
  };
}

function urlOf(route: Route, input: CallInput): string {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name] ?? '')),
  );
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input.query ?? {})) if (value !== undefined) query.set(key, String(value));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

function headersOf(route: Route, input: CallInput): Record<string, string> {
  if (input.stream !== undefined) return { 'content-type': 'application/octet-stream' };
  if (input.body !== undefined) return { 'content-type': 'application/json' };
  return route.produces === undefined ? { accept: 'application/json' } : { accept: route.produces };
}

function bodyOf(input: CallInput): Pick<TransportRequest, 'body'> {
  if (input.stream !== undefined) return { body: input.stream };
  return input.body === undefined ? {} : { body: JSON.stringify(input.body) };
}

/** Turns problem details back into the error they were made from, with the exit code its registry entry says. */
export function problemToError(response: TransportResponse): IsthmusError {
  let problem: Partial<{
    code: string;
    title: string;
    detail: string;
    hint: string;
    status: number;

    causes: { where?: string; message: string }[];
  }> = {};
  try {
    problem = JSON.parse(response.text) as typeof problem;
  } catch {
    // Not JSON: a proxy or another server answered; the status is all there is to show.
  }
  return errorFromProblem({ status: response.status, ...problem });
}

/** The exit code comes from this release's own registry; of a code it does not know, the status decides. */
export function errorFromProblem(problem: Partial<NonNullable<Operation['problem']>>): IsthmusError {
  const status = problem.status ?? 500;
  const code = problem.code ?? 'IST-9005';
  const known: ErrorDefinition | undefined = code in ERRORS ? ERRORS[code as ErrorCode] : undefined;
  return new IsthmusError(
    code,
    {
      title: problem.title ?? 'The server refused',
      status,
      exitCode: known?.exitCode ?? (status === 400 ? 64 : 1),
      hint: problem.hint ?? 'Check that the address is an Isthmus server.',
    },
    problem.detail ?? `the server answered ${status}`,
    { causes: problem.causes ?? [] },
  );
}
