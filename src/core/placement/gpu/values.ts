/**
 * What free GPU share is worth at given prices. Every kind of demand has a price: the room it takes, in GPUs, wherever
 * it is placed well. A free part of a GPU is then worth the dearest set of demands that fits into it (a knapsack), a
 * number of whole GPUs the dearest mix of single demands and demands for several. Cores are charged per core, so that
 * the GPUs of a node can be valued one by one: for each price per core that gives a bound on what the node can hold.
 */

import { WHOLE_GPU } from './problem.ts';
import type { TypicalDemand } from './typical.ts';

/** Demands as the knapsacks see them. */
export interface Goods {
  readonly demand: TypicalDemand;
  readonly models: number;
  /** Largest share that divides all shares asked for: holes are measured in it. */
  readonly unit: number;
  /** Units of a whole GPU. */
  readonly cells: number;
  /** Distinct sizes below a whole GPU in units, and the goods of each. */
  readonly sizes: readonly { readonly cells: number; readonly goods: readonly number[] }[];
  /** Goods for exactly one whole GPU, and for several. */
  readonly single: readonly number[];
  readonly several: readonly number[];
}

/** Values and choices for one GPU model at one price per core; a choice is an index of goods, −1 or −2 for none. */
export interface Values {
  /** Worth of a hole of so many units. */
  readonly hole: Float64Array;
  readonly holeChoice: Int32Array;
  /** Worth of so many whole GPUs on one node. */
  readonly whole: Float64Array;
  readonly wholeChoice: Int32Array;
}

/** Leave one unit empty. */
export const EMPTY_UNIT = -1;
/** Fill one whole GPU as a hole. */
export const AS_HOLE = -2;

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

export function goodsOf(demand: TypicalDemand, models: number): Goods {
  let unit = WHOLE_GPU;
  for (let t = 0; t < demand.shapes; t += 1) {
    if ((demand.count[t] ?? 0) > 0) unit = divisor(unit, demand.milli[t] ?? 0);
  }
  const bySize = new Map<number, number[]>();
  const single: number[] = [];
  const several: number[] = [];
  for (let t = 0; t < demand.shapes; t += 1) {
    const milli = demand.milli[t] ?? 0;
    const count = demand.count[t] ?? 0;
    if (count === 0) continue;
    if (milli === WHOLE_GPU) (count === 1 ? single : several).push(t);
    else bySize.set(milli / unit, [...(bySize.get(milli / unit) ?? []), t]);
  }
  const sizes = [...bySize].sort(([a], [b]) => a - b).map(([cells, goods]) => ({ cells, goods }));
  return { demand, models, unit, cells: WHOLE_GPU / unit, sizes, single, several };
}

export function emptyValues(goods: Goods, maxGpus: number): Values {
  return {
    hole: new Float64Array(goods.cells + 1),
    holeChoice: new Int32Array(goods.cells + 1).fill(EMPTY_UNIT),
    whole: new Float64Array(maxGpus + 1),
    wholeChoice: new Int32Array(maxGpus + 1).fill(AS_HOLE),
  };
}

/** Fills `into` for one model: `price` in GPUs per demand, `perCore` in GPUs. */
export function fillValues(goods: Goods, model: number, price: Float64Array, perCore: number, into: Values): void {
  const { demand, models, cells } = goods;
  const worth = (t: number): number =>
    demand.allowed[t * models + model] === 0
      ? 0
      : ((price[t] as number) - (perCore * (demand.cpu[t] as number)) / 1000) / (demand.count[t] as number);
  const size: number[] = [];
  const value: number[] = [];
  const choice: number[] = [];
  for (const { cells: units, goods: same } of goods.sizes) {
    const best = dearest(same, worth);
    if (best < 0) continue;
    size.push(units);
    value.push(worth(best));
    choice.push(best);
  }
  const { hole, holeChoice, whole, wholeChoice } = into;
  for (let f = 1; f <= cells; f += 1) {
    let most = hole[f - 1] as number;
    let chosen = EMPTY_UNIT;
    for (let i = 0; i < size.length && (size[i] as number) <= f; i += 1) {
      const sum = (hole[f - (size[i] as number)] as number) + (value[i] as number);
      if (sum > most) {
        most = sum;
        chosen = choice[i] as number;
      }
    }
    hole[f] = most;
    holeChoice[f] = chosen;
  }
  const one = dearest(goods.single, worth);
  if (one >= 0 && worth(one) > (hole[cells] as number)) {
    hole[cells] = worth(one);
    holeChoice[cells] = one;
  }
  for (let count = 1; count < whole.length; count += 1) {
    let most = (whole[count - 1] as number) + (hole[cells] as number);
    let chosen = AS_HOLE;
    for (const t of goods.several) {
      const wanted = demand.count[t] as number;
      if (wanted > count) continue;
      const sum = (whole[count - wanted] as number) + worth(t) * wanted;
      if (sum > most) {
        most = sum;
        chosen = t;
      }
    }
    whole[count] = most;
    wholeChoice[count] = chosen;
  }
}

/** The goods with the highest positive worth, the first of equals; −1 when none is positive. */
function dearest(goods: readonly number[], worth: (t: number) => number): number {
  let best = -1;
  let most = 0;
  for (const t of goods) {
    const value = worth(t);
    if (value > most) {
      most = value;
      best = t;
    }
  }
  return best;
}
