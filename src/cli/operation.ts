/** Follows an operation to its end. Ctrl-C ends a search early with the best so far; a second one cancels it. */

import type { Operation } from '../api/common.ts';
import { ROUTES } from '../api/routes.ts';
import type { Cli } from './cli.ts';
import type { Client } from './client/client.ts';
import { errorFromProblem } from './client/client.ts';
import { failure } from '../core/errors/registry.ts';
import { shownProgress } from './operation-progress.ts';

/** As shells count it: 128 + SIGINT. */
const INTERRUPTED = 130;

/** What is older was not started by this command; it allows for clocks that differ a little. */
const JOINED_MS = 10_000;

const isOpen = ({ state }: Operation): boolean => state === 'pending' || state === 'running';

/** Waits for the operation and returns its result, or throws the problem it failed with. */
export async function follow<T>(cli: Cli, started: Operation): Promise<T> {
  const client = await cli.client();
  const shown = shownProgress(cli.streams.stderr, (text) => cli.say(text));
  let operation = started;
  if (isOpen(started) && started.canStop && Date.now() - Date.parse(started.startedAt) > JOINED_MS) {
    cli.say(`This was asked for at ${started.startedAt} already; ${started.id} goes on.`);
  }
  const interrupted = onInterrupts(
    cli,
    client,
    () => operation,
    () => shown.end(),
  );
  try {
    while (isOpen(operation)) {
      shown.update(operation);
      operation = await client.call(ROUTES.getOperation, { params: { id: operation.id }, query: { wait: '1s' } });
    }
  } finally {
    interrupted.end();
    shown.end();
  }
  if (operation.state === 'succeeded') {
    if (interrupted.cancelling())
      cli.say(`Too late to cancel: it had ended, and what it made is kept (${operation.id}).`);
    return operation.result as T;
  }
  if (operation.problem !== null) throw errorFromProblem(operation.problem);
  throw failure('IST-7001', `the operation was ${operation.state}`);
}

/**
 * What Ctrl-C means while an operation is followed. Work that cannot end early with a result keeps the shell's meaning:
 * the process ends, and the work with it.
 */
function onInterrupts(
  cli: Cli,
  client: Client,
  current: () => Operation,
  clear: () => void,
): { readonly end: () => void; readonly cancelling: () => boolean } {
  let count = 0;
  const ask = (route: typeof ROUTES.stopOperation): void =>
    void client
      .call(route, { params: { id: current().id } })
      .catch((error: unknown) => cli.say(error instanceof Error ? error.message : String(error)));
  const interrupt = (): void => {
    const { id, canStop } = current();
    clear();
    if (count === 0 && !canStop) return leave();
    count += 1;
    if (count === 1) {
      cli.say('Stopping; the best plan so far is kept. Ctrl-C again cancels: then nothing is kept.');
      ask(ROUTES.stopOperation);
    } else if (count === 2) {
      cli.say('Cancelling. Ctrl-C again leaves at once.');
      ask(ROUTES.cancelOperation);
    } else {
      cli.say(`Left. What became of it: isthmus get operation ${id}`);
      leave();
    }
  };
  const leave = (): void => process.exit(INTERRUPTED);
  process.on('SIGINT', interrupt);
  return { end: () => void process.off('SIGINT', interrupt), cancelling: () => count > 1 };
}
