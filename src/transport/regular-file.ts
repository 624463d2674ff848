/** Reads a file whose path somebody else wrote: only a regular one, of a bounded size, and never waiting for a writer. */

import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';

export interface RegularFileLimits {
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
  /** Refuses what was opened, by device and inode; throws. */
  readonly refuse?: (opened: { readonly dev: number; readonly ino: number }) => void;
}

/** As UTF-8. Throws what open throws, and an Error for pipes, devices, folders and files that are too large. */
export async function readRegularFile(file: string, { maxBytes, signal, refuse }: RegularFileLimits): Promise<string> {
  signal?.throwIfAborted();
  const irregular = new Error('it is no regular file');
  // Looked at before, too: some devices do something when they are opened.
  if (!(await stat(file)).isFile()) throw irregular;
  // Opening a pipe that nobody writes to would otherwise wait for ever. Windows knows no such flag.
  await using handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const opened = await handle.stat();
  if (!opened.isFile()) throw irregular;
  refuse?.(opened);
  const tooLarge = new Error(`it is larger than ${maxBytes} bytes`);
  if (opened.size > maxBytes) throw tooLarge;
  // Some files say that they are empty and are not: the size is held while reading, too.
  const buffer = Buffer.alloc(maxBytes + 1);
  let length = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
    length += bytesRead;
    if (length > maxBytes) throw tooLarge;
    if (bytesRead === 0) return buffer.toString('utf8', 0, length);
  }
}
