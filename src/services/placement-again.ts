/** A stored placement laid over its problem again: from the same generation, sites file, day and scenario. */

import { buildProblem } from '../core/placement/build.ts';
import type { PreparedPlacement } from '../core/placement/build.ts';
import { assignedFrom } from '../core/placement/stored-plan.ts';
import { placedSites } from '../store/placement-rows.ts';
import type { ServiceContext } from './context.ts';
import type { PlacementSettings } from './keep-placement.ts';
import { groundUnder } from './place-scenario.ts';
import { loadBasis } from './placement-basis.ts';
import type { LoadedBasis, PlacementGround } from './placement-basis.ts';
import type { ResultRecord } from './results.ts';

export interface PlacementAgain extends PlacementGround {
  readonly basis: LoadedBasis;
  readonly prepared: PreparedPlacement;
  /** Site of each workload by position, or -1. */
  readonly assigned: Int32Array;
}

/** Throws IST-2102 when its generation is gone. What prices and catalogue say now is what counts. */
export async function placementAgain(context: ServiceContext, record: ResultRecord): Promise<PlacementAgain> {
  const { sitesVersion, asOf, scenario } = record.settings as Partial<PlacementSettings>;
  const { generation } = record;
  const basis = await loadBasis(context, {
    generation,
    ...(sitesVersion !== undefined && { sitesVersion }),
    ...(asOf !== undefined && { asOf }),
  });
  const ground = await groundUnder(context, basis, scenario);
  const prepared = buildProblem(ground.input);
  const sites = await placedSites(context.store, record.id);
  return { ...ground, basis, prepared, assigned: assignedFrom(prepared, (id) => sites.get(id)) };
}
