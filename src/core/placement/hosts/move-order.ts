/**
 * In which order a new plan for the hosts of a site can be carried out: batches of moves that run side by side, such
 * that no host ever holds more than it has. Where workloads wait for each other in a circle, one of them goes by a third
 * host; where nothing helps, the moves that cannot be made are named with what is in their way, and the others stay
 * executable without them.
 */

import { failure } from '../../errors/registry.ts';
import { createRandom } from '../random.ts';
import { Orderer } from './move-order-run.ts';
import type { MoveMode, Obstacle } from './move-order-state.ts';
import type { HostsProblem } from './problem.ts';

export interface OrderOptions {
  readonly mode?: MoveMode;
  /** Moves of one batch that may touch the same host; 2 unless given. */
  readonly perHost?: number;
  /** Moves in one batch; 8 unless given. */
  readonly total?: number;
  /** Whether spread and dependencies may be given up for a while where nothing else helps; such moves say so. Yes unless given. */
  readonly relax?: boolean;
  /** Priorities to try while something is blocked, takes a detour or gives up a rule; 6 unless given. */
  readonly tries?: number;
}

export interface Move {
  readonly workload: number;
  readonly from: number;
  readonly to: number;
  /** detour: to a third host for a while. return: back from there, of a workload that was not to move at all. */
  readonly kind: 'move' | 'detour' | 'return';
  /** Rules that do not hold from this move on until a later one of the order, or that the order could not keep. */
  readonly gives: readonly ('spread' | 'dependency')[];
}

export interface BlockedMove {
  readonly workload: number;
  readonly from: number;
  readonly to: number;
  readonly by: Obstacle;
  /** With capacity: which resource is short, and by how much. */
  readonly resource: number | null;
  readonly short: number;
  /** With capacity and conflict: workloads on the host that were to leave it, or that it may not meet. */
  readonly inTheWay: readonly number[];
}

export interface MoveOrder {
  /** All moves of a batch may run at once and may end in any order; the next begins when all have ended. */
  readonly batches: readonly (readonly Move[])[];
  readonly blocked: readonly BlockedMove[];
  /** Host of every workload afterwards: `to`, but for what is blocked. */
  readonly reached: Int32Array;
  readonly moves: number;
  readonly detours: number;
}

/** Throws IST-5041 for plans that do not belong to the problem. Hosts overfull at the start only ever get emptier. */
export function orderMoves(
  problem: HostsProblem,
  from: Int32Array,
  to: Int32Array,
  options: OrderOptions = {},
): MoveOrder {
  checkPlan(problem, from, 'the plan to start from');
  checkPlan(problem, to, 'the plan to reach');
  const { mode = 'live', perHost = 2, total = 8, relax = true, tries = 6 } = options;
  for (const [name, limit] of Object.entries({ perHost, total })) {
    if (!(limit >= 1))
      throw failure('IST-5041', `The limit ${name} of moves side by side is ${limit}; it is at least 1.`);
  }
  let best: Orderer | undefined;
  for (let attempt = 0; attempt < Math.max(1, tries); attempt += 1) {
    const random = createRandom(attempt);
    const found = new Orderer(problem, from, to, { mode, perHost, total, relax }, attempt === 0 ? null : random);
    found.run();
    if (best === undefined || found.worth() < best.worth()) best = found;
    if (best.smooth()) break;
  }
  if (best === undefined) throw new Error('no attempt was made');
  return best.result();
}

function checkPlan(problem: HostsProblem, plan: Int32Array, what: string): void {
  if (plan.length !== problem.workloads) {
    throw failure('IST-5041', `${what} names ${plan.length} workloads, the problem has ${problem.workloads}.`);
  }
  for (const [workload, host] of plan.entries()) {
    if (host >= 0 && host < problem.hosts) continue;
    throw failure('IST-5041', `${what} puts workload ${workload} on host ${host} of ${problem.hosts}.`);
  }
}
