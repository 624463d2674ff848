/** A check of sizing answers, and the true minimum of small ones, both written apart from the sizing. */

import type { HostShape, SizeRequest, SizeResult } from './size.ts';

const CLOSE = 1e-6;

function limitOf(request: SizeRequest, shape: HostShape, r: number): number {
  const own = Math.max(0, (shape.capacity[r] ?? 0) - (shape.reserved?.[r] ?? 0));
  return own * (request.overcommit?.[r] ?? 1) * (1 - (request.reservePct?.[r] ?? 0) / 100);
}

export interface Load {
  readonly workloads: readonly number[];
  readonly parts: number;
}

/** What is wrong with these workloads, and parts of the control plane, together on a host of this shape. */
export function overloads(request: SizeRequest, shape: HostShape, { workloads, parts }: Load): string[] {
  const wrong: string[] = [];
  const count = request.resources.length;
  for (const [r, resource] of request.resources.entries()) {
    const need = (w: number): number => request.need[w * count + r] ?? 0;
    const part = request.controlPlane?.need[r] ?? 0;
    const sum = workloads.reduce((total, w) => total + need(w), parts * part);
    if (sum > limitOf(request, shape, r) * (1 + CLOSE)) wrong.push(`${resource}: ${sum}`);
    const whole = (shape.capacity[r] ?? 0) - (shape.reserved?.[r] ?? 0);
    for (const w of workloads)
      if (need(w) > whole * (1 + CLOSE)) wrong.push(`${resource} of ${w} exceeds the hardware`);
  }
  if (workloads.length + parts > (shape.maxWorkloads ?? Infinity)) wrong.push('too many workloads');
  const services = workloads.map((w) => request.service?.[w] ?? -1).filter((s) => s >= 0);
  if (new Set(services).size < services.length) wrong.push('two of one service');
  if (parts > 1) wrong.push('two parts of the control plane');
  return wrong;
}

/** Whether what ran on the lost hosts finds room on the others while nothing that survived moves. */
function survives(request: SizeRequest, result: SizeResult, lost: ReadonlySet<number>): boolean {
  const hosts = result.packing.map((host) => ({ workloads: [...host.workloads], parts: host.controlPlaneParts, host }));
  const homeless = [...lost].map((n) => hosts[n]).filter((h) => h !== undefined && h.host.role === 'workloads');
  // Each whole host to an empty one: try all ways, they are few.
  const spare = hosts.filter((h, n) => h.host.role === 'spare' && !lost.has(n));
  const place = (at: number, free: typeof spare): boolean => {
    const load = homeless[at];
    if (load === undefined) return true;
    return free.some((candidate) => {
      const shape = request.shapes.find((s) => s.name === candidate.host.shape);
      if (shape === undefined || overloads(request, shape, load).length > 0) return false;
      return place(
        at + 1,
        free.filter((other) => other !== candidate),
      );
    });
  };
  return place(0, spare);
}

export function faultsOf(request: SizeRequest, result: SizeResult): string[] {
  const wrong: string[] = [];
  const count = request.need.length / request.resources.length;
  const seen = result.packing.flatMap((host) => host.workloads);
  const expected = Array.from({ length: count }, (_, w) => w).filter(
    (w) => !result.tooLarge.some((t) => t.workload === w),
  );
  if (seen.toSorted((a, b) => a - b).join() !== expected.join()) wrong.push('not every workload is packed once');
  let price = 0;
  let parts = 0;
  for (const [n, host] of result.packing.entries()) {
    const shape = request.shapes.find((s) => s.name === host.shape);
    if (shape === undefined) {
      wrong.push(`host ${n} is of no shape`);
      continue;
    }
    price += shape.price ?? 0;
    parts += host.controlPlaneParts;
    const load = { workloads: host.workloads, parts: host.controlPlaneParts };
    if (host.role !== 'control-plane')
      wrong.push(...overloads(request, shape, load).map((text) => `host ${n}: ${text}`));
    if (host.role === 'spare' && load.workloads.length + load.parts > 0) wrong.push(`spare host ${n} is in use`);
  }
  if (parts !== (request.controlPlane?.count ?? 0)) wrong.push(`${parts} parts of the control plane`);
  if (result.hosts !== result.packing.length) wrong.push('number of hosts');
  if (result.price !== null && Math.abs(result.price - price) > CLOSE * price) wrong.push(`price ${price}`);
  const reached = result.price ?? result.hosts;
  if (result.bound > reached * (1 + CLOSE)) wrong.push(`bound ${result.bound} above ${reached}`);
  if ((result.proof === 'optimal') !== Math.abs(reached - result.bound) <= CLOSE * reached) wrong.push('proof');

  const failover = request.failover ?? 0;
  const running = [...result.packing.keys()].filter((n) => result.packing[n]?.role !== 'control-plane');
  const subsets = (left: number, from: number, chosen: number[]): void => {
    if (wrong.length > 3) return;
    if (left === 0 || from >= running.length) {
      if (!survives(request, result, new Set(chosen))) wrong.push(`does not survive the loss of ${chosen.join()}`);
      return;
    }
    for (let at = from; at < running.length; at += 1) subsets(left - 1, at + 1, [...chosen, running[at] ?? 0]);
  };
  if (failover > 0 && running.length <= 12) subsets(failover, 0, []);
  return wrong;
}

/** Least cost (hosts, or price) of holding everything, without failover, by trying every partition. */
export function trueMinimum(request: SizeRequest): number {
  const count = request.need.length / request.resources.length;
  const priced = request.shapes.every((shape) => typeof shape.price === 'number');
  let best = Infinity;
  const cost = (workloads: readonly number[]): number =>
    Math.min(
      ...request.shapes
        .filter((shape) => overloads(request, shape, { workloads, parts: 0 }).length === 0)
        .map((shape) => (priced ? (shape.price ?? 0) : 1)),
    );
  const place = (w: number, groups: number[][]): void => {
    if (w === count) {
      best = Math.min(
        best,
        groups.reduce((sum, group) => sum + cost(group), 0),
      );
      return;
    }
    for (const group of groups) {
      group.push(w);
      if (cost(group) < Infinity) place(w + 1, groups);
      group.pop();
    }
    place(w + 1, [...groups, [w]]);
  };
  place(0, []);
  return best;
}
