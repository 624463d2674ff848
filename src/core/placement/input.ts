/** What a placement is made from. Other rooms come in as small functions, so that this one can be tested alone. */

import type { Outcome, Readiness, TargetId } from '../assess/verdict.ts';
import type { PricingCatalog } from '../cost/pricing.ts';
import type { PriceList } from '../cost/price-list.ts';
import type { Workload } from '../model/workload.ts';
import type { SitesFile } from '../policy/site.ts';

export interface ReadinessAnswer {
  readonly readiness: Readiness;
  /** Ids of the failed blockers, or of what could not be judged. */
  readonly rules: readonly string[];
  /** Warnings to fix or accept before the move. */
  readonly conditions: number;
}

export interface PolicyAnswer {
  readonly verdict: Outcome;
  readonly violated: readonly string[];
  readonly unknown: readonly string[];
}

/** Whether a pin applies to a workload, or the facts that are missing to say. */
export type PinMatch = boolean | { readonly needs: readonly string[] };

export interface PlacementInput {
  readonly generation: number;
  readonly workloads: readonly Workload[];
  readonly sites: SitesFile;
  readonly catalog: PricingCatalog;
  /** Imported price lists; the built-in example list is used where none has the region. */
  readonly prices: readonly PriceList[];
  /** Readiness of a workload for a target; undefined: not assessed, which counts as unknown. */
  readonly readiness: (workload: Workload, target: TargetId) => ReadinessAnswer | undefined;
  /** Whether the law and the rules in force let this workload run at this site. */
  readonly policy: (workload: Workload, siteId: string) => PolicyAnswer;
  /** Site the workload runs at now; null: at none of the sites. */
  readonly currentSiteOf: (workload: Workload) => string | null;
  /** Compiles a filter of a pin; throws when it is not a filter. */
  readonly matcher: (filter: string) => (workload: Workload) => PinMatch;
  /** The largest machine a site's hosts can take, when the hosts are known. */
  readonly largestHost?: (siteId: string) => { readonly vcpu?: number; readonly memoryMiB?: number } | undefined;
}
