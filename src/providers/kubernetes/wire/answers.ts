/** Answers of the API that are no success: as data for those who can go on without, as errors with codes for people. */

import { failure } from '../../../core/errors/registry.ts';
import type { IsthmusError } from '../../../core/errors/errors.ts';
import { countAt, isRecord, textAt } from '../json.ts';

/** What the API answered with a status other than success. Never holds more of the body than its own short reason. */
export class ApiRefusal extends Error {
  readonly status: number;
  /** "Forbidden", "Expired", "TooManyRequests" … */
  readonly reason: string;
  readonly retryAfterMs: number | undefined;
  readonly path: string;

  constructor(status: number, path: string, body: string, retryAfter?: string) {
    const said = statusOf(body);
    super(textAt(said, 'message')?.slice(0, 400) ?? `status ${status}`);
    this.name = 'ApiRefusal';
    this.status = status;
    this.reason = textAt(said, 'reason') ?? '';
    this.path = path.replace(/\?.*$/, '');
    const seconds = Number(retryAfter ?? countAt(said, 'details', 'retryAfterSeconds') ?? Number.NaN);
    this.retryAfterMs = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
  }
}

/** Only the API's own kind of answer is quoted: anything else may be a sign-in page that repeats what was sent. */
function statusOf(body: string): unknown {
  try {
    const parsed: unknown = JSON.parse(body);
    return isRecord(parsed) && parsed['kind'] === 'Status' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

export const isForbidden = (error: unknown): boolean => error instanceof ApiRefusal && error.status === 403;
/** The API has no such resource: its component is not installed, or not in that version. */
export const isAbsent = (error: unknown): boolean =>
  error instanceof ApiRefusal && (error.status === 404 || error.status === 405);
/** A page or a watch that starts from a state the server no longer knows. */
export const isGone = (error: unknown): boolean => error instanceof ApiRefusal && error.status === 410;

/** The error a person sees. */
export function told(refusal: ApiRefusal, place: string): IsthmusError {
  const { status, message, path } = refusal;
  if (status === 401) return failure('IST-2203', `${place} does not accept the token or certificate`);
  if (status === 403) return failure('IST-2204', `${place}: ${message}`, { causes: [{ where: path, message }] });
  if (status === 429) return failure('IST-2209', `${place} keeps asking to slow down at ${path}`);
  if (status >= 300 && status < 400) return failure('IST-2205', `${place} redirects ${path} to another address`);
  if (status >= 500) return failure('IST-2207', `${place} answers ${path} with ${status}: ${message}`);
  return failure('IST-2205', `${place} answers ${path} with ${status}: ${message}`);
}
