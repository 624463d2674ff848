/** The result of one rule on one object, with what it rests on and what to do. */

export type FindingState = 'violated' | 'unknown' | 'satisfied' | 'not-applicable';

export interface Finding {
  readonly ruleId: string;
  readonly packId: string;
  readonly packVersion: string;
  /** Article, paragraph or control the rule stands for. */
  readonly reference: string;
  readonly title: string;
  /** 'must' breaks the regime, 'should' and 'warn' are shown and do not block. */
  readonly level: 'must' | 'should' | 'warn';
  readonly state: FindingState;
  readonly workloadId?: string;
  readonly siteId: string;
  /** Values the rule looked at: { "site.country": "US" }. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** Attributes that were missing, when unknown. */
  readonly missing: readonly string[];
  readonly remedy: string;
  /** Confidence of the fact the rule rests on, from the catalogue: verified, secondary, own … */
  readonly confidence: string;
}
