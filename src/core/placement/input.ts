/** What a placement is made from. Other rooms come in as small functions, so that this one can be tested alone. */

import type { Outcome, Readiness, TargetId } from '../assess/verdict.ts';
import type { PricingCatalog } from '../cost/pricing.ts';
import type { PriceList } from '../cost/price-list.ts';
import type { Dependency } from '../model/estate.ts';
import type { Workload } from '../model/workload.ts';
import type { PathJudge } from '../policy/paths/judge-path.ts';
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
  /** Rules that are broken or undecided there and accepted until a day. Absent: none. */
  readonly waived?: readonly { readonly ruleId: string; readonly waiverId: string; readonly expiresOn: string }[];
}

/** Whether a pin or a rule applies to a workload, or the facts that are missing to say. */
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
  /** Whether the way from where the workload runs now keeps the rules; asked where the destination does. Absent: not asked. */
  readonly paths?: Pick<PathJudge, 'answer' | 'startKey'>;
  /** Workloads with one key have the same `policy`, and from one start the same path, at every site. Absent: each is asked for at each site. */
  readonly policyKey?: (workload: Workload) => string;
  /** Site the workload runs at now; null: at none of the sites. */
  readonly currentSiteOf: (workload: Workload) => string | null;
  /** Workloads that a rule holds together and that run at several sites today are not held: what stays where it is may be split. */
  readonly keepSplitApart?: boolean;
  /** What is paid today when these sites do not say: the sites a scenario starts from, and where things run there. */
  readonly today?: { readonly sites: SitesFile; readonly siteOf: (workload: Workload) => string | null };
  /** Compiles a filter of a pin or a rule; throws when it is not a filter. */
  readonly matcher: (filter: string) => (workload: Workload) => PinMatch;
  /** The largest machine a site's hosts can take, when the hosts are known. */
  readonly largestHost?: (siteId: string) => { readonly vcpu?: number; readonly memoryMiB?: number } | undefined;
  /** Who calls whom, for rules on latency. Absent: not known, and such rules bind nobody. */
  readonly dependencies?: readonly Dependency[];
  /** Attributes of a site completed from the catalogue, for rules over operators and countries. Absent: sites.yaml's own. */
  readonly attributesOf?: (siteId: string) => Readonly<Record<string, unknown>> | undefined;
  /**
   * Demand is taken of what `of` gives for a workload; law, readiness, rules and what is paid today see it as it is.
   * Absent: everything is placed as it is.
   */
  readonly sizing?: {
    readonly of: (workload: Workload) => Workload;
    /** How it came to its size, for its cost's basis. */
    readonly basis: (workload: Workload) => readonly string[];
  };
}
