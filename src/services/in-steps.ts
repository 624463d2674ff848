import { setImmediate } from 'node:timers/promises';

/** Lists are asked for while an estate is made: they have their turn between steps. */
export async function inSteps<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}
