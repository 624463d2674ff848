/** Which of our codes fits what a provider threw that is no error of ours: one of a package, or of Node.js itself. */

import type { ErrorCode } from '../core/errors/registry.ts';

/** What the port lets a provider throw. A package has nothing of Isthmus to throw it with but the code. */
const THROWABLE: readonly ErrorCode[] = [
  'IST-2201',
  'IST-2202',
  'IST-2203',
  'IST-2204',
  'IST-2205',
  'IST-2206',
  'IST-2207',
  'IST-2208',
  'IST-2209',
  'IST-2220',
];

const NOT_REACHED =
  /^(ENOTFOUND|EAI_AGAIN|EAI_NODATA|ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|UND_ERR_CONNECT_TIMEOUT)$/;
const BROKEN_OFF = /^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET)$/;
const NOT_TRUSTED =
  /^(ERR_TLS_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)$/;
/** fetch() wraps what happened, and that may be several attempts in one. */
const DEEPEST = 5;

/** Undefined: nobody knows what it is; a defect then. */
export function codeOfFault(error: unknown, depth = 0): ErrorCode | undefined {
  if (!(error instanceof Error) || depth > DEEPEST) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const own = THROWABLE.find((one) => one === code);
  if (own !== undefined) return own;
  if (NOT_REACHED.test(code)) return 'IST-2201';
  if (NOT_TRUSTED.test(code)) return 'IST-2202';
  if (BROKEN_OFF.test(code)) return 'IST-2207';
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return codeOfFault(inner, depth + 1);
}
