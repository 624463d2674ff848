/**
 * The cheapest number of hosts of each shape whose sums hold everything: what packing would cost if workloads could be
 * cut in pieces. Workloads that only some shapes can hold must find room on hosts of those.
 */

import type { Prepared } from './size-prepare.ts';

interface Row {
  readonly need: number;
  /** Per shape. */
  readonly gives: readonly number[];
}

const MOST_NODES = 300_000;
const SHRINK = 1 - 4e-9;

function rowsOf({ dimensions, items, need, fits, shapes }: Prepared): Row[] {
  // By the shapes that can hold them: a bit each. The sums of a pattern hold for all patterns within it.
  const sums = new Map<number, Float64Array>();
  for (let item = 0; item < items; item += 1) {
    let pattern = 0;
    for (let s = 0; s < shapes.length; s += 1) if (fits[item * shapes.length + s] === 1) pattern += 2 ** s;
    const sum = sums.get(pattern) ?? new Float64Array(dimensions);
    for (let d = 0; d < dimensions; d += 1) sum[d] = (sum[d] ?? 0) + (need[item * dimensions + d] ?? 0);
    sums.set(pattern, sum);
  }
  const has = (pattern: number, s: number): boolean => Math.floor(pattern / 2 ** s) % 2 === 1;
  const all = 2 ** shapes.length - 1;
  const rows: Row[] = [];
  for (const pattern of new Set([...sums.keys(), all])) {
    const inside = [...sums].filter(([other]) => shapes.every((_, s) => !has(other, s) || has(pattern, s)));
    for (let d = 0; d < dimensions; d += 1) {
      const total = inside.reduce((sum, [, values]) => sum + (values[d] ?? 0), 0);
      const gives = shapes.map((shape, s) => (has(pattern, s) ? (shape.limit[d] ?? 0) : 0));
      if (total > 0) rows.push({ need: total * SHRINK, gives });
    }
  }
  return rows;
}

/** In the unit of the prices. Exact over whole hosts while that is quickly found, else of the fractional cover. */
export function cheapestCover(prepared: Prepared): number {
  const rows = rowsOf(prepared);
  const prices = prepared.shapes.map((shape) => shape.price);
  const fraction = fractionalCover(rows, prices);
  const whole = wholeCover(rows, prices);
  // All prices whole: so is every sum of them.
  const rounded = prices.every((price) => Number.isInteger(price)) ? Math.ceil(fraction - 1e-6) : fraction;
  return whole === null ? rounded : Math.max(rounded, whole);
}

/** Max Σ need·u with Σ gives·u ≤ price, u ≥ 0, by the simplex method: its optimum is that of the cover. */
export function fractionalCover(rows: readonly Row[], prices: readonly number[]): number {
  const columns = rows.length;
  const table = prices.map((price, s) => {
    const line = new Float64Array(columns + prices.length + 1);
    for (const [c, row] of rows.entries()) line[c] = (row.gives[s] ?? 0) / row.need;
    line[columns + s] = 1;
    line[line.length - 1] = price;
    return line;
  });
  const width = columns + prices.length;
  const goal = new Float64Array(width + 1);
  goal.fill(-1, 0, columns);
  for (let pivots = 0; pivots < 1000; pivots += 1) {
    // Bland's rule: the first that gains, which cannot go round in circles.
    const enters = goal.findIndex((value, c) => c < width && value < -1e-12);
    if (enters < 0) break;
    let leaves = -1;
    let least = Infinity;
    for (const [s, line] of table.entries()) {
      const by = line[enters] ?? 0;
      if (by <= 1e-12) continue;
      const ratio = (line[width] ?? 0) / by;
      if (ratio < least) {
        least = ratio;
        leaves = s;
      }
    }
    const pivot = table[leaves];
    if (pivot === undefined) break;
    const by = pivot[enters] ?? 1;
    for (let c = 0; c <= width; c += 1) pivot[c] = (pivot[c] ?? 0) / by;
    for (const line of [...table, goal]) {
      const factor = line === pivot ? 0 : (line[enters] ?? 0);
      if (factor === 0) continue;
      for (let c = 0; c <= width; c += 1) line[c] = (line[c] ?? 0) - factor * (pivot[c] ?? 0);
    }
  }
  // Stopped early it is still a feasible u, so a bound.
  return goal[width] ?? 0;
}

/** Over whole numbers of hosts, by looking at all that could be cheapest; null when there are too many. */
export function wholeCover(rows: readonly Row[], prices: readonly number[]): number | null {
  const count = prices.length;
  let nodes = 0;
  let best = Infinity;
  const left = rows.map((row) => row.need);
  const enough = (amount: number): number => Math.ceil(amount - 1e-9);
  /** At least this much more, if each row could be met by its best shape alone. */
  const atLeast = (from: number): number => {
    let bound = 0;
    for (const [r, row] of rows.entries()) {
      const need = left[r] ?? 0;
      if (need <= 0) continue;
      let rate = Infinity;
      for (let s = from; s < count; s += 1) {
        const gives = row.gives[s] ?? 0;
        if (gives > 0) rate = Math.min(rate, (prices[s] ?? 0) / gives);
      }
      bound = Math.max(bound, need * rate);
    }
    return bound;
  };
  const descend = (shape: number, cost: number): boolean => {
    nodes += 1;
    if (nodes > MOST_NODES) return false;
    const bound = cost + atLeast(shape);
    if (bound >= best - 1e-9) return true;
    if (shape === count) {
      best = cost;
      return true;
    }
    let most = 0;
    for (const [r, row] of rows.entries()) {
      const gives = row.gives[shape] ?? 0;
      if (gives > 0 && (left[r] ?? 0) > 0) most = Math.max(most, enough((left[r] ?? 0) / gives));
    }
    const before = left.slice();
    for (let taken = most; taken >= 0; taken -= 1) {
      for (const [r, row] of rows.entries()) left[r] = (before[r] ?? 0) - taken * (row.gives[shape] ?? 0);
      const finished = descend(shape + 1, cost + taken * (prices[shape] ?? 0));
      if (!finished) return false;
    }
    for (const [r, value] of before.entries()) left[r] = value;
    return true;
  };
  return descend(0, 0) ? best : null;
}
