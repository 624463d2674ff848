/** What a report is built from. Every part may be absent: its section then says how to get it. */

import type { Fix } from '../assess/fixes.ts';
import type { AssessmentSummary } from '../assess/summary.ts';
import type { WhyRecord } from '../evidence/why-record.ts';
import type { PlacementResult } from '../placement/result.ts';
import type { Plan } from '../plan/plan.ts';
import type { Finding } from '../policy/finding.ts';
import type { Site } from '../policy/site.ts';
import type { EstateOverview } from './estate-overview.ts';

/** Where part of the estate came from; a provider's receipt fits into it. */
export interface ReportSource {
  readonly name: string;
  readonly providerKind: string;
  readonly observedAt: string;
  readonly fileName?: string;
  readonly sha256?: string;
  readonly producer?: string;
  readonly parts?: readonly { readonly name: string; readonly rows: number; readonly handling: string }[];
  readonly missing?: readonly { readonly part: string; readonly cost: string; readonly facts: readonly string[] }[];
  readonly issueCounts?: Readonly<Record<'error' | 'warning' | 'info', number>>;
  readonly skippedRows?: number;
}

/** A fact of the catalogue or a price the results rest on, as far as someone should know about it. */
export interface ReportFact {
  readonly what: string;
  readonly source: string;
  readonly asOf: string;
  /** verified, partly, secondary, derived or own; "own" is shown as unverified. */
  readonly confidence: string;
}

export interface ReportData {
  readonly title: string;
  /** ISO time, an argument because the core has no clock. */
  readonly generatedAt: string;
  readonly productVersion: string;
  readonly generation?: {
    readonly number: number;
    readonly digest: string;
    readonly createdAt: string;
    readonly reason: string;
  };
  readonly sources?: readonly ReportSource[];
  readonly estate?: EstateOverview;
  readonly assessment?: AssessmentSummary;
  readonly fixes?: readonly Fix[];
  /** Read once; `satisfied` ones may be left out. */
  readonly findings?: Iterable<Finding>;
  readonly sites?: readonly Site[];
  readonly placement?: PlacementResult;
  readonly plan?: Plan;
  readonly catalogVersion?: string;
  readonly packs?: readonly { readonly id: string; readonly version: string; readonly digest: string }[];
  readonly priceLists?: readonly { readonly name: string; readonly asOf: string; readonly source: string }[];
  readonly assumptions?: readonly string[];
  /** Facts whose confidence is less than verified. */
  readonly facts?: readonly ReportFact[];
  readonly whyRecords?: readonly WhyRecord[];
  /** Names for the ids of workloads and rules that findings and fixes carry. */
  readonly workloadName?: (workloadId: string) => string | undefined;
  readonly ruleLabel?: (ruleId: string) => string | undefined;
}
