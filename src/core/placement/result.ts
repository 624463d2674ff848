/** What a placement says: where each workload should run, what that costs, how good it is, and why. */

import type { Readiness, TargetId } from '../assess/verdict.ts';

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
  | { readonly kind: 'pin'; readonly reason: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'size'; readonly resource: string; readonly needs: number; readonly most: number }
  | { readonly kind: 'no-sku' }
  | { readonly kind: 'unknown-price'; readonly what: string }
  /** Workloads that write to one disk go to one site: what keeps the others, or all of them together, off this one. */
  | { readonly kind: 'shared-disk'; readonly with: string; readonly because: InfeasibleReason }
  | { readonly kind: 'capacity'; readonly resource: string };

export interface Candidate {
  readonly siteId: string;
  readonly target: TargetId;
  readonly readiness: Readiness;
  readonly feasible: boolean;
  readonly cost?: CostBreakdown;
  /** Why not, when infeasible, or what was full, when it lost for capacity. First is the binding one. */
  readonly reasons: readonly InfeasibleReason[];
  /**
   * What forcing this site would add to the total, when feasible: a lower estimate that ignores displacement.
   * Workloads on one disk are forced together.
   */
  readonly extraUsdPerMonth?: number;
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
}

export interface PlacementResult {
  readonly generation: number;
  readonly assignments: readonly Assignment[];
  readonly sites: readonly SiteUsage[];
  readonly totalUsdPerMonth: number;
  readonly currentUsdPerMonth: number | null;
  readonly migrationUsdOneOff: number;
  readonly boundUsdPerMonth: number;
  /** (total − bound) / bound, in percent; 0 means proved optimal. */
  readonly gapPct: number;
  readonly method: string;
  readonly unplaced: number;
  readonly warnings: readonly string[];
}
