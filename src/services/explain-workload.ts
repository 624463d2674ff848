/** Why one workload of a placement is where it is, over every site, with what forcing it elsewhere truly adds (P4). */

import type { AssignmentDocument } from '../api/placements.ts';
import { explainOne } from '../core/placement/explain-one.ts';
import { pricesOf } from '../core/placement/headroom.ts';
import type { SiteUsage } from '../core/placement/result.ts';
import type { ServiceContext } from './context.ts';
import { findPlacement } from './find-placement.ts';
import type { PlacementSettings } from './keep-placement.ts';
import { inForceNow, staleness } from './placement-staleness.ts';
import { placementAgain } from './placement-again.ts';
import { resultDoc } from './results.ts';

export interface ExplainRequest {
  readonly placementId: string;
  readonly workloadId: string;
}

/** Heavy: it builds the whole problem again. Throws IST-5005 for a workload that was not placed. */
export async function explainWorkload(
  context: ServiceContext,
  { placementId, workloadId }: ExplainRequest,
): Promise<AssignmentDocument> {
  const record = await findPlacement(context, placementId);
  const { prepared, assigned } = await placementAgain(context, record);
  const whole = await resultDoc<{ readonly sites?: readonly SiteUsage[] }>(context, record.id);
  const prices = { prices: pricesOf(prepared, whole?.sites ?? []), capPrices: new Float64Array(0) };
  const { candidates, cost, ...assignment } = explainOne(prepared, assigned, workloadId, { prices });
  const { prices: lists, packs, catalog } = record.settings as Partial<PlacementSettings>;
  const made = { ...(lists && { prices: lists }), ...(packs && { packs }), ...(catalog && { catalog }) };
  // Its generation and sites file are read again as they were; what is in files is as it is now.
  const now = { ...(await inForceNow(context)), generation: record.generation };
  const stale = staleness({ generation: record.generation, settings: made }, now).map(
    (line) => `${line} The plan is from before, the figures here are of now.`,
  );
  return {
    ...assignment,
    ...(stale.length > 0 && { stale }),
    cost: cost === null ? null : { ...cost, basis: [...cost.basis] },
    candidates: candidates.map(({ reasons, cost, ...candidate }) => ({
      ...candidate,
      reasons: [...reasons],
      ...(cost !== undefined && { cost: { ...cost, basis: [...cost.basis] } }),
    })),
  };
}
