/** Secrets the server hands out: 256 random bits, kept as a digest, compared by looking the digest up. */

import { createHash, randomBytes } from 'node:crypto';

/** URL-safe text of 43 characters behind an optional prefix that tells people and scanners what it is. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** A slow hash would add nothing: the secret is random, not a password someone chose. */
export function secretDigest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
