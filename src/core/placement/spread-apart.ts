/** Which members of a spread rule can be each in a place of its own: a matching of them to the places open to them. */

/**
 * The first units, in the order given, that can all have different buckets; `wanted` at most. Where fewer can, others
 * follow in order: then the rule cannot be kept whoever is chosen.
 * @param open buckets open to a unit, ascending
 */
export function apartUnits(
  units: readonly number[],
  wanted: number,
  open: (unit: number) => readonly number[],
): readonly number[] {
  const holder = new Map<number, number>();
  const chosen: number[] = [];
  // Gives the unit a bucket, moving those who have one already; each bucket is looked at once.
  const settle = (unit: number, seen: Set<number>): boolean => {
    for (const bucket of open(unit)) {
      if (seen.has(bucket)) continue;
      seen.add(bucket);
      const other = holder.get(bucket);
      if (other !== undefined && !settle(other, seen)) continue;
      holder.set(bucket, unit);
      return true;
    }
    return false;
  };
  for (const unit of units) {
    if (chosen.length === wanted) return chosen;
    if (settle(unit, new Set())) chosen.push(unit);
  }
  const have = new Set(chosen);
  return [...chosen, ...units.filter((unit) => !have.has(unit)).slice(0, wanted - chosen.length)];
}
