/** Rules on apart, spread and share as linear caps: at most so much of a set of workloads in one place. */

import type { Workload } from '../model/workload.ts';
import type { PlacementRule, Site } from '../policy/site.ts';
import type { PlacementInput } from './input.ts';
import type { Cap } from './problem.ts';
import type { Buckets, Over } from './rule-buckets.ts';
import { membersOf } from './rule-members.ts';
import { apartUnits } from './spread-apart.ts';
import type { Units } from './units.ts';

export type CapRule = Extract<PlacementRule, { kind: 'apart' | 'spread' | 'share' }>;

export interface CapsContext {
  readonly input: Pick<PlacementInput, 'matcher' | 'sites'>;
  readonly workloads: readonly Workload[];
  readonly sites: readonly Site[];
  readonly units: Units;
  readonly resources: readonly string[];
  /** What each workload needs, [row * resources + resource]. */
  readonly need: Float64Array;
  readonly buckets: (over: Over) => Buckets;
  /** [row * sites + site]; Infinity where a workload may not be. Absent: all may be everywhere. */
  readonly cost?: Float64Array;
}

/** Sums of shares are not exact in binary. */
const TOLERANCE = 1e-9;

export function capsOf(
  rule: CapRule,
  context: CapsContext,
): { readonly caps: readonly Cap[]; readonly notes: readonly string[] } {
  const { sets, notes } = membersOf(rule, context.input, context.workloads);
  const buckets = context.buckets(rule.over);
  const said = [...notes, ...unknownPlaces(rule, buckets)];
  const caps: Cap[] = [];
  for (const [subject, rows] of sets) {
    if (rows.length === 0) continue;
    if (rule.kind === 'apart') caps.push(...evenly(rule, subject, rows, buckets, rule.atMost));
    else if (rule.kind === 'spread') caps.push(...spread(rule, subject, rows, buckets, context));
    else caps.push(...shared(rule, subject, rows, buckets, context, said));
  }
  for (const cap of caps) said.push(...impossible(cap));
  return { caps, notes: said };
}

function unknownPlaces(rule: CapRule, { unknown }: Buckets): string[] {
  if (unknown.length === 0) return [];
  return [
    `The rule ${rule.id} counts by ${rule.over}, which is not known of ${unknown.join(', ')}: each is counted as one of its own.`,
  ];
}

/** Nothing to say when the members cannot be too many anywhere. */
function evenly(rule: CapRule, subject: string, rows: readonly number[], buckets: Buckets, most: number): Cap[] {
  if (rows.length <= most) return [];
  return [
    {
      kind: rule.kind,
      rule: rule.id,
      subject,
      members: Int32Array.from(rows),
      weight: null,
      bucket: buckets.of,
      buckets: buckets.names,
      most: new Float64Array(buckets.names.length).fill(most),
      excessUsdPerMonth: rule.usdPerMonth ?? Infinity,
    },
  ];
}

/**
 * At most the even share in each place. Where the share is rounded up so far that fewer places would do, so many of the
 * members (one of each unit, the first by id that can) are kept apart from each other as well: they alone fill enough places.
 */
function spread(
  rule: Extract<CapRule, { kind: 'spread' }>,
  subject: string,
  rows: readonly number[],
  buckets: Buckets,
  { units, cost }: CapsContext,
): Cap[] {
  const most = Math.ceil(rows.length / rule.atLeast);
  const caps = evenly(rule, subject, rows, buckets, most);
  if (most * (rule.atLeast - 1) < rows.length || rule.usdPerMonth !== undefined) return caps;
  if (most === 1) return caps;
  const first = new Map<number, number>();
  for (const row of rows) {
    const unit = units.unitOf[row] ?? -1;
    if (!first.has(unit)) first.set(unit, row);
  }
  const apart = apartUnits([...first.keys()], rule.atLeast, (unit) =>
    openBuckets(units.members[unit] ?? [], buckets, cost),
  );
  const kept = apart.map((unit) => first.get(unit) ?? -1).sort((a, b) => a - b);
  const said = `${subject}, ${kept.length} of them kept apart (tightened)`;
  return [...caps, ...evenly(rule, said, kept, buckets, 1).map((cap) => ({ ...cap, tightened: true }))];
}

/** Buckets with a site where all of the rows may be. */
function openBuckets(rows: readonly number[], buckets: Buckets, cost: Float64Array | undefined): readonly number[] {
  const sites = buckets.of.length;
  const open = new Set<number>();
  for (const [site, bucket] of buckets.of.entries())
    if (cost === undefined || rows.every((row) => cost[row * sites + site] !== Infinity)) open.add(bucket);
  return [...open].sort((a, b) => a - b);
}

/** Of what the members need together; workloads whose size is unknown cannot be placed and count for nothing. */
function shared(
  rule: Extract<CapRule, { kind: 'share' }>,
  subject: string,
  rows: readonly number[],
  buckets: Buckets,
  { need, resources }: CapsContext,
  said: string[],
): Cap[] {
  const width = resources.length;
  const k = resources.indexOf(rule.measure);
  const weight = k < 0 ? null : Float64Array.from(rows, (row) => need[row * width + k] ?? 0);
  const total = weight === null ? rows.length : weight.reduce((sum, each) => sum + each, 0);
  const exact = (total * rule.atMostPct) / 100;
  // Whole workloads: a third of ten is three.
  const most = weight === null ? Math.floor(exact + TOLERANCE) : exact;
  const named = rule.of?.map((name) => name.toLowerCase());
  const bounded = buckets.names.map((name) => named === undefined || named.includes(name.toLowerCase()));
  for (const name of rule.of ?? []) {
    if (!buckets.names.some((each) => each.toLowerCase() === name.toLowerCase()))
      said.push(`The rule ${rule.id} names the ${rule.over} "${name}", and no site is known to be there.`);
  }
  if (total <= most || !bounded.includes(true)) return [];
  return [
    {
      kind: 'share',
      rule: rule.id,
      subject: rule.measure === 'workloads' ? subject : `${rule.measure} of ${subject}`,
      members: Int32Array.from(rows),
      weight,
      bucket: named === undefined ? buckets.of : buckets.of.map((bucket) => (bounded[bucket] === true ? bucket : -1)),
      buckets: buckets.names,
      most: new Float64Array(buckets.names.length).fill(most),
      excessUsdPerMonth: rule.usdPerMonth ?? Infinity,
    },
  ];
}

/** A hard rule that leaves too little in all places together leaves somebody without a place, whatever else holds. */
function impossible(cap: Cap): string[] {
  if (cap.excessUsdPerMonth !== Infinity || cap.bucket.includes(-1)) return [];
  const total = cap.weight === null ? cap.members.length : cap.weight.reduce((sum, each) => sum + each, 0);
  const most = cap.most.reduce((sum, each) => sum + each, 0);
  if (total <= most * (1 + TOLERANCE)) return [];
  return [
    `The rule ${cap.rule} cannot be kept by all of ${cap.subject}: ${cap.buckets.length} places take ${round(most)} together, and there are ${round(total)}.`,
  ];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
