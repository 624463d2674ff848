/** Why one workload of a stored plan is where it is, with what forcing each other site would truly add. */

import { failure } from '../errors/registry.ts';
import type { PreparedPlacement } from './build.ts';
import { createExplainer } from './explain.ts';
import { createForcePrice } from './force-price.ts';
import type { ForceOptions } from './force-price.ts';
import type { Assignment } from './result.ts';
import { PlacementState } from './state.ts';
import { unitsAssigned } from './stored-plan.ts';

/**
 * @param assigned site of each workload by position, or -1 (`assignedFrom`)
 * @throws IST-5005 for a workload that is not part of it
 */
export function explainOne(
  prepared: PreparedPlacement,
  assigned: Int32Array,
  workloadId: string,
  options: ForceOptions = {},
): Assignment {
  const row = prepared.problem.workloadIds.indexOf(workloadId);
  if (row < 0) throw failure('IST-5005', `workload ${workloadId} is not part of this placement`);
  const plan = unitsAssigned(prepared, assigned);
  const state = new PlacementState(prepared.search, 0);
  state.restore(plan);
  return createExplainer(prepared, state, { forcePrice: createForcePrice(prepared.search, plan, options) })(row);
}
