/** A finding of our own rules as evidence beside everybody else's. */

import type { Finding, FindingState } from '../finding.ts';
import type { EvidenceBasis } from './basis.ts';
import type { FeedState, SaidEvidence } from './evidence.ts';

/** A rule that does not apply says nothing about the control: other rules and feeds may. */
const SAID: Readonly<Record<FindingState, FeedState>> = {
  satisfied: 'pass',
  violated: 'fail',
  unknown: 'unknown',
  'not-applicable': 'informational',
};

/** Without what it is about. */
export function evidenceOfFinding(finding: Finding, basis: EvidenceBasis, foundAt: string): SaidEvidence {
  const { ruleId, title, state, missing, error, waiver } = finding;
  const why = error ?? (missing.length === 0 ? undefined : `not known: ${missing.join(', ')}`);
  return {
    feed: 'policy',
    rule: ruleId,
    title,
    // What a waiver covers is broken and allowed to be: neither violated nor satisfied.
    state: waiver !== undefined && (state === 'violated' || state === 'unknown') ? 'waived' : SAID[state],
    basis,
    observedAt: foundAt,
    cites: [],
    severity: finding.level,
    ...(why !== undefined && { detail: why }),
    ...(waiver !== undefined && { waiver: { id: waiver.id, expiresOn: waiver.expiresOn } }),
  };
}
