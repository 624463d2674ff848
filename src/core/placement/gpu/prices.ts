/**
 * Prices of demands and of cores, from the dual of a packing problem that is relaxed node by node.
 *
 * `mix`: how far can the usual mix be scaled up until it no longer fits? The prices say what share of the cluster one
 * more demand of each kind uses up, where it is placed well: what fits badly beside the others is dear, what fills
 * holes that would stay empty is free. They sum to the mix's own GPU share.
 * `share`: which demands of a known list give the most GPU share? No price exceeds the share asked for. The value is a
 * bound: no choice and no placement of that list allocates more.
 *
 * Both are minimised by subgradient steps: raise what the priced packing holds too little of, lower what it holds too
 * much of.
 */

import type { NodeClass } from './node-classes.ts';
import { packClass } from './pack-class.ts';
import type { PackedClass } from './pack-class.ts';
import type { TypicalDemand } from './typical.ts';
import { emptyValues, fillValues, goodsOf } from './values.ts';
import type { Goods, Values } from './values.ts';

export interface Prices {
  /** In GPUs per demand; 0 for demands without GPU, which pay for cores only. */
  readonly price: Float64Array;
  /** What a core is worth where cores are not scarce, in GPUs. */
  readonly perCore: number;
  /** Prices per core that values are taken at, ascending, from `perCore` up. */
  readonly cores: Float64Array;
  /** `mix`: GPU share the cluster holds of the mix, relaxed; `share`: the bound. In GPUs. */
  readonly value: number;
  readonly goods: Goods;
}

export interface PriceOptions {
  readonly goal: 'mix' | 'share';
  /** `share`: how many of each there are. */
  readonly supply?: ArrayLike<number>;
  readonly iterations: number;
}

const CORE_PRICES = 20;
const FIRST_STEP = 0.3;
const LEAST_PER_CORE = 1e-5;

/** Squares between nothing and the price at which no demand is worth its cores. */
function corePrices(demand: TypicalDemand, steps: number): Float64Array {
  let most = 0;
  for (let t = 0; t < demand.shapes; t += 1) {
    const cores = (demand.cpu[t] ?? 0) / 1000;
    const gpus = ((demand.count[t] ?? 0) * (demand.milli[t] ?? 0)) / 1000;
    if (cores > 0) most = Math.max(most, gpus / cores);
  }
  return Float64Array.from({ length: steps }, (_, k) => most * ((k + 1) / steps) ** 2);
}

export function findPrices(
  classes: readonly NodeClass[],
  demand: TypicalDemand,
  models: number,
  options: PriceOptions,
): Prices {
  const goods = goodsOf(demand, models);
  const share = Float64Array.from(demand.count, (count, t) => (count * (demand.milli[t] ?? 0)) / 1000);
  const wanted = Float64Array.from(options.goal === 'mix' ? demand.weight : (options.supply ?? demand.weight));
  const coresWanted = wanted.reduce(
    (sum, times, t) => sum + (share[t] === 0 ? (times * (demand.cpu[t] ?? 0)) / 1000 : 0),
    0,
  );
  const total = wanted.reduce((sum, times, t) => sum + times * (share[t] ?? 0), 0);
  const grid = corePrices(demand, CORE_PRICES);
  const price = share.slice();
  let perCore = options.goal === 'mix' && coresWanted > 0 ? LEAST_PER_CORE * 100 : 0;

  const values = new ValueStore(goods, classes, models);
  const start = new Int32Array(classes.length);
  const held = new Float64Array(demand.shapes);
  const packed: PackedClass = { value: 0, at: 0, coresLeft: 0 };
  const best = { price: price.slice(), perCore, value: Infinity };
  const mean = { price: new Float64Array(demand.shapes), perCore: 0, times: 0 };

  const scale = (): void => {
    if (options.goal === 'share' || total === 0) return;
    let paid = perCore * coresWanted;
    for (let t = 0; t < demand.shapes; t += 1) paid += (wanted[t] as number) * (price[t] as number);
    const factor = total / paid;
    for (let t = 0; t < demand.shapes; t += 1) price[t] = (price[t] as number) * factor;
    perCore *= factor;
  };
  scale();
  for (let iteration = 0; iteration < options.iterations; iteration += 1) {
    held.fill(0);
    let value = 0;
    let coresLeft = 0;
    values.reprice(price, perCore, grid);
    for (let c = 0; c < classes.length; c += 1) {
      const kind = classes[c] as NodeClass;
      packed.at = start[c] as number;
      packClass(kind, values, held, packed);
      start[c] = packed.at;
      value += kind.nodes * packed.value;
      coresLeft += kind.nodes * packed.coresLeft;
    }
    if (options.goal === 'share') {
      for (let t = 0; t < demand.shapes; t += 1) {
        value += (wanted[t] as number) * ((share[t] as number) - (price[t] as number));
      }
    }
    if (value < best.value) {
      best.value = value;
      best.perCore = perCore;
      best.price.set(price);
    }
    const times = options.goal === 'mix' ? (total === 0 ? 0 : value / total) : 1;
    const step = FIRST_STEP / Math.sqrt(1 + iteration);
    for (let t = 0; t < demand.shapes; t += 1) {
      if (share[t] === 0) continue;
      const raised = (price[t] as number) * Math.exp(step * lack(held[t] as number, times * (wanted[t] as number)));
      price[t] = options.goal === 'mix' ? raised : Math.min(raised, share[t] as number);
    }
    if (perCore > 0) {
      perCore = Math.max(LEAST_PER_CORE, perCore * Math.exp(2 * step * lack(coresLeft, times * coresWanted)));
    }
    scale();
    if (iteration * 2 >= options.iterations) {
      mean.times += 1;
      mean.perCore += perCore;
      for (let t = 0; t < demand.shapes; t += 1) mean.price[t] = (mean.price[t] as number) + (price[t] as number);
    }
  }
  const chosen =
    options.goal === 'mix' && mean.times > 0
      ? { price: mean.price.map((sum) => sum / mean.times), perCore: mean.perCore / mean.times }
      : best;
  const cores = Float64Array.from([chosen.perCore, ...grid.filter((lambda) => lambda > chosen.perCore)]);
  return { price: chosen.price, perCore: chosen.perCore, cores, value: best.value, goods };
}

/** Between −1 (far too much) and 1 (nothing), 0 when what is held is what is wanted. */
function lack(held: number, wanted: number): number {
  return wanted > 0 ? Math.max(-1, 1 - held / wanted) : -1;
}

/** Values by model and price per core, made when they are first asked for after the prices changed. */
export class ValueStore {
  readonly goods: Goods;
  cores: Float64Array = new Float64Array(0);
  private price = new Float64Array(0);
  private readonly kept: Values[] = [];
  private readonly made: Int32Array;
  private round = 0;
  private readonly models: number;
  private readonly maxGpus: number;

  constructor(goods: Goods, classes: readonly NodeClass[], models: number) {
    this.goods = goods;
    this.models = models;
    this.maxGpus = classes.reduce((most, { whole }) => Math.max(most, whole), 0);
    this.made = new Int32Array(models * (CORE_PRICES + 1));
  }

  reprice(price: Float64Array, perCore: number, grid: Float64Array): void {
    this.price = price;
    this.cores = Float64Array.from([perCore, ...grid.filter((lambda) => lambda > perCore)]);
    this.round += 1;
  }

  at(model: number, core: number): Values {
    const index = core * this.models + model;
    const values = (this.kept[index] ??= emptyValues(this.goods, this.maxGpus));
    if (this.made[index] !== this.round) {
      this.made[index] = this.round;
      fillValues(this.goods, model, this.price, this.cores[core] ?? 0, values);
    }
    return values;
  }
}
