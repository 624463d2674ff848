/** Works on many things, a few at a time, and keeps their order. The first failure ends it. */

export async function inParallel<T, R>(
  things: readonly T[],
  atATime: number,
  work: (thing: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (!failed && next < things.length) {
      const index = next;
      next += 1;
      try {
        results[index] = await work(things[index] as T);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, things.length) }, worker));
  return results;
}
