/**
 * A waiver accepts a finding for a while: who answers for it, why, until when, and exactly what was looked at. It
 * never turns a finding into a satisfied one; it stands beside it.
 */

export const WAIVER_STATES = ['requested', 'approved', 'rejected', 'withdrawn', 'expired', 'reopened'] as const;
export type WaiverState = (typeof WAIVER_STATES)[number];

/** One finding and no other. Without a workload: what is said of the whole site, or of the organisation ("*"). */
export interface FindingScope {
  readonly finding: { readonly ruleId: string; readonly siteId: string; readonly workloadId?: string };
}

/** A rule or a whole pack, at some sites, of some workloads. What is absent does not narrow. */
export interface RuleScope {
  readonly rule?: string;
  readonly pack?: string;
  readonly sites?: readonly string[];
  /** In the filter language. Findings about a whole site are not covered by a waiver for some of its workloads. */
  readonly workloads?: string;
}

export type WaiverScope = FindingScope | RuleScope;

export const isFindingScope = (scope: WaiverScope): scope is FindingScope => 'finding' in scope;

/** What was waived: a rule as it was, at a site, with the values it looked at. Alike findings share one. */
export interface WaiverPin {
  readonly ruleId: string;
  readonly packId: string;
  readonly packVersion: string;
  readonly packDigest: string;
  /** Of the rule itself: a new version of the pack that leaves the rule alone changes nothing. */
  readonly ruleDigest: string;
  /** "*" for what is asked of the organisation, or of a workload at no known site. */
  readonly siteId: string;
  readonly state: 'violated' | 'unknown';
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly missing: readonly string[];
  readonly error?: string;
  /** Of site, rule, state, values and what is missing. */
  readonly digest: string;
  /** How many findings were alike in this. */
  readonly findings: number;
}

/** All that decides what a waiver covers. It never changes once it was requested; only the state does. */
export interface WaiverTerms {
  readonly id: string;
  readonly scope: WaiverScope;
  /** True: also findings that cannot be told, an unknown risk that somebody accepts. */
  readonly acceptUnknown: boolean;
  /** The last day it counts: "2027-03-31". */
  readonly expiresOn: string;
  readonly pins: readonly WaiverPin[];
}

/** As checks see it. A re-opened one covers nothing, and says so at what it covered. */
export interface WaiverInForce extends WaiverTerms {
  readonly state: 'approved' | 'reopened';
}

/** What a finding carries that a waiver covers. */
export interface AppliedWaiver {
  readonly id: string;
  readonly expiresOn: string;
}

/** What a finding carries that a waiver was given for and does not cover any more. */
export interface LapsedWaiver {
  readonly id: string;
  /** In words: which value was, and which is now. */
  readonly reason: string;
}
