/** Identifiers that OSCAL takes: version 5 of RFC 4122, so that the same thing has the same one in every document. */

import { createHash } from 'node:crypto';

/** Of this product's OSCAL documents; a version 4 identifier that was made once. */
const NAMESPACE = '6f0e8d3a-4f0b-4c55-9a52-0f6b1d7c2e41';

/** The same names give the same identifier, others another. */
export function uuidOf(...names: readonly string[]): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex'))
    .update(JSON.stringify(names))
    .digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
