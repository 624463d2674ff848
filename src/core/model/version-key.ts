/** One order over release names as vendors write them. */

const PART = 100_000;

/**
 * Sortable number for a release: 2012 < 2012r2 < 2016, and 7.9 < 8.0 < 8.10. The first three numbers in the text
 * count, each up to 99,999; letters only separate. NaN when the text holds no number, which compares as unknown.
 */
export function versionKey(version: string): number {
  const parts = version.match(/\d+/g);
  if (parts === null) return Number.NaN;
  const at = (index: number): number => Math.min(Number(parts[index] ?? 0), PART - 1);
  return (at(0) * PART + at(1)) * PART + at(2);
}
