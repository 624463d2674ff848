/** A client of the API that runs in this very process, on the embedded database: no port, no token. */

import type { InjectOptions } from 'fastify';
import { createClient } from '../cli/client/client.ts';
import type { Client, TransportRequest } from '../cli/client/client.ts';
import { readConfig } from '../config.ts';
import type { Actor } from '../core/access/actor.ts';
import { buildApp } from '../http/app.ts';
import { openContext } from '../services/context.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whoever can read the data folder may do everything with it; the database's own password guards it. */
const OWNER: Actor = { name: 'local', grants: [{ role: 'admin' }] };

export async function openLocal(env: Environment): Promise<Client> {
  const context = await openContext(readConfig(env), { actor: OWNER.name, trusted: true });
  const app = buildApp(context, { trustedActor: OWNER });
  return createClient({
    async send(request) {
      const response = await app.inject(injected(request));
      return {
        status: response.statusCode,
        contentType: response.headers['content-type'] ?? '',
        text: response.payload,
      };
    },
    async close() {
      await app.close();
      await context[Symbol.asyncDispose]();
    },
  });
}

function injected({ method, url, headers, body }: TransportRequest): InjectOptions {
  return {
    method,
    url,
    headers: { ...headers, host: 'localhost' },
    ...(body === undefined ? {} : { payload: body }),
  };
}
