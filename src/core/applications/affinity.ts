/**
 * How strongly machines belong together: by the calls between them, raised by what they have in common and lowered by
 * what sets them apart. Names and addresses alone tie nothing: they weigh calls that were seen.
 */

import type { Dependency } from '../model/estate.ts';
import { likelySubnet } from './addresses.ts';
import type { WorkloadEnd } from './ends.ts';

/** Calls of one pair count up to this much: a chatty pair must not drown the others. */
const MOST_PER_PAIR = 3;
export const FACTORS = {
  sameStem: 1.5,
  sameTag: 1.5,
  sameSubnet: 1.2,
  /** Production and test of one application move apart. */
  otherEnvironment: 0.25,
} as const;
/** A tag value that more machines than this have says nothing about an application. */
const RARE_TAG = 30;
const LOOKED_AT_PER_STEP = 10_000;

export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly weight: number;
}

export interface Affinities {
  /** Pairs that call each other, with a < b, sorted. */
  readonly pairs: readonly Pair[];
  /** Callers by the called, over edges that are no noise. */
  readonly callers: ReadonlyMap<string, ReadonlySet<string>>;
}

/** In steps of some milliseconds. */
export function* affinities(
  ends: ReadonlyMap<string, WorkloadEnd>,
  stems: ReadonlyMap<string, string>,
  dependencies: readonly Dependency[],
): Generator<void, Affinities> {
  const weights = new Map<string, { a: string; b: string; weights: number[] }>();
  const callers = new Map<string, Set<string>>();
  for (const [index, dependency] of dependencies.entries()) {
    if (index % LOOKED_AT_PER_STEP === 0) yield;
    const { fromWorkloadId: from, toWorkloadId: to, noise, confidencePct, connections } = dependency;
    if (noise !== undefined || from === to || !ends.has(from) || !ends.has(to)) continue;
    const [a, b] = from < to ? [from, to] : [to, from];
    const weight = (confidencePct / 100) * (1 + Math.log10(Math.max(1, connections ?? 1)) / 4);
    const known = weights.get(`${a}|${b}`);
    if (known === undefined) weights.set(`${a}|${b}`, { a, b, weights: [weight] });
    else known.weights.push(weight);
    const of = callers.get(to);
    if (of === undefined) callers.set(to, new Set([from]));
    else of.add(from);
  }
  const tags = rareTags(ends);
  const pairs: Pair[] = [];
  for (const { a, b, weights: each } of weights.values()) {
    if (pairs.length % LOOKED_AT_PER_STEP === 0) yield;
    // Sorted before it is summed: floating point sums depend on their order.
    const sum = each.sort((x, y) => x - y).reduce((total, weight) => total + weight, 0);
    pairs.push({ a, b, weight: Math.min(MOST_PER_PAIR, sum) * factor(ends.get(a), ends.get(b), stems, tags) });
  }
  yield;
  pairs.sort((x, y) => (x.a < y.a ? -1 : x.a > y.a ? 1 : x.b < y.b ? -1 : 1));
  return { pairs, callers };
}

function factor(
  a: WorkloadEnd | undefined,
  b: WorkloadEnd | undefined,
  stems: ReadonlyMap<string, string>,
  tags: ReadonlyMap<string, ReadonlySet<string>>,
): number {
  if (a === undefined || b === undefined) return 1;
  const stem = stems.get(a.id);
  const [tagsA, tagsB] = [tags.get(a.id), tags.get(b.id)];
  const subnets = new Set(a.addresses.map(likelySubnet));
  let product = 1;
  if (stem !== undefined && stem === stems.get(b.id)) product *= FACTORS.sameStem;
  if (tagsA !== undefined && tagsB !== undefined && [...tagsA].some((tag) => tagsB.has(tag)))
    product *= FACTORS.sameTag;
  if (b.addresses.some((address) => subnets.has(likelySubnet(address)))) product *= FACTORS.sameSubnet;
  if (a.environment !== undefined && b.environment !== undefined && a.environment !== b.environment)
    product *= FACTORS.otherEnvironment;
  return product;
}

/** "key=value" by workload, of tags that few have. */
export function rareTags(ends: ReadonlyMap<string, WorkloadEnd>): ReadonlyMap<string, ReadonlySet<string>> {
  const holders = new Map<string, string[]>();
  for (const { id, tags } of ends.values()) {
    for (const [key, value] of Object.entries(tags ?? {})) {
      if (value === '') continue;
      const tag = `${key}=${value}`;
      const known = holders.get(tag);
      if (known === undefined) holders.set(tag, [id]);
      else known.push(id);
    }
  }
  const found = new Map<string, Set<string>>();
  for (const [tag, ids] of holders) {
    if (ids.length < 2 || ids.length > RARE_TAG) continue;
    for (const id of ids) {
      const own = found.get(id);
      if (own === undefined) found.set(id, new Set([tag]));
      else own.add(tag);
    }
  }
  return found;
}
