/** Transport to a server over HTTPS, or over HTTP to this machine only. */

import { Readable } from 'node:stream';
import { failure } from '../../core/errors/registry.ts';
import type { Transport } from './client.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export function remoteTransport(server: string, token: string | undefined): Transport {
  const base = new URL(server);
  if (base.protocol !== 'https:' && !LOOPBACK.has(base.hostname)) {
    throw failure('IST-9006', `${server} is not encrypted and not on this machine`);
  }
  return {
    async send(request) {
      const { body } = request;
      let response: Response;
      try {
        response = await fetch(new URL(request.url, base), {
          method: request.method,
          headers: { ...request.headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
          body:
            body === undefined || typeof body === 'string'
              ? body
              : (Readable.toWeb(body as Readable) as ReadableStream),
          redirect: 'error',
          ...(typeof body === 'object' ? { duplex: 'half' as const } : {}),
        });
      } catch (cause) {
        throw failure('IST-9005', `${base.origin} does not answer: ${reasonOf(cause)}`, { cause });
      }
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        text: await response.text(),
      };
    },
    close: async () => {},
  };
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
