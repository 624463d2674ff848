import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pauseMs, retrying } from './retry.ts';

const options = { attempts: 4, firstPauseMs: 100, longestPauseMs: 1000 };

describe('retrying', () => {
  test('gives the first success, after pauses that grow', async () => {
    const pauses: number[] = [];
    const result = await retrying(
      (attempt) => (attempt < 3 ? Promise.reject(new Error('busy')) : Promise.resolve(attempt)),
      {
        ...options,
        again: () => ({}),
        random: () => 0,
        pause: (ms) => Promise.resolve(void pauses.push(ms)),
      },
    );
    expect(result).toBe(3);
    expect(pauses).toEqual([50, 100]);
  });

  test('gives up with the last error', async () => {
    let tries = 0;
    const failing = retrying(() => Promise.reject(new Error(`busy ${(tries += 1)}`)), {
      ...options,
      again: () => ({}),
      pause: () => Promise.resolve(),
    });
    await expect(failing).rejects.toThrow('busy 4');
  });

  test('does not repeat what cannot succeed', async () => {
    let tries = 0;
    const work = (): Promise<never> => Promise.reject(new Error(`refused ${(tries += 1)}`));
    await expect(retrying(work, { ...options, again: () => false })).rejects.toThrow('refused 1');
  });

  test('waits as long as the other side asks', () => {
    expect(pauseMs(1, options, 0, 5000)).toBe(5000);
  });

  test('no pause is longer than the longest, none shorter than half its window', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (n, random) => {
        const pause = pauseMs(n, options, random);
        expect(pause).toBeLessThanOrEqual(options.longestPauseMs);
        expect(pause).toBeGreaterThanOrEqual(options.firstPauseMs / 2);
      }),
    );
  });
});
