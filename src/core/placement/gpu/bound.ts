/**
 * How much GPU share can any choice and any placement of a list of demands allocate? Each demand is worth its share
 * less a price y ≥ 0 for there being only so many of its kind; the nodes are valued at what is left of it. For all y
 *
 *     Σ nodes value(share − y) + Σ kinds y × supply
 *
 * is above every plan, because the value of a node is above what it can hold. Steps towards the best plan known lower it.
 */

import type { NodeClass } from './node-classes.ts';
import { Packing } from './pack-class.ts';
import type { TypicalDemand } from './typical.ts';
import { goodsOf } from './values.ts';
import { ValueStore } from './value-store.ts';

/** Rounding of sums over all nodes stays far below one thousandth of a GPU. */
const ROUNDING = 1e-6;
const PATIENCE = 10;

/** Thousandths of a GPU that no plan for this supply exceeds on these nodes. `reached`: what some plan allocates. */
export function shareBound(
  classes: readonly NodeClass[],
  demand: TypicalDemand,
  supply: ArrayLike<number>,
  models: number,
  reached: number,
  iterations: number,
): number {
  const share = Float64Array.from(demand.count, (count, t) => (count * (demand.milli[t] ?? 0)) / 1000);
  const price = share.slice();
  const values = new ValueStore(goodsOf(demand, models), classes, models);
  const packing = new Packing(classes, demand.shapes);
  const target = reached / 1000;
  let lowest = Infinity;
  let pace = 1.5;
  let waited = 0;
  for (let iteration = 0; iteration < Math.max(1, iterations); iteration += 1) {
    values.reprice(price, 0);
    packing.pack(values);
    let value = packing.value;
    for (let t = 0; t < demand.shapes; t += 1) value += (supply[t] ?? 0) * ((share[t] ?? 0) - (price[t] ?? 0));
    if (value < lowest - ROUNDING) {
      lowest = value;
      waited = 0;
    } else if (++waited > PATIENCE) {
      pace *= 0.7;
      waited = 0;
    }
    if (lowest - target < ROUNDING) break;
    let length = 0;
    for (let t = 0; t < demand.shapes; t += 1) length += excess(t) ** 2 * scale(t);
    if (length === 0) break;
    const step = (pace * (value - target)) / length;
    for (let t = 0; t < demand.shapes; t += 1) {
      const moved = (price[t] ?? 0) - step * excess(t) * scale(t);
      price[t] = Math.max(0, Math.min(share[t] ?? 0, moved));
    }
  }
  return Math.floor(lowest * 1000 + ROUNDING * 1000);

  /** Held beyond supply; no step is taken against a price that cannot rise. */
  function excess(t: number): number {
    if (share[t] === 0) return 0;
    const over = (packing.held[t] ?? 0) - (supply[t] ?? 0);
    return over < 0 && (price[t] ?? 0) >= (share[t] ?? 0) ? 0 : over;
  }
  function scale(t: number): number {
    return (share[t] ?? 0) / Math.max(1, supply[t] ?? 0);
  }
}
