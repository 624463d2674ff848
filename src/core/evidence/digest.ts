/** One way to digest data: SHA-256 over canonical JSON (RFC 8785). */

import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

export { canonicalJson };

/** "sha256:" + hex digest of the canonical JSON of a value. */
export function digestOf(value: unknown): string {
  return digestText(canonicalJson(value));
}

export function digestText(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
