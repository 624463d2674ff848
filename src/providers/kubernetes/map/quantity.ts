/** Kubernetes quantities ("500m", "62893680Ki", "1.05e12") as numbers. What is none is undefined, never zero. */

const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const QUANTITY = /^\+?(\d+(?:\.\d*)?|\.\d+)(?:([eE][+-]?\d{1,3})|(n|u|m|k|M|G|T|P|E|[KMGTPE]i))?$/;

/** In the unit's own measure: CPUs, bytes, pieces. Negative amounts say nothing about a machine: undefined. */
export function parseQuantity(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string' || value.length > 64) return undefined;
  const match = QUANTITY.exec(value);
  if (match === null) return undefined;
  const [, digits = '', exponent = '', suffix = ''] = match;
  const amount = Number(`${digits}${exponent}`) * (SUFFIXES[suffix] ?? Number.NaN);
  return Number.isFinite(amount) ? amount : undefined;
}

/** "1.1" times 1000 is not quite 1100 in binary; without this it would round up to 1101. */
const tidy = (value: number): number => (value < 1e9 ? Math.round(value * 1e6) / 1e6 : value);

/** What is asked for is rounded up, so that it fits where it is promised. */
export const milliUp = (cpus: number): number => Math.ceil(tidy(cpus * 1000));
export const mibUp = (bytes: number): number => Math.ceil(tidy(bytes / 2 ** 20));
/** What there is, is rounded down. */
export const milliDown = (cpus: number): number => Math.floor(tidy(cpus * 1000));
export const mibDown = (bytes: number): number => Math.floor(tidy(bytes / 2 ** 20));
