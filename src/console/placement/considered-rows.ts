/** The sites considered for one workload in the order people ask for them, each with what decides about it. Pure. */

import type { AssignmentDocument } from '../../api/placements.ts';
import { reasonText } from '../../core/placement/reason-text.ts';
import type { InfeasibleReason } from '../../core/placement/result.ts';

type Candidate = AssignmentDocument['candidates'][number];

export interface ConsideredRow {
  readonly candidate: Candidate;
  readonly isChosen: boolean;
  readonly isCurrent: boolean;
  /** Why not, the reason that binds first; null where nothing speaks against it. */
  readonly binding: string | null;
  /** The other reasons. */
  readonly further: readonly string[];
}

/** The chosen first, then what could be forced, the cheapest first, then what cannot. Ties by total cost, then by name. */
export function consideredRows({ candidates, siteId, fromSiteId }: AssignmentDocument): ConsideredRow[] {
  return candidates
    .map((candidate): ConsideredRow => {
      const [binding = null, ...further] = candidate.reasons.map(wordsOf);
      return {
        candidate,
        isChosen: candidate.siteId === siteId,
        isCurrent: candidate.siteId === fromSiteId,
        binding,
        further,
      };
    })
    .toSorted(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        priceOf(a) - priceOf(b) ||
        costOf(a) - costOf(b) ||
        (a.candidate.siteId < b.candidate.siteId ? -1 : 1),
    );
}

function rankOf({ isChosen, candidate }: ConsideredRow): number {
  if (isChosen) return 0;
  return candidate.feasible ? 1 : 2;
}

const priceOf = ({ candidate }: ConsideredRow): number => candidate.extraUsdPerMonth ?? Number.MAX_VALUE;
const costOf = ({ candidate }: ConsideredRow): number => candidate.cost?.totalUsdPerMonth ?? Number.MAX_VALUE;

/** A server of another release may name reasons that this console does not know: its words, or its kind, then. */
function wordsOf(reason: Candidate['reasons'][number]): string {
  return reasonText(reason as unknown as InfeasibleReason) ?? reason.kind;
}
