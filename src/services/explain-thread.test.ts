import { expect, it } from 'vitest';
import type { AssignmentDocument } from '../api/placements.ts';
import type { ServiceContext } from './context.ts';
import { explainInTurn } from './explain-thread.ts';

const context = { home: '/somewhere' } as ServiceContext;
const answer = (workloadId: string): AssignmentDocument => ({ workloadId }) as AssignmentDocument;

it('explains one at a time, equal questions once, and refuses one too many', async () => {
  const begun: string[] = [];
  let finish: () => void = () => undefined;
  const explain = explainInTurn(async (_, { workloadId }) => {
    begun.push(workloadId);
    await new Promise<void>((resolve) => (finish = resolve));
    return answer(workloadId);
  }, 2);
  const ask = (workloadId: string) => explain(context, { placementId: 'res-1', workloadId });
  const [first, again, second] = [ask('a'), ask('a'), ask('b')];
  await expect(ask('c')).rejects.toMatchObject({ code: 'IST-5042' });
  expect(begun).toEqual(['a']);
  finish();
  expect(await first).toBe(await again);
  await new Promise(setImmediate);
  finish();
  expect(await second).toEqual(answer('b'));
  expect(begun).toEqual(['a', 'b']);
});

it('does not begin what waits when the server ends, and forgets what failed', async () => {
  const stop = new AbortController();
  const explain = explainInTurn(() => Promise.reject(new Error('no')), 1);
  const request = { placementId: 'res-1', workloadId: 'a' };
  await expect(explain(context, request)).rejects.toThrow('no');
  stop.abort();
  await expect(explain({ ...context, signal: stop.signal }, request)).rejects.toMatchObject({ code: 'IST-7010' });
});
