/** A task that only shows that threads work here: it counts, says so, stops when told, fails when told. */

import { failure } from '../core/errors/registry.ts';
import type { ThreadTask } from './task.ts';

export interface SelfTestInput {
  /** How far to count; Infinity counts until it is stopped. */
  readonly count: number;
  /** Tell of progress every so many; and after each message. */
  readonly every?: number;
  /** How to fail, once counted: with a coded error, with a plain one, by ending without a word, or with an unsendable result. */
  readonly fail?: 'coded' | 'plain' | 'exit' | 'unsendable';
  /** Messages to wait for, once counted; their sum is added. */
  readonly receive?: number;
  /** Fill the thread's memory, once counted. */
  readonly hoard?: boolean;
}

export interface SelfTestResult {
  readonly counted: number;
  readonly stopped: boolean;
}

export const selfTest: ThreadTask<SelfTestInput, SelfTestResult, number, number> = async (input, context) => {
  const every = input.every ?? Infinity;
  let counted = 0;
  while (counted < input.count && !context.stopping()) {
    counted += 1;
    if (counted % every === 0) context.progress(counted);
  }
  for (let left = input.receive ?? 0; left > 0; left -= 1) {
    const more = await context.receive();
    if (more === undefined) break;
    counted += more;
    context.progress(counted);
  }
  const hoard: number[][] = [];
  while (input.hoard === true && !context.stopping())
    hoard.push(Array.from({ length: 10_000 }, () => hoard.length + 0.5));
  if (input.fail === 'coded') {
    throw failure('IST-5003', 'a figure is NaN', { causes: [{ where: 'row 7', message: 'memoryMiB is NaN' }] });
  }
  if (input.fail === 'plain') throw new TypeError('cannot go on');
  if (input.fail === 'exit') process.exit(3);
  if (input.fail === 'unsendable') return { counted, stopped: false, by: () => counted } as SelfTestResult;
  return { counted, stopped: context.stopping() };
};
