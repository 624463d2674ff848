/** Whom a credential stands for, read from itself: no request is needed, and nothing rests on it but a name on a screen. */

import { X509Certificate } from 'node:crypto';
import { isRecord, textAt } from '../json.ts';

/** "system:serviceaccount:isthmus:reader" of a service account's token; undefined for an opaque one. */
export function accountOfToken(token: string): string | undefined {
  const claims = token.split('.')[1];
  if (claims === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
    return isRecord(parsed) ? textAt(parsed, 'sub')?.slice(0, 200) : undefined;
  } catch {
    return undefined;
  }
}

/** The common name of a client certificate. */
export function accountOfCertificate(pem: string): string | undefined {
  try {
    return /^CN=(.+)$/m.exec(new X509Certificate(pem).subject)?.[1];
  } catch {
    return undefined;
  }
}
