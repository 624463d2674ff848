/** Values of an address, taken as what they must be or not at all. */

export const text = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};
export const whole = (value: unknown): number | undefined =>
  Number.isInteger(value) && Number(value) > 0 ? Number(value) : undefined;
export const amount = (value: unknown): number | undefined =>
  typeof value === 'number' && value > 0 ? value : undefined;
export const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | undefined =>
  known.find((each) => each === value);
