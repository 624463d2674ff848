/**
 * Pseudonyms that only the holder of a key can make or undo: the same text gives the same one under the same key, so
 * that what was equal stays equal, and nothing about the text can be read off it.
 */

import { createHmac } from 'node:crypto';

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz0123456789'.slice(0, 32);

/** HMAC-SHA-256 over purpose and text. */
export function keyed(key: Uint8Array, purpose: string, text: string): Buffer {
  return createHmac('sha256', key).update(`${purpose}\u0000${text}`).digest();
}

/** "<prefix>-" and 13 letters and digits: 65 bits. */
export function token(key: Uint8Array, prefix: string, text: string): string {
  const digest = keyed(key, prefix, text.toLowerCase());
  let name = '';
  for (let i = 0; i < 13; i += 1) name += ALPHABET[(digest[i] ?? 0) & 31] ?? '';
  return `${prefix}-${name}`;
}

/** A permutation of the numbers below 2^bits (bits even, at most 32): four rounds of a Feistel network. */
export function permuted(key: Uint8Array, purpose: string, value: number, bits: number): number {
  const half = bits / 2;
  const mask = 2 ** half - 1;
  let left = Math.floor(value / 2 ** half) & mask;
  let right = value & mask;
  for (let round = 0; round < 4; round += 1) {
    const mixed = keyed(key, `${purpose}/${round}`, String(right)).readUInt32BE(0) & mask;
    [left, right] = [right, (left ^ mixed) & mask];
  }
  return left * 2 ** half + right;
}
