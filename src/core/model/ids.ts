/** Stable ids: the same parts give the same id, whichever source or process computes it. */

import { createHash } from 'node:crypto';

export type EntityPrefix = 'wl' | 'host' | 'cl' | 'net' | 'ds' | 'app';

/**
 * "<prefix>-" and the first 16 hex digits of SHA-256 over the parts, lower-cased and joined by NUL.
 * NUL cannot occur in a name, so ("a b", "c") and ("a", "b c") differ.
 */
export function entityId(prefix: EntityPrefix, ...parts: readonly string[]): string {
  const digest = createHash('sha256').update(parts.join('\u0000').toLowerCase()).digest('hex');
  return `${prefix}-${digest.slice(0, 16)}`;
}
