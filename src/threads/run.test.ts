import { describe, expect, it } from 'vitest';
import { IsthmusError } from '../core/errors/errors.ts';
import { runInThread, startThread } from './run.ts';

const threadsAlive = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'MessagePort' || name === 'Worker').length;

describe('work in a thread', () => {
  it('gives the result and tells of progress on the way, in order', async () => {
    const seen: number[] = [];
    const result = await runInThread(
      'self-test',
      { count: 1000, every: 250 },
      { onProgress: (count) => seen.push(count) },
    );
    expect(result).toEqual({ counted: 1000, stopped: false });
    expect(seen).toEqual([250, 500, 750, 1000]);
  });

  it('stops a loop that never looks at its messages, and keeps what it has', async () => {
    const abort = new AbortController();
    const result = await runInThread(
      'self-test',
      { count: Infinity, every: 100_000 },
      { signal: abort.signal, onProgress: () => abort.abort() },
    );
    expect(result.stopped).toBe(true);
    expect(result.counted).toBeGreaterThanOrEqual(100_000);
  });

  it('starts and ends at once when the signal was aborted before', async () => {
    const result = await runInThread('self-test', { count: Infinity }, { signal: AbortSignal.abort() });
    expect(result).toEqual({ counted: 0, stopped: true });
  });

  it('hands messages over in order, and wakes a task that waits for one when it is stopped', async () => {
    await using run = startThread(
      'self-test',
      { count: 1, receive: 3 },
      {
        onProgress: (counted) => {
          if (counted === 31) run.stop();
        },
      },
    );
    run.send(10);
    run.send(20);
    expect(await run.result).toEqual({ counted: 31, stopped: true });
  });

  it('brings errors back with code, causes and hint', async () => {
    const error: unknown = await runInThread('self-test', { count: 1, fail: 'coded' }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(IsthmusError);
    expect(error).toMatchObject({
      code: 'IST-5003',
      message: 'a figure is NaN',
      causes: [{ where: 'row 7', message: 'memoryMiB is NaN' }],
    });
    expect((error as IsthmusError).hint).toContain('missing figure');
  });

  it('keeps name and message of a defect', async () => {
    await expect(runInThread('self-test', { count: 1, fail: 'plain' })).rejects.toMatchObject({
      name: 'TypeError',
      message: 'cannot go on',
    });
  });

  it('says so when the thread dies, or answers with what cannot be sent', async () => {
    await expect(runInThread('self-test', { count: 1, fail: 'exit' })).rejects.toMatchObject({ code: 'IST-5040' });
    await expect(runInThread('self-test', { count: 1, fail: 'unsendable' })).rejects.toThrow(/could not be cloned/);
    const large = startThread('self-test', { count: 1, hoard: true }, { heapMiB: 16 });
    await expect(large.result).rejects.toMatchObject({ code: 'IST-5040' });
    await large[Symbol.asyncDispose]();
  });

  it('leaves no thread behind, whether the work ended, failed or was thrown away', async () => {
    const before = threadsAlive();
    const thrownAway = startThread('self-test', { count: Infinity });
    await thrownAway[Symbol.asyncDispose]();
    await expect(thrownAway.result).rejects.toMatchObject({ code: 'IST-5040' });
    await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        runInThread('self-test', { count: n, ...(n % 2 ? { fail: 'plain' } : {}) }).catch(() => 0),
      ),
    );
    expect(threadsAlive()).toBe(before);
  });
});
