import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { operationSchema } from '../api/common.ts';
import type { Operation } from '../api/common.ts';
import { failure } from '../core/errors/registry.ts';
import { endOperation } from '../store/durable-operations.ts';
import { completeOperation } from './complete-operation.ts';
import type { OwnedContext } from './context.ts';
import type { OperationAnswer, OperationNews, OperationOrder } from './operation-thread.ts';
import { OperationRunner } from './operation-runner.ts';
import { cancelOperation, enqueueJob, getOperation, stopOperation } from './operations.ts';
import type { OperationRun, Perform } from './run-operation.ts';

let context: OwnedContext;
beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context?.[Symbol.asyncDispose]());

/** A job whose end the test decides; it remembers who was asked to do what. */
class Work implements OperationRun {
  readonly order: OperationOrder;
  readonly tell: (news: OperationNews) => void;
  readonly result: Promise<OperationAnswer>;
  stopped = false;
  disposed = false;
  #settle!: { resolve: (answer: OperationAnswer) => void; reject: (error: unknown) => void };

  constructor(order: OperationOrder, tell: (news: OperationNews) => void) {
    this.order = order;
    this.tell = tell;
    this.result = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
  }
  /** Commits its result itself, as a real job does. */
  async complete(result: unknown): Promise<boolean> {
    const done = { state: 'succeeded', result, finishedAt: context.clock() } as const;
    const completed = await endOperation(context.store, this.order, done);
    this.#settle.resolve({ completed, result });
    return completed;
  }
  finish(result: unknown): void {
    this.#settle.resolve({ completed: false, result });
  }
  fail(error: unknown): void {
    this.#settle.reject(error);
  }
  stop(): void {
    this.stopped = true;
  }
  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed = true;
  }
}

function bench(): { readonly works: Work[]; readonly perform: Perform } {
  const works: Work[] = [];
  return {
    works,
    perform(order, tell) {
      const work = new Work(order, tell);
      works.push(work);
      return work;
    },
  };
}

let seed = 0;
/** A question nobody asked before. */
const ask = (): Promise<Operation> => enqueueJob(context, 'place', { seed: (seed += 1) });

async function until<T>(what: string, look: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  for (let left = 400; left > 0; left -= 1) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await sleep(20);
  }
  throw new Error(`waited in vain: ${what}`);
}

const inState = (id: string, state: Operation['state']) =>
  until(`${id} ${state}`, async () => {
    const operation = await getOperation(context, id);
    return operation.state === state && operation;
  });

/** As after kill -9 and the seconds that follow: whoever had the lease does not renew it. */
const lapse = (id: string) =>
  context.store.query(
    `update operations set lease_owner = 'dead', lease_until = clock_timestamp() - interval '1 second' where id = $1`,
    [id],
  );

describe('a durable operation', () => {
  it('waits, is worked on, shows how far the search is, and ends with what was made', async () => {
    const { works, perform } = bench();
    await using runner = new OperationRunner(context, { perform });
    const asked = await ask();
    expect(operationSchema.parse(asked)).toMatchObject({ state: 'pending', canStop: true, figures: {} });
    runner.take(asked.id);
    const work = await until('work', () => works[0]);
    expect(work.order).toMatchObject({ id: asked.id, kind: 'place', actor: 'tester', input: { seed } });
    work.tell({ progress: 0.4, phase: 'placing', detail: null, figures: { gapPct: 1.5, boundUsdPerMonth: 10 } });
    const shown = await until('figures', async () => {
      const operation = await getOperation(context, asked.id);
      return operation.figures['gapPct'] === 1.5 && operation;
    });
    expect(shown).toMatchObject({ state: 'running', phase: 'placing', canStop: true });
    await work.complete({ made: 1 });
    expect(await inState(asked.id, 'succeeded')).toMatchObject({ progress: 1, result: { made: 1 }, canStop: false });
  });

  it('is asked for once by whoever repeats the question while it is open, and anew afterwards', async () => {
    const { works, perform } = bench();
    await using runner = new OperationRunner(context, { perform });
    const first = await enqueueJob(context, 'place', { seed: -1 });
    const [again, other, others] = await Promise.all([
      enqueueJob(context, 'place', { seed: -1 }),
      enqueueJob(context, 'place', { seed: -2 }),
      enqueueJob({ ...context, actor: 'somebody else' }, 'place', { seed: -1 }),
    ]);
    expect(again.id).toBe(first.id);
    expect(new Set([first.id, other.id, others.id]).size).toBe(3);
    runner.take(first.id);
    (await until('work', () => works[0])).finish('done');
    await inState(first.id, 'succeeded');
    expect((await enqueueJob(context, 'place', { seed: -1 })).id).not.toBe(first.id);
    await context.store.query(`delete from operations where state = 'pending'`);
  });

  it('is done by one of two servers, the other finds nothing to do', async () => {
    const [one, two] = [bench(), bench()];
    const options = { takeOver: true, parallel: 4, pollMs: 30 };
    await using first = new OperationRunner(context, { ...options, perform: one.perform });
    await using second = new OperationRunner(context, { ...options, perform: two.perform });
    first.begin();
    second.begin();
    const asked = await Promise.all(Array.from({ length: 6 }, ask));
    await until('all begun', () => one.works.length + two.works.length === 6);
    await sleep(100);
    const works = [...one.works, ...two.works];
    expect(works.map(({ order }) => order.id).sort()).toEqual(asked.map(({ id }) => id).sort());
    await Promise.all(works.map((work) => work.complete(null)));
    await Promise.all(asked.map(({ id }) => inState(id, 'succeeded')));
  });

  it('whose process died is taken over, and what the dead one still says does not count', async () => {
    const [dead, next] = [bench(), bench()];
    const asked = await ask();
    await using first = new OperationRunner(context, { perform: dead.perform });
    first.take(asked.id);
    const lost = await until('first', () => dead.works[0]);
    await lapse(asked.id);
    expect(await getOperation(context, asked.id)).toMatchObject({ state: 'pending' });
    await using second = new OperationRunner(context, { takeOver: true, pollMs: 20, perform: next.perform });
    second.begin();
    const taken = await until('second', () => next.works[0]);
    expect(taken.order).toMatchObject({ id: asked.id, input: lost.order.input });
    expect(await lost.complete('too late')).toBe(false);
    expect(await taken.complete('in time')).toBe(true);
    expect(await inState(asked.id, 'succeeded')).toMatchObject({ result: 'in time' });
  });

  it('is given back by a process that ends in order, without counting as an attempt', async () => {
    const { works, perform } = bench();
    const asked = await ask();
    {
      await using runner = new OperationRunner(context, { perform });
      runner.take(asked.id);
      await until('work', () => works[0]);
    }
    expect(works[0]?.disposed).toBe(true);
    const { rows } = await context.store.query<{ attempts: number; state: string }>(
      'select attempts, state from operations where id = $1',
      [asked.id],
    );
    expect(rows).toEqual([{ attempts: 0, state: 'pending' }]);
    await cancelOperation(context, asked.id);
  });

  it('that three processes died over is said to have failed', async () => {
    const asked = await ask();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { works, perform } = bench();
      await using runner = new OperationRunner({ ...context }, { perform });
      runner.take(asked.id);
      await until('work', () => works[0]);
      await lapse(asked.id);
    }
    expect(await getOperation(context, asked.id)).toMatchObject({ state: 'failed', problem: { code: 'IST-7011' } });
    const { works, perform } = bench();
    await using runner = new OperationRunner(context, { takeOver: true, pollMs: 20, perform });
    runner.begin();
    await until('given up', async () => (await getOperation(context, asked.id)).finishedAt !== null);
    expect(works).toEqual([]);
  });

  it('stops early when asked, from whichever process, and ends with what it returns', async () => {
    const { works, perform } = bench();
    await using runner = new OperationRunner(context, { perform });
    const asked = await ask();
    runner.take(asked.id);
    const work = await until('work', () => works[0]);
    await stopOperation({ ...context }, asked.id);
    await until('stopped', () => work.stopped);
    await work.complete('the best so far');
    const ended = await inState(asked.id, 'succeeded');
    expect(ended.result).toBe('the best so far');
    expect(await stopOperation(context, asked.id)).toEqual(ended);
  });

  it('is cancelled while it waits, while it runs, and after its process died', async () => {
    const { works, perform } = bench();
    await using runner = new OperationRunner(context, { perform });
    const waiting = await ask();
    expect(await cancelOperation(context, waiting.id)).toMatchObject({
      state: 'cancelled',
      problem: { code: 'IST-7010' },
    });
    const running = await ask();
    runner.take(running.id);
    const work = await until('work', () => works[0]);
    await cancelOperation(context, running.id);
    await inState(running.id, 'cancelled');
    expect(work.disposed).toBe(true);
    expect(await work.complete('too late')).toBe(false);
    const orphan = await ask();
    {
      await using other = new OperationRunner(context, { perform });
      other.take(orphan.id);
      await until('orphan', () => works[1]);
      await lapse(orphan.id);
      expect((await cancelOperation(context, orphan.id)).state).toBe('cancelled');
    }
  });

  it('that was stopped and then cancelled keeps nothing, however near its end was', async () => {
    const { works, perform } = bench();
    await using runner = new OperationRunner(context, { perform });
    const asked = await ask();
    runner.take(asked.id);
    const work = await until('work', () => works[0]);
    await stopOperation(context, asked.id);
    await cancelOperation(context, asked.id);
    const done = { state: 'succeeded', result: 'the best so far', finishedAt: context.clock() } as const;
    const kept = context.store.transaction((connection) => completeOperation(connection, work.order, done));
    await expect(kept).rejects.toMatchObject({ code: 'IST-7010' });
    work.fail(failure('IST-7010', 'the operation was cancelled'));
    await inState(asked.id, 'cancelled');
  });

  it.each([
    { reason: 'what the job says', thrown: failure('IST-5004', 'no site mars'), code: 'IST-5004' },
    { reason: 'a defect', thrown: new TypeError('oops'), code: 'IST-7001' },
  ])('that fails says why: $reason', async ({ thrown, code }) => {
    const { works, perform } = bench();
    await using runner = new OperationRunner(context, { perform });
    const asked = await ask();
    runner.take(asked.id);
    (await until('work', () => works[0])).fail(thrown);
    expect(await inState(asked.id, 'failed')).toMatchObject({ problem: { code, detail: thrown.message } });
  });

  it('keeps no large input once it has ended, and stays durable', async () => {
    const { works, perform } = bench();
    await using runner = new OperationRunner(context, { perform });
    const large = { nodesCsv: 'x'.repeat(100_000), podsCsv: '', anew: false, mode: 'online', seed: 1 } as const;
    const [ended, cancelled] = [
      await enqueueJob(context, 'gpu-plan', large),
      await enqueueJob({ ...context, actor: 'another' }, 'gpu-plan', large),
    ];
    runner.take(ended.id);
    await (await until('work', () => works[0])).complete('done');
    await cancelOperation(context, cancelled.id);
    const { rows } = await context.store.query<{ input: unknown }>('select input from operations where id = any($1)', [
      [ended.id, cancelled.id],
    ]);
    expect(rows).toEqual([{ input: { dropped: true } }, { input: { dropped: true } }]);
  });

  it.each([
    { when: 'it is claimed', query: 'with open as' },
    { when: 'it is looked at', query: 'from operations where id =' },
    { when: 'its end is written', query: 'set state = $3' },
  ])('is not forgotten by the one who follows it when one query fails: $when', async ({ query }) => {
    const { works, perform } = bench();
    const asked = await ask();
    let failures = 0;
    // The real store's own members live on its prototype, bound to it.
    const store = new Proxy(context.store, {
      get(real, key) {
        const member = Reflect.get(real, key, real) as unknown;
        if (typeof member !== 'function') return member;
        const call = member.bind(real) as (...given: unknown[]) => unknown;
        if (key !== 'query') return call;
        return async (...given: unknown[]) => {
          if (failures > 0 || !String(given[0]).includes(query)) return call(...given);
          failures += 1;
          throw failure('IST-7006', 'the connection was lost');
        };
      },
    });
    await using runner = new OperationRunner({ ...context, store }, { perform });
    runner.take(asked.id);
    (await until('work', () => works[0])).finish('done');
    expect(await inState(asked.id, 'succeeded')).toMatchObject({ result: 'done' });
    // Only the look at its state comes after its end.
    await until('the failed query', () => failures === 1);
    expect(works).toHaveLength(1);
  });

  it('is tried again when the database was away in the middle', async () => {
    const { works, perform } = bench();
    await using runner = new OperationRunner(context, { perform });
    const asked = await ask();
    runner.take(asked.id);
    (await until('work', () => works[0])).fail(failure('IST-7006', 'the connection to the database was lost'));
    await (await until('again', () => works[1])).complete(2);
    expect(await inState(asked.id, 'succeeded')).toMatchObject({ result: 2 });
  });

  it('of the kind that runs in one process only cannot be stopped early', async () => {
    await context.store.query(
      `insert into operations (id, kind, state, actor, created_at) values ('op-plain', 'import', 'running', 'x', now())`,
    );
    await expect(stopOperation(context, 'op-plain')).rejects.toMatchObject({ code: 'IST-7013' });
  });
});
