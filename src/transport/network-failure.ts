/** What went wrong on the wire, as an error with a code a person can look up. */

import { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses the connection',
  ECONNRESET: 'closed the connection',
  EPIPE: 'closed the connection',
  ENOTFOUND: 'has a name that cannot be resolved',
  EAI_AGAIN: 'has a name that cannot be resolved just now',
  EHOSTUNREACH: 'cannot be reached from this network',
  ENETUNREACH: 'cannot be reached from this network',
  ETIMEDOUT: 'did not answer in time',
  EPROTO: 'does not speak TLS, or no version of it that is still safe',
  ERR_SSL_WRONG_VERSION_NUMBER: 'does not speak TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'does not speak TLS',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'speaks no version of TLS that is still safe',
};

/** IST-2201 on the way there, IST-2207 once connected. What is already told, or was our own abort, stays as it is. */
export function networkFailure(error: unknown, place: string, phase: 'connecting' | 'connected'): unknown {
  if (error instanceof IsthmusError || (error instanceof Error && error.name === 'AbortError')) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const reason = (code === undefined ? undefined : REASONS[code]) ?? `failed with ${code ?? 'no reason given'}`;
  return failure(phase === 'connecting' ? 'IST-2201' : 'IST-2207', `${place} ${reason}`, { cause: error });
}
