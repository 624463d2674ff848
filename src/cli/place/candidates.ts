/** The sites that were considered for one workload, and why each was or was not taken. */

import type { AssignmentDocument } from '../../api/placements.ts';
import { usdText } from '../output/format.ts';
import { reasonText } from '../../core/placement/reason-text.ts';
import type { InfeasibleReason } from '../../core/placement/result.ts';

export function candidateLines(assignment: AssignmentDocument): string[] {
  return assignment.candidates.map((candidate) => {
    const chosen = candidate.siteId === assignment.siteId ? '→' : ' ';
    const price =
      candidate.cost === undefined
        ? ''
        : `  ${usdText(candidate.cost.totalUsdPerMonth) ?? ''}/month${candidate.cost.sku === undefined ? '' : ` ${candidate.cost.sku}`}`;
    const reasons = candidate.reasons.map((reason) => reasonText(reason as InfeasibleReason)).join('; ');
    const extra =
      candidate.extraUsdPerMonth === undefined || candidate.siteId === assignment.siteId
        ? ''
        : `  forcing it adds ${usdText(candidate.extraUsdPerMonth) ?? ''}/month`;
    return `  ${chosen} ${candidate.siteId} (${candidate.target}, ${candidate.readiness})${price}${extra}${reasons === '' ? '' : `  ${reasons}`}`;
  });
}
