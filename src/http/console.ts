/** Serves the built console: files with digests in their names for ever, the page itself always fresh. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { ERRORS, failure } from '../core/errors/registry.ts';
import { sendProblem } from './problem.ts';

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Isthmus</title>
<h1>The console is not built</h1><p>Run <code>npm run build</code> and reload. The API works without it.</p></html>`;

/** Addresses the console draws by itself: they get its page, so that deep links work. */
const isPage = (url: string): boolean =>
  !/^\/(api|assets|docs|livez|readyz|metrics|openapi)\b/.test(url) && !/\.[a-z0-9]+$/i.test(url.split('?')[0] ?? '');

export function addConsole(app: FastifyInstance, folder: string): void {
  const built = existsSync(path.join(folder, 'index.html'));
  if (built) {
    void app.register(import('@fastify/static'), {
      root: folder,
      index: false,
      wildcard: true,
      cacheControl: false,
      setHeaders(reply, file) {
        const forEver = file.includes(`${path.sep}assets${path.sep}`);
        void reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  const page = async (): Promise<string> => (built ? readFile(path.join(folder, 'index.html'), 'utf8') : NOT_BUILT);
  app.get('/', { schema: { hide: true } }, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await page()),
  );
  app.setNotFoundHandler(async (request, reply) => {
    if ((request.method === 'GET' || request.method === 'HEAD') && isPage(request.url)) {
      return reply
        .code(200)
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(await page());
    }
    return sendProblem(
      request,
      reply,
      failure('IST-8008', `${request.method} ${request.url.split('?')[0] ?? ''} is not an address of this server`),
    );
  });
}

/** What the `type` of a problem leads to: the code explained, from the registry. */
export function addErrorPages(app: FastifyInstance): void {
  app.get<{ Params: { code: string } }>(
    '/docs/reference/errors/:code',
    { schema: { hide: true } },
    async (request, reply) => {
      const { code } = request.params;
      const entry = Object.entries(ERRORS).find(([known]) => known === code)?.[1];
      if (entry === undefined) throw failure('IST-8008', `there is no error ${code}`);
      return reply.type('text/plain; charset=utf-8').send(`${code}: ${entry.title}\n\n${entry.hint}\n`);
    },
  );
}
