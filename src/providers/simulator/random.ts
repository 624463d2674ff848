/**
 * Seeded randomness. Every machine draws from a stream of its own, named by the seed and what it is for,
 * so that one machine's facts do not change when another draws once more or once less.
 */

export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Picks in proportion to `weight`. Items of weight 0 are never picked. */
  weighted<T extends { readonly weight: number }>(items: readonly T[]): T;
  /** Bell-shaped around `mean`, cut at two and a half spreads. */
  around(mean: number, spread: number): number;
  /** `length` lower-case hex digits. */
  hex(length: number): string;
}

/** Murmur3's finaliser: spreads every input bit over all output bits. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** FNV-1a over UTF-16 code units. */
function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** Always the same number for the same parts; for choices that need no stream. */
export function hashOf(seed: number, name: string, index = 0): number {
  return mix(mix(mix(seed) ^ hashText(name)) ^ Math.imul(index + 1, 0x9e3779b1));
}

/** A stream (sfc32) that depends only on its three parts. */
export function randomFor(seed: number, name: string, index = 0): Random {
  let a = hashOf(seed, name, index);
  let b = mix(a ^ 0x2545f491);
  let c = mix(b + 0x9e3779b9);
  let counter = 1;

  const next32 = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (let i = 0; i < 8; i++) next32();

  const next = (): number => next32() / 4294967296;
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(next() * items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick,
    weighted: (items) => {
      let total = 0;
      for (const item of items) total += item.weight;
      let left = next() * total;
      for (const item of items) {
        left -= item.weight;
        if (left < 0) return item;
      }
      return pick(items);
    },
    around: (mean, spread) => {
      const bell = next() + next() + next() + next() - 2;
      return mean + bell * 1.25 * spread;
    },
    hex: (length) => {
      let text = '';
      while (text.length < length) text += next32().toString(16).padStart(8, '0');
      return text.slice(0, length);
    },
  };
}

/** Divides `total` by shares so that the parts add up exactly (largest remainder; earlier parts win ties). */
export function apportion(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  const exact = shares.map((share) => (total * share) / sum);
  const parts = exact.map(Math.floor);
  let left = total - parts.reduce((a, b) => a + b, 0);
  const order = exact
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((x, y) => y.rest - x.rest || x.i - y.i);
  for (const { i } of order) {
    if (left === 0) break;
    parts[i] = (parts[i] ?? 0) + 1;
    left--;
  }
  return parts;
}
