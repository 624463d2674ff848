import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { operationSchema } from '../api/common.ts';
import { failure } from '../core/errors/registry.ts';
import { throwIfCancelled } from './context.ts';
import type { OwnedContext, ServiceContext } from './context.ts';
import { cancelOperation, getOperation, listOperations, startOperation, problemOf } from './operations.ts';

let context: OwnedContext;
beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context?.[Symbol.asyncDispose]());

async function untilCancelled(inner: ServiceContext): Promise<void> {
  for (;;) {
    throwIfCancelled(inner);
    await sleep(10);
  }
}

describe('what an unexpected error is called', () => {
  it('is a full disk when PostgreSQL or the system says so, a defect otherwise', () => {
    const coded = (code: string): Error => Object.assign(new Error('no space left on device'), { code });
    expect(['53100', 'ENOSPC', 'XX000'].map((code) => problemOf(coded(code)).code)).toEqual([
      'IST-7012',
      'IST-7012',
      'IST-7001',
    ]);
  });
});

describe('an operation', () => {
  it('answers at once and is followed to its end', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { operation, ended } = await startOperation(context, 'assess', async (inner) => {
      inner.progress(0.25, 'first', '1 of 4');
      inner.progress(0.1, 'behind');
      await gate;
      return { made: 1 };
    });
    expect(operationSchema.parse(operation)).toMatchObject({ state: 'running', kind: 'assess', result: null });
    await sleep(700);
    expect(await getOperation(context, operation.id)).toMatchObject({
      state: 'running',
      progress: 0.25,
      phase: 'behind',
    });
    const waiting = getOperation(context, operation.id, { waitMs: 10_000 });
    release();
    expect(await waiting).toMatchObject({ state: 'succeeded', progress: 1, result: { made: 1 }, problem: null });
    await ended;
    expect((await listOperations(context))[0]?.id).toBe(operation.id);
  });

  it.each([
    {
      thrown: failure('IST-1005', 'cut off', { causes: [{ where: 'byte 7', message: 'end' }] }),
      code: 'IST-1005',
      detail: 'cut off',
    },
    { thrown: new TypeError('oops'), code: 'IST-7001', detail: 'oops' },
    { thrown: 'text', code: 'IST-7001', detail: 'text' },
  ])('that fails keeps its problem: $code', async ({ thrown, code, detail }) => {
    const { operation, ended } = await startOperation(context, 'import', () => Promise.reject(thrown));
    await ended;
    expect(operationSchema.parse(await getOperation(context, operation.id))).toMatchObject({
      state: 'failed',
      problem: { code, detail },
    });
  });

  it('stops when someone asks, from whichever process', async () => {
    const { operation, ended } = await startOperation(context, 'place', untilCancelled);
    await cancelOperation({ ...context }, operation.id);
    await ended;
    expect(await getOperation(context, operation.id)).toMatchObject({
      state: 'cancelled',
      problem: { code: 'IST-7010' },
    });
    expect((await cancelOperation(context, operation.id)).state).toBe('cancelled');
  });

  it('stops with its server', async () => {
    const abort = new AbortController();
    const { operation, ended } = await startOperation({ ...context, signal: abort.signal }, 'plan', untilCancelled);
    abort.abort();
    await ended;
    expect((await getOperation(context, operation.id)).state).toBe('cancelled');
  });

  it('whose process died is said to have failed', async () => {
    const { operation, ended } = await startOperation(context, 'check', untilCancelled);
    await context.store.query(
      `update operations set alive_at = clock_timestamp() - interval '1 minute' where id = $1`,
      [operation.id],
    );
    expect(await getOperation(context, operation.id)).toMatchObject({ state: 'failed', problem: { code: 'IST-7011' } });
    await cancelOperation(context, operation.id);
    await ended;
  });

  it('that does not exist is not found', async () => {
    await expect(getOperation(context, 'op-none')).rejects.toMatchObject({ code: 'IST-2107' });
    await expect(cancelOperation(context, 'op-none')).rejects.toMatchObject({ code: 'IST-2107' });
  });
});
