/** The server: opens the database, listens, prints the address with a one-time sign-in link, and stops cleanly. */

import type { ServeOptions, Streams } from '../cli/cli.ts';
import { readConfig } from '../config.ts';
import { buildApp } from '../http/app.ts';
import { createLogger } from '../http/logger.ts';
import { openContext } from '../services/context.ts';
import type { OwnedContext } from '../services/context.ts';
import { prepareDemo } from '../services/prepare-demo.ts';
import { createSignInLink } from '../services/sign-in.ts';
import { startWorker } from '../worker/worker.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export async function serve(options: ServeOptions, streams: Streams, env: Environment): Promise<number> {
  const config = readConfig(options.home === undefined ? env : { ...env, ISTHMUS_HOME: options.home });
  const say = (text: string): void => void streams.stderr.write(`${text}\n`);
  say(
    config.databaseUrl === undefined ? `Opening the embedded database in ${config.home} …` : 'Opening the database …',
  );
  await using context = await openContext(config, { actor: 'server' });
  if (options.demo !== undefined) await loadDemo(context, options.demo, say);

  const { publicUrl } = config;
  const logger = createLogger(options.demo === undefined ? config.logLevel : 'warn');
  const app = buildApp(context, {
    logger,
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
  const stopped = untilStopped();
  const address = await app.listen({
    host: options.host ?? config.listen.host,
    port: options.port ?? config.listen.port,
  });
  await using _worker = startWorker(context, { log: logger });
  const { secret, expiresAt } = await createSignInLink(context);
  const base = publicUrl?.origin ?? address;
  streams.stdout.write(
    `Isthmus is at ${base}\nSign in (once, until ${expiresAt.toISOString()}): ${base}/sign-in#secret=${secret}\n`,
  );
  say('Ctrl-C stops it.');
  await stopped;
  say('Stopping …');
  await app.close();
  return 0;
}

async function loadDemo(
  context: OwnedContext,
  demo: NonNullable<ServeOptions['demo']>,
  say: (text: string) => void,
): Promise<void> {
  let phase = '';
  await prepareDemo(
    {
      ...context,
      progress: (_fraction, next) => {
        if (next !== phase) say(`  ${next}`);
        phase = next;
      },
    },
    demo,
  );
}

/** Resolves at the first Ctrl-C or termination; a second one ends the process at once. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
