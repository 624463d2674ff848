/** The cheapest of several packings, by different rules and for each shape; ends as soon as one meets the bound. */

import { MOST_COMPARED, fillHosts } from './size-fill.ts';
import { ordersFor, packInOrder, weights } from './size-pack.ts';
import type { Packing } from './size-pack.ts';
import type { Prepared } from './size-prepare.ts';

/** Looks at a place for an item in all rules together, about; large sets get fewer rules, not hours. */
const MOST_LOOKS = 35e6;

export function constructPacking(prepared: Prepared, bound: number): Packing {
  const { items, shapes } = prepared;
  if (items === 0) return { bins: [], cost: 0 };
  let best: Packing | undefined;
  let looks = 0;
  const keep = (found: Packing, cost: number): Packing => {
    looks += cost;
    if (best === undefined || found.cost < best.cost) best = found;
    return found;
  };
  const enough = (): boolean => best !== undefined && (best.cost <= bound * (1 + 1e-9) || looks > MOST_LOOKS);

  const plans = [...shapes.keys()].map((shape) => {
    const orders = ordersFor(prepared, shape);
    const scarce = weights(prepared, shape);
    const [order = new Int32Array(0)] = orders;
    const found = keep(packInOrder(prepared, order, 'first', shape, scarce), 0);
    return { shape, orders, order, scarce, cost: found.cost };
  });
  plans.sort((a, b) => a.cost - b.cost || a.shape - b.shape);
  for (const { shape, order, scarce } of plans) {
    for (const rule of ['close', 'balanced'] as const) {
      if (!enough())
        keep(fillHosts(prepared, order, shape, rule, scarce), (items * Math.min(items, MOST_COMPARED)) / 2);
    }
  }
  for (const { shape, orders, scarce } of plans) {
    for (const order of orders) {
      for (const rule of ['tight', 'aligned', 'first'] as const) {
        if (enough()) return best ?? { bins: [], cost: 0 };
        const hosts = best?.bins.length ?? 1;
        keep(packInOrder(prepared, order, rule, shape, scarce), items * hosts * (rule === 'first' ? 0.5 : 1));
      }
    }
  }
  return best ?? { bins: [], cost: 0 };
}
