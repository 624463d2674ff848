/** The result of one rule on one object, with what it rests on and what to do. */

import type { AppliedWaiver, LapsedWaiver } from './waivers/waiver.ts';

export type FindingState = 'violated' | 'unknown' | 'satisfied' | 'not-applicable';

export interface Finding {
  /** Unique over all packs: "gdpr-ch5/g-44". */
  readonly ruleId: string;
  readonly packId: string;
  readonly packVersion: string;
  /** Article, paragraph or control the rule stands for. */
  readonly reference: string;
  readonly title: string;
  /** 'must' breaks the regime, 'should' and 'warn' are shown and do not block. */
  readonly level: 'must' | 'should' | 'warn';
  readonly state: FindingState;
  /** Absent when the rule looks at the site or the organisation alone. */
  readonly workloadId?: string;
  /** "*" when the rule looks at the organisation alone. */
  readonly siteId: string;
  /** How many workloads a finding without a workloadId concerns. */
  readonly affectedWorkloads?: number;
  /** Values the rule looked at: { "site.country": "US" }. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** Where values that nobody wrote into sites.yaml come from: { "site.country": "azure-regions: … (verified)" }. */
  readonly evidenceFrom?: Readonly<Record<string, string>>;
  /** Attributes that were missing, when unknown. */
  readonly missing: readonly string[];
  /** Why a value that was there could not be used, or which rule is at fault. */
  readonly error?: string;
  readonly remedy: string;
  /** Confidence of the fact the rule rests on, from the catalogue: verified, secondary, own … */
  readonly confidence: string;
  /** A valid waiver covers it: it is accepted until that day, and still what its state says. */
  readonly waiver?: AppliedWaiver;
  /** A waiver was given for it and does not cover it any more, with the reason in words. */
  readonly lapsed?: LapsedWaiver;
}

/** What a finding is about, the same from check to check: trends, waivers and controls join findings by it. */
export const findingKey = ({ ruleId, siteId, workloadId }: Pick<Finding, 'ruleId' | 'siteId' | 'workloadId'>): string =>
  [ruleId, siteId, workloadId ?? '*'].join('|');
