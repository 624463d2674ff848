/** What a placement says: where each workload should run, what that costs, how good it is, and why. */

import type { Readiness, TargetId } from '../assess/verdict.ts';
import type { BrokenHop } from '../policy/paths/hop.ts';

/** Money is US dollars per month unless the name says one-off. */
export interface CostBreakdown {
  readonly runUsdPerMonth: number;
  readonly licenceUsdPerMonth: number;
  readonly migrationUsdOneOff: number;
  readonly riskUsdPerMonth: number;
  /** run + licence + risk + one-off spread over the horizon: what the solver minimises. */
  readonly totalUsdPerMonth: number;
  /** Where each figure comes from: price list, catalogue record, setting; with date. */
  readonly basis: readonly string[];
  /** SKU chosen at an elastic site. */
  readonly sku?: string;
}

export type InfeasibleReason =
  | { readonly kind: 'readiness'; readonly rules: readonly string[] }
  | { readonly kind: 'policy'; readonly rules: readonly string[] }
  /** Every way there breaks a rule: of the one that does least harm, where. Null: no way of moving is known. */
  | { readonly kind: 'path'; readonly method: string | null; readonly hops: readonly BrokenHop[] }
  | { readonly kind: 'pin'; readonly reason: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'size'; readonly resource: string; readonly needs: number; readonly most: number }
  | { readonly kind: 'no-sku' }
  | { readonly kind: 'unknown-price'; readonly what: string }
  /** Workloads that write to one disk go to one site: what keeps the others, or all of them together, off this one. */
  | { readonly kind: 'shared-disk'; readonly with: string; readonly because: InfeasibleReason }
  /** The same for workloads that a rule of sites.yaml holds together. */
  | { readonly kind: 'together'; readonly rule: string; readonly with: string; readonly because: InfeasibleReason }
  | { readonly kind: 'capacity'; readonly resource: string }
  /** A rule of sites.yaml: `at` has as much of `subject` as it may. */
  | { readonly kind: 'rule'; readonly rule: string; readonly subject: string; readonly at: string }
  /** Too far from a workload it depends on; latencyMs null: not known, and that is not allowed. */
  | { readonly kind: 'latency'; readonly rule: string; readonly with: string; readonly latencyMs: number | null }
  /** The site was lost in a drill. */
  | { readonly kind: 'lost'; readonly what: string };

export interface Candidate {
  readonly siteId: string;
  readonly target: TargetId;
  readonly readiness: Readiness;
  readonly feasible: boolean;
  readonly cost?: CostBreakdown;
  /** Why not, when infeasible, or what was full or too far, when it lost for that. First is the binding one. */
  readonly reasons: readonly InfeasibleReason[];
  /**
   * What forcing this site would add to the objective (money and soft costs). Workloads of one unit are forced
   * together. What the figure is worth: `extraIs`.
   */
  readonly extraUsdPerMonth?: number;
  /**
   * 'exact': the best plan with this site forced, less this plan. 'at-most': a plan was found that adds no more.
   * 'alone': what this workload alone adds, as if nobody had to give way.
   */
  readonly extraIs?: 'exact' | 'at-most' | 'alone';
  /** No plan with this site forced adds less. */
  readonly extraAtLeastUsdPerMonth?: number;
  /** Workloads that lose their place in the plan that was found for it. */
  readonly extraUnplaced?: number;
}

export interface Assignment {
  readonly workloadId: string;
  readonly workloadName: string;
  readonly fromSiteId: string | null;
  /** Null: nothing feasible; see the candidates' reasons. */
  readonly siteId: string | null;
  readonly target: TargetId | null;
  readonly moves: boolean;
  readonly cost: CostBreakdown | null;
  readonly why: string;
  readonly candidates: readonly Candidate[];
}

export interface SiteUsage {
  readonly siteId: string;
  readonly workloads: number;
  /** Per resource: used and limit in the resource's unit; null limit is elastic. */
  readonly resources: Readonly<Record<string, { readonly used: number; readonly limit: number | null }>>;
  readonly costUsdPerMonth: number;
  /** What one more unit of a resource would save, by the bound's prices; only where that is more than nothing. */
  readonly priceUsdPerUnit: Readonly<Record<string, number>>;
  /** Resources that are full for all practical purposes, or that have a price. */
  readonly binds: readonly string[];
}

/** What the plan pays for in the search but not in money. */
export interface SoftCosts {
  readonly splitUsdPerMonth: number;
  readonly preferenceUsdPerMonth: number;
  /** Soft rules on apart, spread and share. */
  readonly excessUsdPerMonth: number;
  /** Soft rules on latency. */
  readonly distanceUsdPerMonth: number;
}

/** A soft rule that the plan breaks, or a hard one it could not look at. */
export interface BrokenRule {
  readonly rule: string;
  readonly kind: 'apart' | 'spread' | 'share' | 'latency';
  /** The application, the measure, "all workloads"; for latency: how many pairs. */
  readonly subject: string;
  /** Site, zone, operator or country; for latency "a – b". */
  readonly at: string;
  /** Weight above what is allowed; for latency: pairs. */
  readonly above: number;
  readonly usdPerMonth: number;
  /** Names of a few of the workloads. */
  readonly examples: readonly string[];
}

/** A hard rule that is at its limit: without it the plan might be cheaper. */
export interface BindingRule {
  readonly rule: string;
  readonly kind: 'apart' | 'spread' | 'share';
  readonly subject: string;
  readonly at: string;
  readonly used: number;
  readonly most: number;
}

/** The smallest set of constraints found that, relaxed, gives these workloads a place. */
export interface Diagnosis {
  readonly workloads: number;
  readonly examples: readonly string[];
  /** Where they would go. */
  readonly siteId: string | null;
  /** Empty: there is room for them that the search did not find. */
  readonly relax: readonly {
    readonly what: string;
    readonly constraint: { readonly kind: string; readonly [key: string]: unknown };
  }[];
  /** True: nothing smaller does it. False: found, not proved. */
  readonly minimal: boolean;
}

/** A placement without its assignments. */
export interface PlacementWhole {
  readonly generation: number;
  readonly sites: readonly SiteUsage[];
  readonly totalUsdPerMonth: number;
  readonly currentUsdPerMonth: number | null;
  readonly migrationUsdOneOff: number;
  readonly boundUsdPerMonth: number;
  /** (total − bound) / bound, in percent; 0 means proved optimal. */
  readonly gapPct: number;
  readonly method: string;
  readonly unplaced: number;
  readonly soft: SoftCosts;
  readonly brokenRules: readonly BrokenRule[];
  readonly bindingRules: readonly BindingRule[];
  readonly diagnoses: readonly Diagnosis[];
  readonly warnings: readonly string[];
}

export interface PlacementResult extends PlacementWhole {
  readonly assignments: readonly Assignment[];
}
