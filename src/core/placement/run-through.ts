/** Does the steps of a piece of work one after the other, for a caller that need not breathe in between. */
export function runThrough<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
