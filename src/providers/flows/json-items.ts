/**
 * The objects of a JSON text one by one, without holding the text: lines of objects, one array of them, or the
 * elements of the list that a whole document consists of. Memory holds one object.
 */

import { failure } from '../../core/errors/registry.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/** Nesting at which the wanted objects begin: 0 for lines, 1 for an array, 2 for `{"records": [`. */
export type ItemDepth = 0 | 1 | 2;

/**
 * Yields parsed objects, and the text's own error for one that is not JSON. Throws IST-1010 for an object of more than
 * `maxBytes`, IST-1005 when the text ends inside one.
 */
export async function* jsonItems(
  chunks: AsyncIterable<Buffer>,
  name: string,
  depthWanted: ItemDepth,
  maxBytes: number,
): AsyncGenerator<{ readonly number: number; readonly value?: unknown; readonly error?: string }> {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let depth = 0;
  let number = 0;
  let inText = false;
  let escaped = false;
  for await (const chunk of chunks) {
    let start = pending.length > 0 ? 0 : -1;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (inText) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inText = false;
        continue;
      }
      if (byte === QUOTE) inText = depth > 0;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (byte === OPEN_OBJECT && depth === depthWanted && start < 0) start = at;
        depth++;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        depth = Math.max(0, depth - 1);
        if (depth !== depthWanted || start < 0 || byte !== CLOSE_OBJECT) continue;
        const text = Buffer.concat([...pending, chunk.subarray(start, at + 1)]).toString('utf8');
        pending = [];
        pendingBytes = 0;
        start = -1;
        number += 1;
        yield parsed(text, number);
      }
    }
    if (start >= 0) {
      pending.push(chunk.subarray(start));
      pendingBytes += chunk.length - start;
      if (pendingBytes > maxBytes)
        throw failure('IST-1010', `${name}: the object after object ${number} is longer than ${maxBytes} bytes`, {
          hint: 'Is it the right file? Flow records are short; split the export where one object holds them all.',
        });
    }
  }
  if (pending.length > 0) throw failure('IST-1005', `${name} ends inside object ${number + 1}`);
}

function parsed(text: string, number: number): { number: number; value?: unknown; error?: string } {
  try {
    return { number, value: JSON.parse(text) };
  } catch (error) {
    return { number, error: error instanceof Error ? error.message.slice(0, 120) : 'not JSON' };
  }
}
