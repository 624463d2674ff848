/** What leaving an operator comes to: who goes where and when, what it costs, and who cannot leave and why (S10). */

import type { Plan } from '../plan.ts';
import type { ContractTerm } from './operators.ts';

/** Whether what a function has at the operator can be had elsewhere. Our reading; the register of DORA asks for its own words. */
export type Substitutability = 'substitutable' | 'with-conditions' | 'not-substitutable' | 'unknown';

export interface StuckWorkload {
  readonly workloadId: string;
  readonly workloadName: string;
  readonly siteId: string;
  /** Its application; null: none. */
  readonly application: string | null;
  /** Supports a critical or important function; null: not known. */
  readonly critical: boolean | null;
  readonly why: string;
  /** What would make each of the other sites possible, the sites that need the same together. */
  readonly would: readonly { readonly siteIds: readonly string[]; readonly because: string; readonly fix: string }[];
}

/** One obstacle with how many workloads it keeps from those sites: the ones to clear first stand first. */
export interface Obstacle {
  readonly because: string;
  readonly fix: string;
  readonly siteIds: readonly string[];
  readonly workloads: number;
}

export interface ExitFunction {
  /** "application shop", "workload wl-…". */
  readonly id: string;
  /** Name of the application, or of the workload that is in none. */
  readonly name: string;
  readonly critical: boolean | null;
  readonly workloads: number;
  readonly stuck: number;
  /** Where its workloads go, by id. */
  readonly toSiteIds: readonly string[];
  readonly waves: readonly number[];
  readonly substitutability: Substitutability;
}

export interface MissingPrice {
  /** "price of disks at x", as the price that is missing is named. */
  readonly what: string;
  readonly workloads: number;
  /** Names of a few. */
  readonly examples: readonly string[];
}

export interface ExitMoney {
  /** Run and licences, for those that leave. Null: not known for all of them, see `missing`. */
  readonly nowUsdPerMonth: number | null;
  readonly afterUsdPerMonth: number;
  readonly differenceUsdPerMonth: number | null;
  readonly migrationUsdOneOff: number;
  /** Paid at both ends for so many months (`tco.doubleRunMonths`), and what that comes to. */
  readonly doubleRunMonths: number;
  readonly doubleRunUsdOneOff: number | null;
  /** What to state so that nothing is left out. */
  readonly missing: readonly MissingPrice[];
}

export interface ExitTime {
  readonly waves: number;
  readonly hoursLow: number;
  readonly hoursLikely: number;
  readonly hoursHigh: number;
  /** Null: sites.yaml has no `waves.startDate`. */
  readonly firstWaveOn: string | null;
  readonly lastWaveOn: string | null;
  /** From the start of the first wave to the end of the last, at the latest. */
  readonly days: number;
}

export interface ExitPlan {
  /** Null: the sites whose operator nobody names. */
  readonly operator: string | null;
  readonly siteIds: readonly string[];
  /** Where its workloads are taken to be: where they run, or where the newest placement has them. */
  readonly from: 'today' | 'placement';
  readonly workloads: number;
  readonly leaving: number;
  readonly stuck: readonly StuckWorkload[];
  readonly obstacles: readonly Obstacle[];
  readonly functions: readonly ExitFunction[];
  readonly time: ExitTime;
  readonly money: ExitMoney;
  readonly contract: readonly ContractTerm[];
  /** Workloads that run at none of the sites, as far as anybody says: some may be here. */
  readonly elsewhere: { readonly unknownSite: number };
  readonly warnings: readonly string[];
  readonly plan: Plan;
}
