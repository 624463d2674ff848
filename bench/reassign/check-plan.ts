/**
 * Cost and violations of a plan, recomputed from the problem alone. It shares no code with the search, so that an error
 * there cannot hide itself: nothing is written that this does not accept.
 */

import type { HostsProblem } from '../../src/core/placement/hosts/problem.ts';

export interface PlanCheck {
  readonly cost: number;
  readonly moved: number;
  /** The first of them; empty: the plan keeps every rule. */
  readonly violations: readonly string[];
}

const MOST_VIOLATIONS = 20;

export function checkPlan(problem: HostsProblem, assigned: Int32Array): PlanCheck {
  const { workloads, hosts, resources, initial } = problem;
  const violations: string[] = [];
  const fault = (text: string): void => {
    if (violations.length < MOST_VIOLATIONS) violations.push(text);
  };
  const at = (array: ArrayLike<number>, index: number): number => {
    const value = array[index];
    if (value === undefined) throw new RangeError(`index ${index} of ${array.length}`);
    return value;
  };
  const add = (array: Float64Array, index: number, value: number): void => {
    array[index] = at(array, index) + value;
  };
  if (assigned.length !== workloads) {
    return { cost: Number.NaN, moved: 0, violations: [`${assigned.length} entries for ${workloads} processes`] };
  }

  const used = new Float64Array(hosts * resources);
  const held = new Float64Array(hosts * resources);
  const movedOf = new Float64Array(problem.services);
  const together = new Set<number>();
  const zonesOf = Array.from({ length: problem.services }, () => new Set<number>());
  const neighbourhoodsOf = Array.from({ length: problem.services }, () => new Set<number>());
  let moved = 0;
  let workloadMove = 0;
  let hostMove = 0;
  for (let p = 0; p < workloads; p += 1) {
    const to = at(assigned, p);
    const from = at(initial, p);
    if (!(to >= 0 && to < hosts)) {
      fault(`process ${p} is on machine ${to} of ${hosts}`);
      return { cost: Number.NaN, moved, violations };
    }
    if (problem.allowed !== null && to !== from && at(problem.allowed, p * hosts + to) !== 1) {
      fault(`process ${p} may not run on machine ${to}`);
    }
    const s = at(problem.service, p);
    const pair = s * hosts + to;
    if (together.has(pair)) fault(`service ${s} is twice on machine ${to}`);
    together.add(pair);
    zonesOf[s]?.add(at(problem.zone, to));
    neighbourhoodsOf[s]?.add(at(problem.neighbourhood, to));
    for (let r = 0; r < resources; r += 1) add(used, to * resources + r, at(problem.need, p * resources + r));
    if (to === from) continue;
    moved += 1;
    add(movedOf, s, 1);
    workloadMove += at(problem.moveCost, p);
    if (problem.hostMoveCost !== null) hostMove += at(problem.hostMoveCost, from * hosts + to);
    for (let r = 0; r < resources; r += 1) {
      if (at(problem.transient, r) === 1) add(held, from * resources + r, at(problem.need, p * resources + r));
    }
  }

  let cost = 0;
  for (let m = 0; m < hosts; m += 1) {
    const free = (r: number): number => at(problem.capacity, m * resources + r) - at(used, m * resources + r);
    for (let r = 0; r < resources; r += 1) {
      const use = at(used, m * resources + r);
      if (use + at(held, m * resources + r) > at(problem.capacity, m * resources + r)) {
        fault(`machine ${m} holds more of resource ${r} than it has`);
      }
      cost += at(problem.loadWeight, r) * Math.max(0, use - at(problem.safety, m * resources + r));
    }
    for (const { first, second, target, weight } of problem.balances) {
      cost += weight * Math.max(0, target * free(first) - free(second));
    }
  }
  for (let s = 0; s < problem.services; s += 1) {
    const zones = zonesOf[s]?.size ?? 0;
    if (zones < at(problem.spreadMin, s)) {
      fault(`service ${s} is in ${zones} of ${at(problem.spreadMin, s)} locations`);
    }
    for (let d = at(problem.dependencyStart, s); d < at(problem.dependencyStart, s + 1); d += 1) {
      const other = at(problem.dependency, d);
      for (const where of neighbourhoodsOf[s] ?? []) {
        if (neighbourhoodsOf[other]?.has(where) !== true) {
          fault(`service ${s} depends on ${other}, which is not in neighbourhood ${where}`);
        }
      }
    }
  }
  const mostMoved = movedOf.reduce((most, count) => Math.max(most, count), 0);
  cost +=
    problem.workloadMoveWeight * workloadMove +
    problem.serviceMoveWeight * mostMoved +
    problem.hostMoveWeight * hostMove;
  return { cost, moved, violations };
}

/** What no plan can cost less than: load and balance as if all hosts were one. */
export function simpleBound(problem: HostsProblem): number {
  const { resources } = problem;
  const total = (array: Float64Array, r: number): number => {
    let sum = 0;
    for (let at = r; at < array.length; at += resources) sum += array[at] ?? 0;
    return sum;
  };
  let bound = 0;
  const free: number[] = [];
  for (let r = 0; r < resources; r += 1) {
    const need = total(problem.need, r);
    free.push(total(problem.capacity, r) - need);
    bound += (problem.loadWeight[r] ?? 0) * Math.max(0, need - total(problem.safety, r));
  }
  for (const { first, second, target, weight } of problem.balances) {
    bound += weight * Math.max(0, target * (free[first] ?? 0) - (free[second] ?? 0));
  }
  return bound;
}
