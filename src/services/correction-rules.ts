/** Stored corrections in the form in which the core applies them. */

import type { FactCorrection } from '../core/model/corrections.ts';
import type { Decision, Subject } from '../core/model/identity-decisions.ts';
import type { FactKey } from '../core/model/workload.ts';
import type { StoredCorrection } from '../store/corrections.ts';
import type { Source } from '../core/model/estate.ts';

export interface CorrectionRules {
  /** Which machines are one, the oldest decision first. */
  readonly decisions: readonly Decision[];
  /** Whose word counts. */
  readonly facts: readonly FactCorrection[];
  /** Subjects that must be looked at together when one of them is touched. */
  readonly together: readonly (readonly Subject[])[];
}

export function correctionRules(
  stored: readonly StoredCorrection[],
  sources: ReadonlyMap<string, Source>,
): CorrectionRules {
  const decisions: Decision[] = [];
  const facts: FactCorrection[] = [];
  for (const each of stored) {
    if (each.kind !== 'prefer') {
      decisions.push({ id: each.id, kind: each.kind, subjects: each.subjects });
      continue;
    }
    const [subject] = each.subjects;
    const source = sources.get(each.sourceId)?.name ?? each.sourceId;
    for (const fact of saidTogether(each.fact))
      facts.push({
        id: each.id,
        fact,
        sourceId: each.sourceId,
        note: `corrected by hand: ${each.actor} prefers ${source}${each.reason === '' ? '' : ` (${each.reason})`}`,
        ...(subject !== undefined && { subject }),
      });
  }
  const together = stored.map(({ subjects }) => subjects).filter((subjects) => subjects.length > 0);
  return { decisions, facts, together };
}

/** Which devices there are and which kinds of them were looked for mean something only from one mouth. */
function saidTogether(fact: FactKey): readonly FactKey[] {
  return fact === 'devices' || fact === 'deviceTypesSeen' ? ['devices', 'deviceTypesSeen'] : [fact];
}
