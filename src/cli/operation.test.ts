import { afterEach, expect, it, vi } from 'vitest';
import type { Operation } from '../api/common.ts';
import { ROUTES } from '../api/routes.ts';
import type { Cli } from './cli.ts';
import { follow } from './operation.ts';

const RUNNING: Operation = {
  id: 'op-1',
  kind: 'place',
  state: 'running',
  phase: 'improving',
  progress: 0.5,
  detail: null,
  figures: {},
  canStop: true,
  startedAt: new Date().toISOString(),
  finishedAt: null,
  result: null,
  problem: null,
};
const CANCELLED = { type: '', title: 'Operation was cancelled', status: 409, code: 'IST-7010', detail: 'cancelled' };

afterEach(() => vi.restoreAllMocks());

/** Ctrl-C twice while it runs; then it ends like this. */
async function interruptedTwice(end: Partial<Operation>): Promise<{ said: string; asked: unknown[]; result: unknown }> {
  const said: string[] = [];
  const asked: unknown[] = [];
  const handlers: (() => void)[] = [];
  vi.spyOn(process, 'on').mockImplementation((_event, handler) => {
    handlers.push(handler as () => void);
    return process;
  });
  const call = async (route: unknown): Promise<Operation> => {
    if (route !== ROUTES.getOperation) {
      asked.push(route);
      return RUNNING;
    }
    for (const handler of [...handlers, ...handlers]) handler();
    return { ...RUNNING, ...end };
  };
  const cli = {
    streams: { stderr: { write: () => true } },
    client: async () => ({ call }),
    say: (text: string) => void said.push(text),
  } as unknown as Cli;
  const result = await follow(cli, RUNNING).catch((error: unknown) => error);
  return { said: said.join('\n'), asked, result };
}

it('says after Ctrl-C twice that it was too late, when what it made is kept all the same', async () => {
  const { said, asked, result } = await interruptedTwice({ state: 'succeeded', result: 'the plan' });
  expect(asked).toEqual([ROUTES.stopOperation, ROUTES.cancelOperation]);
  expect(result).toBe('the plan');
  expect(said).toContain('Too late to cancel: it had ended, and what it made is kept (op-1).');
  expect(said.split('Ctrl-C again cancels: then nothing is kept.').join('')).not.toContain('nothing is kept');
});

it('fails after Ctrl-C twice when it was cancelled', async () => {
  const { said, result } = await interruptedTwice({ state: 'cancelled', problem: CANCELLED as Operation['problem'] });
  expect(result).toMatchObject({ code: 'IST-7010' });
  expect(said).not.toContain('Too late');
});
