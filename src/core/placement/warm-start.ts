/** Carries a former solution over to a problem that differs a little: workloads, sites and rules are found again by name. */

import type { Problem } from './problem.ts';
import type { Solution, WarmStart } from './solution.ts';

/** What is new starts without a site or a price. */
export function warmStart(
  formerProblem: Problem,
  former: Pick<Solution, 'assigned' | 'prices' | 'capPrices'>,
  problem: Problem,
): WarmStart {
  const siteOf = positions(problem.siteIds);
  const newSite = Int32Array.from(formerProblem.siteIds, (id) => siteOf.get(id) ?? -1);
  return {
    assigned: carryAssigned(formerProblem, former.assigned, problem, newSite),
    prices: carryPrices(formerProblem, former.prices, problem, newSite),
    capPrices: carryCapPrices(formerProblem, former.capPrices, problem),
  };
}

function positions(names: readonly string[]): Map<string, number> {
  return new Map(names.map((name, index) => [name, index]));
}

/** Both lists of ids are sorted: one walk over both. */
function carryAssigned(from: Problem, assigned: Int32Array, to: Problem, newSite: Int32Array): Int32Array {
  const found = new Int32Array(to.workloads).fill(-1);
  let old = 0;
  for (let row = 0; row < to.workloads; row += 1) {
    const id = to.workloadIds[row] as string;
    while (old < from.workloads && (from.workloadIds[old] as string) < id) old += 1;
    if (old === from.workloads) break;
    if (from.workloadIds[old] !== id) continue;
    const site = assigned[old] as number;
    if (site >= 0) found[row] = newSite[site] as number;
  }
  return found;
}

function carryPrices(from: Problem, prices: Float64Array, to: Problem, newSite: Int32Array): Float64Array {
  const found = new Float64Array(to.limit.length);
  const resourceOf = positions(to.resources);
  for (const [at, price] of prices.entries()) {
    const site = newSite[Math.floor(at / from.resources.length)] as number;
    const k = resourceOf.get(from.resources[at % from.resources.length] as string);
    if (site < 0 || k === undefined) continue;
    const target = site * to.resources.length + k;
    if (to.limit[target] !== Infinity) found[target] = price;
  }
  return found;
}

function carryCapPrices(from: Problem, prices: Float64Array, to: Problem): Float64Array {
  const known = new Map<string, number>();
  let slot = 0;
  for (const cap of from.caps) {
    for (const bucket of cap.buckets) {
      known.set(JSON.stringify([cap.kind, cap.rule, cap.subject, bucket]), prices[slot] ?? 0);
      slot += 1;
    }
  }
  const found: number[] = [];
  for (const cap of to.caps) {
    for (const [index, bucket] of cap.buckets.entries()) {
      const price = known.get(JSON.stringify([cap.kind, cap.rule, cap.subject, bucket])) ?? 0;
      found.push(cap.most[index] === Infinity ? 0 : Math.min(price, cap.excessUsdPerMonth));
    }
  }
  return Float64Array.from(found);
}
