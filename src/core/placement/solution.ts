/** What a solver says: while it works, and at its end. */

export interface SolveProgress {
  readonly phase: 'bound' | 'construct' | 'improve' | 'perturb' | 'exact';
  /** Fraction of the whole, 0 to 1, roughly. */
  readonly fraction: number;
  readonly costUsdPerMonth: number;
  readonly boundUsdPerMonth: number;
  readonly gapPct: number;
  readonly unplaced: number;
}

export interface Solution {
  /** Site index of each workload; -1: unplaced. */
  readonly assigned: Int32Array;
  /** Sum of the placed workloads' cost, without the soft costs below. */
  readonly costUsdPerMonth: number;
  readonly splitUsdPerMonth: number;
  readonly preferenceUsdPerMonth: number;
  readonly excessUsdPerMonth: number;
  readonly brokenLinksUsdPerMonth: number;
  /** No assignment that places these workloads, at soft costs no higher together, costs less. */
  readonly boundUsdPerMonth: number;
  readonly gapPct: number;
  readonly unplaced: number;
  /** Unplaced although a site would take them: there was no room. */
  readonly unplacedForRoom: number;
  /** USD per unit of capacity, [site * resources + resource]: what one more unit would save. */
  readonly prices: Float64Array;
  /** USD per unit of each cap's `most`, in the order of caps and buckets. */
  readonly capPrices: Float64Array;
  readonly method: string;
}

/** What a former solution of nearly the same problem gives a new search; see warm-start.ts. */
export interface WarmStart {
  /** [site * resources + resource], of the new problem. */
  readonly prices: Float64Array;
  /** Per slot of the new problem's caps; empty: none known. */
  readonly capPrices: Float64Array;
  /** Site of each of the new problem's workloads; -1: not known. Need not be feasible. */
  readonly assigned: Int32Array;
}

/** (cost − bound) / bound in percent; 0 when both are 0. */
export function gapPct(cost: number, bound: number): number {
  if (cost <= bound || cost === 0) return 0;
  return bound > 0 ? ((cost - bound) / bound) * 100 : 100;
}
