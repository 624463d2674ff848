/** Failures of the connection itself, told without the request they carry: it holds the token. */

import { failure } from '../../core/errors/registry.ts';
import { networkFailure } from '../../transport/network-failure.ts';

const NOT_TRUSTED: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT: 'comes from an authority that is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes from an authority that is not known here',
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  CERT_REVOKED: 'was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another name',
};

/** Codes after which the same request may succeed. */
const PASSING = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ECONNABORTED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ECONNREFUSED',
]);

/** The code of the operating system or of TLS, wherever in the chain of causes it is. */
export function wireCode(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : undefined;
    if (code !== undefined && (NOT_TRUSTED[code] !== undefined || /^E[A-Z_]+$|^ERR_(SSL|TLS|STREAM)_/.test(code)))
      return code;
    if (at.message === 'aborted' || /socket hang up/.test(at.message)) return 'ECONNRESET';
  }
  return undefined;
}

export const mayPass = (error: unknown): boolean => PASSING.has(wireCode(error) ?? '');

/** IST-2201, IST-2202 or IST-2207; undefined when the failure is not one of the connection. */
export function wireFailure(error: unknown, place: string, phase: 'connecting' | 'connected'): unknown {
  const code = wireCode(error);
  if (code === undefined) return undefined;
  const reason = NOT_TRUSTED[code];
  if (reason !== undefined) return failure('IST-2202', `the certificate that ${place} shows ${reason} (${code})`);
  return networkFailure(Object.assign(new Error(code), { code }), place, phase);
}
