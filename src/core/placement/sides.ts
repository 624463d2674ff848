/**
 * The constraints beside capacity, turned round: for each workload the caps it counts in and the links it has, so that
 * a move costs O(caps of the workload + links of the workload). Every bucket of every cap is one slot.
 */

import type { Problem } from './problem.ts';

/** A sum may pass its limit by this share, for sums that are not exact in binary. */
export const TOLERANCE = 1e-9;

export interface Sides {
  readonly slots: number;
  /** Caps of workload w: positions capStart[w] … capStart[w + 1]. */
  readonly capStart: Int32Array;
  readonly capOf: Int32Array;
  readonly capWeight: Float64Array;
  /** First slot of each cap. */
  readonly slotOf: Int32Array;
  /** Row in `bucketOf` of each cap; caps that share a bucket array share a row. */
  readonly bucketRow: Int32Array;
  /** [row * sites + site], or -1. */
  readonly bucketOf: Int32Array;
  /** Per slot. */
  readonly most: Float64Array;
  /** Per slot: `most` with tolerance for hard caps, Infinity for soft ones. */
  readonly slack: Float64Array;
  /** Per slot: USD per month for each unit above; Infinity: hard. */
  readonly excess: Float64Array;
  /** Per slot: members of its cap, and their mean weight. */
  readonly members: Float64Array;
  readonly meanWeight: Float64Array;
  /** Links of workload w: positions linkStart[w] … linkStart[w + 1]. */
  readonly linkStart: Int32Array;
  readonly linkTo: Int32Array;
  readonly linkClass: Int32Array;
  /** 1: the workload is `a` of its link. */
  readonly linkForward: Uint8Array;
  readonly linkBreak: Float64Array;
}

/** Null when the problem has neither caps nor links: the search then spends nothing on them. */
export function compileSides(problem: Problem): Sides | null {
  if (problem.caps.length === 0 && problem.links.length === 0) return null;
  return { ...compileCaps(problem), ...compileLinks(problem) };
}

type CapPart = Omit<Sides, 'linkStart' | 'linkTo' | 'linkClass' | 'linkForward' | 'linkBreak'>;

function compileCaps(problem: Problem): CapPart {
  const { caps, workloads, sites } = problem;
  const capStart = new Int32Array(workloads + 1);
  const slotOf = new Int32Array(caps.length);
  const bucketRow = new Int32Array(caps.length);
  const rows = new Map<Int32Array, number>();
  let slots = 0;
  for (const [index, cap] of caps.entries()) {
    slotOf[index] = slots;
    slots += cap.most.length;
    let row = rows.get(cap.bucket);
    if (row === undefined) rows.set(cap.bucket, (row = rows.size));
    bucketRow[index] = row;
    for (const member of cap.members) capStart[member + 1] = (capStart[member + 1] ?? 0) + 1;
  }
  const bucketOf = new Int32Array(rows.size * sites);
  for (const [bucket, row] of rows) bucketOf.set(bucket.subarray(0, sites), row * sites);
  for (let w = 0; w < workloads; w += 1) capStart[w + 1] = (capStart[w + 1] ?? 0) + (capStart[w] ?? 0);
  const entries = capStart[workloads] ?? 0;
  const capOf = new Int32Array(entries);
  const capWeight = new Float64Array(entries);
  const next = capStart.slice();
  const [most, slack, excess] = [new Float64Array(slots), new Float64Array(slots), new Float64Array(slots)];
  const [members, meanWeight] = [new Float64Array(slots), new Float64Array(slots)];
  for (const [index, cap] of caps.entries()) {
    let sum = 0;
    for (let at = 0; at < cap.members.length; at += 1) {
      const member = cap.members[at] ?? 0;
      const position = next[member] ?? 0;
      next[member] = position + 1;
      capOf[position] = index;
      const weight = cap.weight === null ? 1 : (cap.weight[at] ?? 0);
      capWeight[position] = weight;
      sum += weight;
    }
    const first = slotOf[index] ?? 0;
    for (let bucket = 0; bucket < cap.most.length; bucket += 1) {
      const limit = cap.most[bucket] ?? Infinity;
      most[first + bucket] = limit;
      slack[first + bucket] =
        cap.excessUsdPerMonth === Infinity && limit < Infinity ? limit * (1 + TOLERANCE) : Infinity;
      excess[first + bucket] = limit === Infinity ? 0 : cap.excessUsdPerMonth;
      members[first + bucket] = cap.members.length;
      meanWeight[first + bucket] = cap.members.length === 0 ? 0 : sum / cap.members.length;
    }
  }
  return { slots, capStart, capOf, capWeight, slotOf, bucketRow, bucketOf, most, slack, excess, members, meanWeight };
}

function compileLinks(problem: Problem): Omit<Sides, keyof CapPart> {
  const { links, workloads } = problem;
  const linkStart = new Int32Array(workloads + 1);
  for (const { a, b } of links) {
    linkStart[a + 1] = (linkStart[a + 1] ?? 0) + 1;
    linkStart[b + 1] = (linkStart[b + 1] ?? 0) + 1;
  }
  for (let w = 0; w < workloads; w += 1) linkStart[w + 1] = (linkStart[w + 1] ?? 0) + (linkStart[w] ?? 0);
  const next = linkStart.slice();
  const linkTo = new Int32Array(links.length * 2);
  const linkClass = new Int32Array(links.length * 2);
  const linkForward = new Uint8Array(links.length * 2);
  const linkBreak = new Float64Array(links.length * 2);
  for (const link of links) {
    for (const forward of [1, 0]) {
      const own = forward === 1 ? link.a : link.b;
      const position = next[own] ?? 0;
      next[own] = position + 1;
      linkTo[position] = forward === 1 ? link.b : link.a;
      linkClass[position] = link.class;
      linkForward[position] = forward;
      linkBreak[position] = link.breakUsdPerMonth;
    }
  }
  return { linkStart, linkTo, linkClass, linkForward, linkBreak };
}
