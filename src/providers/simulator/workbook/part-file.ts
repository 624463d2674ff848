/**
 * One compressed part of the workbook, written to a file beside it while rows come in. All sheets grow at once,
 * one machine at a time, so none is ever held in memory.
 */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { constants, crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';
import { joinCrc32 } from './crc32.ts';

const CHUNK_CHARACTERS = 64 * 1024;

/** What a ZIP directory needs to know of an entry. `pieces` follow each other in the entry's data. */
export interface PackedPart {
  readonly crc: number;
  readonly rawBytes: number;
  readonly packedBytes: number;
  readonly pieces: readonly (Buffer | { readonly path: string })[];
}

export interface PartFile {
  /** Resolves when more may be written; awaiting it keeps memory bounded. */
  write(text: string): Promise<void> | undefined;
  /** Ends the part. `head` is put before everything written: it may hold what is known only now. */
  finish(head: string): Promise<PackedPart>;
  abandon(): void;
}

export function openPart(path: string): PartFile {
  const deflate = createDeflateRaw({ level: 6 });
  const file = createWriteStream(path);
  const done = pipeline(deflate, file);
  // A full disk shows here first; whoever writes next, or finishes, is told.
  done.catch(() => undefined);
  let pending = '';
  let crc = 0;
  let rawBytes = 0;

  const flush = (): Promise<void> | undefined => {
    const bytes = Buffer.from(pending, 'utf8');
    pending = '';
    crc = crc32(bytes, crc);
    rawBytes += bytes.length;
    if (!deflate.destroyed && deflate.write(bytes)) return undefined;
    return deflate.destroyed ? done : Promise.race([done, once(deflate, 'drain').then(() => undefined)]);
  };
  return {
    write: (text) => {
      pending += text;
      return pending.length < CHUNK_CHARACTERS ? undefined : flush();
    },
    finish: async (head) => {
      await flush();
      deflate.end();
      await done;
      const headBytes = Buffer.from(head, 'utf8');
      // A sync flush ends on a byte border without closing the stream: the body's blocks simply follow.
      const packedHead = deflateRawSync(headBytes, { finishFlush: constants.Z_SYNC_FLUSH });
      return {
        crc: joinCrc32(crc32(headBytes), crc, rawBytes),
        rawBytes: headBytes.length + rawBytes,
        packedBytes: packedHead.length + file.bytesWritten,
        pieces: [packedHead, { path }],
      };
    },
    abandon: () => {
      deflate.destroy();
      file.destroy();
    },
  };
}

/** A part small enough to hold. */
export function packText(text: string): PackedPart {
  const bytes = Buffer.from(text, 'utf8');
  const packed = deflateRawSync(bytes);
  return { crc: crc32(bytes), rawBytes: bytes.length, packedBytes: packed.length, pieces: [packed] };
}
