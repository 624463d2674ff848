/** The body of an answer as a stream with an end: decompressed, counted, and failing with a code. */

import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { failure } from '../core/errors/registry.ts';
import { networkFailure } from './network-failure.ts';

export interface BodyOptions {
  /** Bytes after decompression. */
  readonly limit: number;
  readonly place: string;
  readonly signal: AbortSignal;
}

/** Leaving it before its end closes the connection, as the rest of the answer stands in the way of the next one. */
export async function* boundedBody(message: IncomingMessage, options: BodyOptions): AsyncGenerator<Uint8Array> {
  const { limit, place, signal } = options;
  const encoding = message.headers['content-encoding'];
  const zipped = encoding === 'gzip' || encoding === 'x-gzip';
  const content = zipped ? pipeline(message, createGunzip(), () => undefined) : message;
  let bytes = 0;
  let whole = false;
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limit) {
        throw failure('IST-2206', `${place} answers with more than ${inMiB(limit)}; the rest is not read`);
      }
      yield chunk;
    }
    whole = message.complete;
    if (!whole) throw failure('IST-2207', `${place} broke off its answer after ${bytes} bytes`);
  } catch (error) {
    signal.throwIfAborted();
    if (zipped && error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw failure('IST-2205', `${place} sends an answer that cannot be decompressed`, { cause: error });
    }
    throw networkFailure(error, place, 'connected');
  } finally {
    if (!whole) message.destroy();
  }
}

export async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const inMiB = (bytes: number): string =>
  bytes >= 1024 ** 2 ? `${Math.round(bytes / 1024 ** 2)} MiB` : `${bytes} bytes`;
