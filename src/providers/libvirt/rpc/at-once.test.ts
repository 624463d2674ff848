import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Turns, mapAtOnce } from './at-once.ts';

const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('results come in the order of the items, and never more than so many are in flight', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 40 }), fc.integer({ min: 1, max: 8 }), async (pauses, most) => {
      let going = 0;
      let peak = 0;
      const turns = new Turns(most);
      const work = async (pause: number): Promise<number> => {
        peak = Math.max(peak, ++going);
        for (let index = 0; index < pause; index++) await breath();
        going--;
        return pause;
      };
      expect(await mapAtOnce(pauses, work, most)).toEqual(pauses);
      expect(await Promise.all(pauses.map((pause) => turns.take(() => work(pause))))).toEqual(pauses);
      expect(peak).toBeLessThanOrEqual(most);
    }),
    { numRuns: 20 },
  );
});

test('a failure ends the whole, and gives its turn to the next', async () => {
  await expect(mapAtOnce([1, 2], (item) => (item === 1 ? Promise.reject(new Error('no')) : breath()))).rejects.toThrow(
    'no',
  );
  const turns = new Turns(1);
  await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(turns.take(() => Promise.resolve('next'))).resolves.toBe('next');
});
