/** Brings the bytes of a text file to UTF-8 without a byte order mark, whatever they were written in. */

import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Judges by the byte order mark, then by NUL bytes, then by whether the first chunk is valid UTF-8. */
export function encodingOf(first: Buffer): TextEncoding {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be';
  const sample = first.subarray(0, 1024);
  let evenNuls = 0;
  let oddNuls = 0;
  sample.forEach((byte, i) => {
    if (byte !== 0) return;
    if (i % 2 === 0) evenNuls++;
    else oddNuls++;
  });
  if (oddNuls > sample.length / 4) return 'utf-16le';
  if (evenNuls > sample.length / 4) return 'utf-16be';
  return isUtf8(withoutCutCharacter(first)) ? 'utf-8' : 'windows-1252';
}

export async function* asUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let first = true;
  for await (const chunk of chunks) {
    let bytes = chunk;
    if (first) {
      const encoding = encodingOf(chunk);
      if (encoding !== 'utf-8') decoder = new TextDecoder(encoding);
      else if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) bytes = chunk.subarray(3);
      first = false;
    }
    yield decoder === undefined ? bytes : Buffer.from(decoder.decode(bytes, { stream: true }), 'utf8');
  }
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield Buffer.from(rest, 'utf8');
}

/** A chunk may end inside a character; those up to three bytes say nothing about the encoding. */
function withoutCutCharacter(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0xc0) return bytes.subarray(0, bytes.length - back);
    if ((byte & 0x80) === 0) break;
  }
  return bytes;
}
