/** Values by GPU model and price per core, made when they are first asked for after the prices changed. */

import type { NodeClass } from './node-classes.ts';
import { emptyValues, fillValues } from './values.ts';
import type { Goods, Values } from './values.ts';

const CORE_PRICES = 20;

export class ValueStore {
  readonly goods: Goods;
  /** Prices per core that values are taken at, ascending from what a core is worth where cores are not scarce. */
  cores: Float64Array = new Float64Array(0);
  private price = new Float64Array(0);
  private round = 0;
  private readonly grid: Float64Array;
  private readonly kept: Values[] = [];
  private readonly made: Int32Array;
  private readonly models: number;
  private readonly maxGpus: number;

  constructor(goods: Goods, classes: readonly NodeClass[], models: number) {
    this.goods = goods;
    this.models = models;
    this.grid = corePrices(goods);
    this.maxGpus = classes.reduce((most, { whole }) => Math.max(most, whole), 0);
    this.made = new Int32Array(models * (CORE_PRICES + 1));
  }

  /** Prices in GPUs per demand and per core; both are read until the next call. */
  reprice(price: Float64Array<ArrayBuffer>, perCore: number): void {
    this.price = price;
    this.cores = Float64Array.from([perCore, ...this.grid.filter((dearer) => dearer > perCore)]);
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

/** Squares between nothing and the price at which no demand is worth its cores. */
function corePrices({ demand }: Goods): Float64Array {
  let most = 0;
  for (let t = 0; t < demand.shapes; t += 1) {
    const cores = (demand.cpu[t] ?? 0) / 1000;
    const gpus = ((demand.count[t] ?? 0) * (demand.milli[t] ?? 0)) / 1000;
    if (cores > 0) most = Math.max(most, gpus / cores);
  }
  return Float64Array.from({ length: CORE_PRICES }, (_, k) => most * ((k + 1) / CORE_PRICES) ** 2);
}
