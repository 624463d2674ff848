/** What the attributes of a cell say: which column it is in, and how its value is to be read. */

import type { CellKind } from '../table.ts';

export const MAX_COLUMNS = 16_384;

/** How the bytes of a cell are to be read; 0 is an empty cell. */
export const NUMBER = 1;
export const SHARED = 2;
export const TEXT = 3;
export const INLINE = 4;
export const BOOLEAN = 5;
export const ERROR = 6;
export const KINDS: readonly CellKind[] = ['empty', 'number', 'string', 'string', 'string', 'boolean', 'error'];

/** Column of a reference such as "AB12", or `otherwise` when it starts with no letter. */
export function columnIn(bytes: Buffer, from: number, to: number, otherwise: number): number {
  let column = 0;
  for (let i = from; i < to; i++) {
    const letter = bytes[i]! & 0xdf;
    if (letter < 0x41 || letter > 0x5a) break;
    column = column * 26 + (letter - 0x40);
  }
  return column === 0 || column > MAX_COLUMNS ? otherwise : column - 1;
}

/** How to read a cell with the type attribute in bytes[from, to). */
export function typeIn(bytes: Buffer, from: number, to: number): number {
  const first = bytes[from];
  if (first === 0x73) return to === from + 1 ? SHARED : TEXT;
  if (first === 0x69) return INLINE;
  if (first === 0x62) return BOOLEAN;
  if (first === 0x65) return ERROR;
  // "d" is an ISO 8601 date as text.
  return first === 0x64 ? TEXT : NUMBER;
}
