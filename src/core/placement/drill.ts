/** What becomes of a plan when sites are lost: who finds another place, who does not, and what that costs. */

import type { PreparedPlacement } from './build.ts';
import type { Diagnosis, InfeasibleReason, SiteUsage } from './result.ts';

export interface DrillOptions {
  readonly seed?: number;
  readonly iterations?: number;
  /** The reserve of the surviving sites may be used; true unless given. */
  readonly useReserve?: boolean;
  /** Workloads that are not struck may be moved to make room; false unless given. */
  readonly moveSurvivors?: boolean;
}

export interface DrillResult {
  /** Sites that are lost, by id. */
  readonly lostSites: readonly string[];
  readonly survives: boolean;
  /** "Survives: …" or "Does not survive: …", in one sentence. */
  readonly verdict: string;
  readonly struck: number;
  readonly rescued: number;
  readonly stranded: number;
  readonly strandedMissionCritical: number;
  /** What the struck cost where they find a place, less what they cost before; those without a place left out of both. */
  readonly addedUsdPerMonth: number;
  /** Of the surviving sites, with everybody who is there afterwards. */
  readonly sites: readonly SiteUsage[];
  /** Site of each workload afterwards, by position; -1: none. */
  readonly assigned: Int32Array;
  readonly workloads: readonly DrilledWorkload[];
  readonly diagnoses: readonly Diagnosis[];
  readonly warnings: readonly string[];
}

export interface DrilledWorkload {
  readonly workloadId: string;
  readonly workloadName: string;
  readonly criticality: string | null;
  readonly lostSiteId: string;
  /** Null: no place. */
  readonly siteId: string | null;
  readonly usdPerMonthBefore: number;
  readonly usdPerMonthAfter: number | null;
  /** For those without a place: the first reason of every surviving site. */
  readonly reasons: readonly { readonly siteId: string; readonly reason: InfeasibleReason }[];
}

export type Drill = (
  prepared: PreparedPlacement,
  assigned: Int32Array,
  lost: readonly string[],
  options?: DrillOptions,
) => DrillResult;
