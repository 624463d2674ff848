/** Lines of a file as bytes, without their line feeds: a file of any size, in little memory. */

import { createReadStream } from 'node:fs';
import { failure } from '../../core/errors/registry.ts';

const LINE_FEED = 10;
const CHUNK_BYTES = 1024 * 1024;
/** No record is nearly as long: what follows no line feed for so long is not an export. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** Throws IST-6101. "-" is standard input. */
export async function eachLine(file: string, take: (line: Buffer) => void): Promise<void> {
  const source = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  let rest: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of source) {
      const chunk = part as Buffer;
      let start = 0;
      for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
        const line = chunk.subarray(start, end);
        take(rest.length === 0 ? line : Buffer.concat([...rest, line]));
        rest = [];
        length = 0;
        start = end + 1;
      }
      if (start === chunk.length) continue;
      rest.push(chunk.subarray(start));
      length += chunk.length - start;
      if (length > LONGEST_LINE) throw failure('IST-6101', `${file} has a line of more than 16 MiB: it is no export`);
    }
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause)
      throw failure('IST-6101', `${file} cannot be read: ${cause.message}`, { cause });
    throw cause;
  }
  if (rest.length > 0) take(Buffer.concat(rest));
}
