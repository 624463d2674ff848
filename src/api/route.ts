/** A route is data: the HTTP edge serves it, the CLI and the console call it, OpenAPI describes it. */

import type { z } from 'zod';
import type { Action } from '../core/access/actions.ts';

export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with ":name" parameters. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  /** What the caller must be allowed to do; 'public' needs no sign-in. */
  readonly action: Action | 'public';
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** 'stream' bodies are raw bytes (an uploaded file), 'json' is the default. */
  readonly bodyType?: 'json' | 'stream';
  readonly response: Response;
  /** 202 routes answer with an operation that goes on in the background. */
  readonly status: 200 | 201 | 202 | 204;
  /** Media type of the response when it is not JSON. */
  readonly produces?: 'text/html' | 'text/yaml' | 'text/plain' | 'text/csv';
}

export function defineRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
): Route<P, Q, B, R> {
  return route;
}
