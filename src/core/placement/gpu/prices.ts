/**
 * Prices of demands and of cores, from the dual of a packing problem that is relaxed node by node: how far can the usual
 * mix be scaled up until the nodes hold no more of it? The prices say what share of the cluster one more demand of each
 * kind uses up where it is placed well. What fits badly beside the others is dear, what fills holes that stay empty
 * anyway is free, cores are free where there are more than enough. Together the mix costs its own GPU share.
 *
 * Found by subgradient steps: raise what the priced packing holds too little of, lower what it holds too much of.
 */

import type { NodeClass } from './node-classes.ts';
import { Packing } from './pack-class.ts';
import type { TypicalDemand } from './typical.ts';
import { goodsOf } from './values.ts';
import type { Goods } from './values.ts';
import { ValueStore } from './value-store.ts';

export interface Prices {
  /** In GPUs per demand; 0 for demands without GPU, which pay for cores only. */
  readonly price: Float64Array;
  /** Prices per core that nodes are valued at, ascending, in GPUs; the first is what a core is worth anywhere. */
  readonly cores: Float64Array;
  /** True when cores, not GPUs, end the mix: demands without GPU pay a part of it that counts. */
  readonly coresScarce: boolean;
  readonly goods: Goods;
}

const FIRST_STEP = 0.3;
const FIRST_PER_CORE = 1e-3;
const LEAST_PER_CORE = 1e-5;
/** Part of the mix's price paid for cores alone, from which on cores are scarce. */
const SCARCE = 7e-4;

export function mixPrices(
  classes: readonly NodeClass[],
  demand: TypicalDemand,
  models: number,
  iterations: number,
): Prices {
  const goods = goodsOf(demand, models);
  const share = Float64Array.from(demand.count, (count, t) => (count * (demand.milli[t] ?? 0)) / 1000);
  const { weight } = demand;
  let cores = 0;
  let total = 0;
  for (let t = 0; t < demand.shapes; t += 1) {
    if (share[t] === 0) cores += ((weight[t] ?? 0) * (demand.cpu[t] ?? 0)) / 1000;
    total += (weight[t] ?? 0) * (share[t] ?? 0);
  }
  const values = new ValueStore(goods, classes, models);
  const price = share.slice();
  let perCore = cores > 0 ? FIRST_PER_CORE : 0;
  if (total === 0) {
    values.reprice(price, perCore);
    return { price, cores: values.cores, coresScarce: false, goods };
  }
  const packing = new Packing(classes, demand.shapes);
  const mean = new Float64Array(demand.shapes);
  let meanPerCore = 0;
  let kept = 0;
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    let paid = perCore * cores;
    for (let t = 0; t < demand.shapes; t += 1) paid += (weight[t] as number) * (price[t] as number);
    for (let t = 0; t < demand.shapes; t += 1) price[t] = ((price[t] as number) * total) / paid;
    perCore = (perCore * total) / paid;
    if (iteration * 2 >= iterations) {
      kept += 1;
      meanPerCore += perCore;
      for (let t = 0; t < demand.shapes; t += 1) mean[t] = (mean[t] as number) + (price[t] as number);
    }
    values.reprice(price, perCore);
    packing.pack(values);
    const times = packing.value / total;
    const step = FIRST_STEP / Math.sqrt(1 + iteration);
    for (let t = 0; t < demand.shapes; t += 1) {
      const lack = lacking(packing.held[t] as number, times * (weight[t] as number));
      price[t] = (price[t] as number) * Math.exp(step * lack);
    }
    if (perCore > 0) {
      perCore = Math.max(LEAST_PER_CORE, perCore * Math.exp(2 * step * lacking(packing.coresLeft, times * cores)));
    }
  }
  const found = kept === 0 ? price : mean.map((sum) => sum / kept);
  const anywhere = kept === 0 ? perCore : meanPerCore / kept;
  values.reprice(found, anywhere);
  return { price: found, cores: values.cores, coresScarce: anywhere * cores > SCARCE * total, goods };
}

/** Between −1 (far too much) and 1 (nothing), 0 when what is held is what is wanted. */
function lacking(held: number, wanted: number): number {
  return wanted > 0 ? Math.max(-1, 1 - held / wanted) : -1;
}
