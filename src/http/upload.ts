/** Takes the file a request carries, within the limit, into the spool. */

import path from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { failure } from '../core/errors/registry.ts';
import { DEFAULT_MAX_UPLOAD_BYTES } from './server-settings.ts';
import type { AppOptions } from './server-settings.ts';
import { spool } from './spool.ts';
import type { SpooledFile } from './spool.ts';

interface Upload {
  readonly body: unknown;
  readonly request: FastifyRequest;
  /** Name the user knows the file by. */
  readonly fileName: string;
}

/** Throws IST-8010 when the body is no file, IST-8009 when it is too large. Dispose of the file when done. */
export async function takeUpload(
  home: string,
  { body, request, fileName }: Upload,
  options: Pick<AppOptions, 'maxUploadBytes'>,
): Promise<SpooledFile> {
  const maxBytes = options.maxUploadBytes ?? DEFAULT_MAX_UPLOAD_BYTES;
  if (!(body instanceof Readable)) throw failure('IST-8010', 'send the file as application/octet-stream');
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    throw failure('IST-8009', `the file is larger than the limit of ${maxBytes} bytes`);
  }
  return spool(home, body, { maxBytes, extension: path.extname(fileName) });
}
