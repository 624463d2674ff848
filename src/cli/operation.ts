/** Follows an operation to its end: a bar with an estimate on a terminal, one line per phase elsewhere. */

import type { Operation } from '../api/common.ts';
import { ROUTES } from '../api/routes.ts';
import type { Cli } from './cli.ts';
import { errorFromProblem } from './client/client.ts';
import { failure } from '../core/errors/registry.ts';

/** Waits for the operation and returns its result, or throws the problem it failed with. */
export async function follow<T>(cli: Cli, started: Operation): Promise<T> {
  const client = await cli.client();
  const shown = cli.streams.stderr.isTTY === true ? terminalProgress(cli) : lineProgress(cli);
  let operation = started;
  while (operation.state === 'pending' || operation.state === 'running') {
    shown.update(operation);
    operation = await client.call(ROUTES.getOperation, { params: { id: operation.id }, query: { wait: '1s' } });
  }
  shown.end();
  if (operation.state === 'succeeded') return operation.result as T;
  if (operation.problem !== null) throw errorFromProblem(operation.problem);
  throw failure('IST-7001', `the operation was ${operation.state}`);
}

interface ShownProgress {
  update(operation: Operation): void;
  end(): void;
}

function lineProgress(cli: Cli): ShownProgress {
  let phase = '';
  return {
    update(operation) {
      // The answer itself says that it is done.
      if (!['', 'done', phase].includes(operation.phase)) cli.say(operation.phase);
      phase = operation.phase;
    },
    end: () => {},
  };
}

const BAR_CELLS = 24;

function terminalProgress(cli: Cli): ShownProgress {
  const { stderr } = cli.streams;
  return {
    update(operation) {
      const done = Math.round(operation.progress * BAR_CELLS);
      const bar = `${'█'.repeat(done)}${'░'.repeat(BAR_CELLS - done)}`;
      const percent = `${Math.floor(operation.progress * 100)}%`.padStart(4);
      stderr.write(`\r\u001b[2K${bar}${percent}  ${operation.phase}${remaining(operation)}`);
    },
    end: () => void stderr.write('\r\u001b[2K'),
  };
}

/** Straight-line estimate; said only once a tenth is done, since earlier ones mislead. */
function remaining(operation: Operation): string {
  if (operation.progress < 0.1) return '';
  const elapsedMs = Date.now() - Date.parse(operation.startedAt);
  const seconds = Math.round((elapsedMs * (1 - operation.progress)) / operation.progress / 1000);
  return seconds < 2 ? '' : `, about ${seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} left`;
}
