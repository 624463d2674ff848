/** The newest drill of each single loss. Pure. */

interface Drill {
  readonly kind: string;
  readonly lost: readonly string[];
}

/** @param results newest first. */
export function newestDrills<D extends Drill>(results: readonly D[]): Map<string, D> {
  const newest = new Map<string, D>();
  for (const result of results) {
    const [lost, ...others] = result.lost;
    if (result.kind !== 'drill' || lost === undefined || others.length > 0 || newest.has(lost)) continue;
    newest.set(lost, result);
  }
  return newest;
}
