/** Proofs, without search, of how much must be relaxed before a workload can be placed, whoever else moves. */

import { obstacles } from './diagnose-obstacles.ts';
import type { PlacementState } from './state.ts';

/**
 * True when the workload and the placed ones that can go to no other sites than it can need more of some resource, or
 * of some hard cap that covers all those sites, than there is.
 */
export function needsMoreThanThereIs(state: PlacementState, workload: number): boolean {
  const { problem } = state;
  const { sites, resources } = problem;
  const width = resources.length;
  const open: number[] = [];
  const closed: number[] = [];
  for (let site = 0; site < sites; site += 1) {
    (problem.cost[workload * sites + site] === Infinity ? closed : open).push(site);
  }
  const room = new Float64Array(width);
  for (const site of open) {
    for (let k = 0; k < width; k += 1) room[k] = (room[k] as number) + (problem.limit[site * width + k] as number);
  }
  if (room.every((value) => value === Infinity)) return false;
  for (let other = 0; other < problem.workloads; other += 1) {
    if (other !== workload) {
      if ((state.assigned[other] as number) < 0) continue;
      const from = other * sites;
      if (closed.some((site) => problem.cost[from + site] !== Infinity)) continue;
    }
    for (let k = 0; k < width; k += 1) room[k] = (room[k] as number) - (problem.need[other * width + k] as number);
  }
  for (let k = 0; k < width; k += 1) {
    const need = problem.need[workload * width + k] as number;
    if (need > 0 && (room[k] as number) < -1e-6 * need) return true;
  }
  return false;
}

/**
 * How many constraints keep the workload off the site that has fewest, even when nobody else is anywhere. `bare`: a
 * state with nobody placed. Hard spread rules are caps that ask for more than the rule: they are not counted.
 */
export function needsAtLeast(bare: PlacementState, workload: number): number {
  const { problem } = bare;
  let fewest = Infinity;
  for (let site = 0; site < problem.sites; site += 1) {
    const counted = obstacles(bare, [workload], site, NO_LINKS).filter(
      (entry) => entry.kind !== 'cap' || problem.caps[entry.cap]?.kind !== 'spread',
    );
    fewest = Math.min(fewest, counted.length);
  }
  return fewest;
}

const NO_LINKS: ReadonlyMap<number, readonly number[]> = new Map();
