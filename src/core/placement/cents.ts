/** A sum of money as it is shown: rounded to whole cents. */
export function cents(value: number): number {
  return Math.round(value * 100) / 100;
}
