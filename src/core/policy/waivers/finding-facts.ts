/** What a finding says about the world, apart from words and dates: a waiver holds as long as this is the same. */

import { canonicalJson, digestOf } from '../../evidence/digest.ts';
import type { Finding } from '../finding.ts';

/** As much of a finding as waivers look at; hops of a path and other placements of a rule have it too. */
export type FindingLike = Pick<
  Finding,
  'ruleId' | 'siteId' | 'workloadId' | 'state' | 'evidence' | 'missing' | 'error'
>;

/** What the rule looks at: decides whether a finding is one workload's, the whole site's or the organisation's. */
export type RuleSubject = 'workload' | 'site' | 'organisation';

export interface FindingFacts {
  readonly ruleId: string;
  readonly siteId: string;
  /** Undefined when it is said of the whole site or the organisation, whichever workload it was asked for. */
  readonly workloadId: string | undefined;
  readonly state: 'violated' | 'unknown';
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly missing: readonly string[];
  readonly error: string | undefined;
}

/** Undefined for what is satisfied or not applicable: there is nothing to waive. */
export function findingFacts(finding: FindingLike, about: RuleSubject): FindingFacts | undefined {
  const { ruleId, state, missing, error } = finding;
  if (state !== 'violated' && state !== 'unknown') return undefined;
  const shared = about !== 'workload';
  return {
    ruleId,
    siteId: about === 'organisation' ? '*' : finding.siteId,
    workloadId: shared ? undefined : finding.workloadId,
    state,
    // Shown beside, and of whichever workload came first: no part of what is said of a whole site.
    evidence: shared ? withoutWorkload(finding.evidence) : finding.evidence,
    missing: [...missing].sort(),
    error,
  };
}

function withoutWorkload(evidence: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(evidence).filter(([path]) => !path.startsWith('workload.')));
}

const content = ({ ruleId, siteId, state, evidence, missing, error }: Omit<FindingFacts, 'workloadId'>): unknown => ({
  ruleId,
  siteId,
  state,
  evidence,
  missing,
  ...(error === undefined ? {} : { error }),
});

/** Equal texts: the same facts. Cheaper than a digest, for comparing many. */
export const factsText = (facts: Omit<FindingFacts, 'workloadId'>): string => canonicalJson(content(facts));

export const factsDigest = (facts: Omit<FindingFacts, 'workloadId'>): string => digestOf(content(facts));
