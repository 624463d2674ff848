/** Answers of Azure Resource Manager that are none, and what a person is told of them. */

import { failure } from '../../core/errors/registry.ts';
import { textAt, valueAt } from './json.ts';

/** Internal to the client: an answer with another status than 200. Carries nothing of the request. */
export class Refused extends Error {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** The service's own code: "AuthorizationFailed". */
  readonly code: string | undefined;
  readonly said: string | undefined;

  constructor(status: number, header: (name: string) => string | undefined, text: string) {
    super(`status ${status}`);
    this.name = 'Refused';
    this.status = status;
    this.header = header;
    const error = errorIn(text);
    this.code = textAt(error, 'code')?.slice(0, 80);
    this.said = textAt(error, 'message')
      ?.replaceAll(/[\s\u0000-\u001f]+/g, ' ')
      .slice(0, 300);
  }
}

function errorIn(text: string): unknown {
  if (text.length > 100_000) return undefined;
  try {
    return valueAt(JSON.parse(text), 'error');
  } catch {
    return undefined;
  }
}

/** Milliseconds the service asks to wait: Retry-After in seconds or as a date, or the end of the quota's window. */
export function retryAfterMs({ header }: Refused, nowMs: number): number | undefined {
  const after = header('retry-after')?.trim();
  if (after !== undefined && /^\d+$/.test(after)) return Number(after) * 1000;
  const date = after === undefined ? Number.NaN : Date.parse(after);
  if (!Number.isNaN(date)) return Math.max(0, date - nowMs);
  return quotaResetMs(header('x-ms-user-quota-resets-after'));
}

/** "00:00:05" → 5000. */
export function quotaResetMs(text: string | undefined): number | undefined {
  const found = /^(\d{1,2}):(\d{2}):(\d{2})(?:\.\d+)?$/.exec(text?.trim() ?? '');
  if (found === null) return undefined;
  const [, hours, minutes, seconds] = found.map(Number);
  return (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
}

/** The claims of a challenge of continuous access evaluation: the next token must carry them. */
export function claimsOf({ header }: Refused): string | undefined {
  const challenge = /claims="([A-Za-z0-9+/=_-]+)"/.exec(header('www-authenticate') ?? '')?.[1];
  return challenge === undefined ? undefined : Buffer.from(challenge, 'base64').toString('utf8');
}

export function refusalOf(refused: Refused, host: string, path: string, waitedMs: number): Error {
  const { status, code, said, header } = refused;
  const reason = said === undefined ? '' : `: ${code === undefined ? '' : `${code}, `}${said}`;
  const where = `${host}${path}`;
  if (status >= 300 && status < 400) {
    const to = URL.parse(header('location') ?? '', `https://${host}`)?.host ?? 'another address';
    return failure('IST-2205', `${where} sends to ${to}, which is not followed: the token is for ${host} alone`);
  }
  if (status === 401) return failure('IST-2203', `${host} does not accept the token${reason}`);
  if (status === 403) return failure('IST-2204', `${where} is not allowed${reason}`);
  if (status === 429) {
    return failure('IST-2209', `${host} answered "too many requests" for ${Math.round(waitedMs / 1000)} s${reason}`);
  }
  if (status >= 500) return failure('IST-2207', `${where} failed with status ${status}${reason}`);
  return failure('IST-2205', `${where} answered with status ${status}${reason}`);
}
