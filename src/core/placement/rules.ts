/** What `placement.rules` of sites.yaml ask for, in the terms of the problem: units, caps, links, preferences. */

import { failure } from '../errors/registry.ts';
import type { Workload } from '../model/workload.ts';
import type { PlacementRule, Site } from '../policy/site.ts';
import type { PlacementInput } from './input.ts';
import type { Cap, Link } from './problem.ts';
import { bucketsOf } from './rule-buckets.ts';
import { capsOf } from './rule-caps.ts';
import { dependentPairs, latencies, linksOf, nearOf } from './rule-links.ts';
import { matchedRows, membersOf } from './rule-members.ts';
import { preferencesOf } from './rule-preference.ts';
import type { Preferences } from './rule-preference.ts';
import type { BoundSet, Units } from './units.ts';

type RulesInput = Pick<PlacementInput, 'matcher' | 'sites' | 'attributesOf' | 'dependencies'>;

export interface CompiledRules extends Preferences {
  readonly caps: readonly Cap[];
  readonly links: readonly Link[];
  readonly near: readonly Uint8Array[];
  /** Rule of each class of links. */
  readonly latencyRules: readonly Extract<PlacementRule, { kind: 'latency' }>[];
  /** Round trips, [site * sites + site]; NaN: unknown. */
  readonly latencyMs: Float64Array;
  /** What could not be judged, in words. */
  readonly notes: readonly string[];
}

/** By id, so that the order they are listed in does not matter. Throws IST-5010 for a rule that contradicts the file. */
export function sortedRules(sites: PlacementInput['sites']): readonly PlacementRule[] {
  const known = new Set(sites.sites.map(({ id }) => id));
  const seen = new Set<string>();
  const { rules } = sites.placement;
  for (const rule of rules) {
    const where = `placement.rules ${rule.id}`;
    const refuse = (message: string): never => {
      throw failure('IST-5010', `${where}: ${message}`, { causes: [{ where, message }] });
    };
    if (seen.has(rule.id)) refuse('another rule has this id');
    seen.add(rule.id);
    const named =
      rule.kind === 'prefer' ? rule.sites : rule.kind === 'share' && rule.over === 'site' ? (rule.of ?? []) : [];
    for (const id of named) if (!known.has(id)) refuse(`names site "${id}", which sites.yaml does not have`);
    if (rule.kind === 'prefer' && new Set(rule.sites).size < rule.sites.length) refuse('names a site twice');
  }
  return [...rules].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Sets of workloads that rules hold together. */
export function togetherSets(
  rules: readonly PlacementRule[],
  input: RulesInput,
  workloads: readonly Workload[],
): { readonly sets: readonly BoundSet[]; readonly notes: readonly string[] } {
  const sets: BoundSet[] = [];
  const notes: string[] = [];
  for (const rule of rules) {
    if (rule.kind !== 'together') continue;
    const members = membersOf(rule, input, workloads);
    notes.push(...members.notes);
    for (const rows of members.sets.values()) if (rows.length > 1) sets.push({ rule: rule.id, rows });
  }
  return { sets, notes };
}

export function compileRules(
  rules: readonly PlacementRule[],
  input: RulesInput,
  context: {
    readonly workloads: readonly Workload[];
    readonly sites: readonly Site[];
    readonly units: Units;
    readonly resources: readonly string[];
    readonly need: Float64Array;
    /** Infinity where a workload may not be. */
    readonly cost?: Float64Array;
  },
): CompiledRules {
  const { workloads, sites } = context;
  const notes: string[] = [];
  const caps: Cap[] = [];
  const links: Link[] = [];
  const near: Uint8Array[] = [];
  const latencyRules: CompiledRules['latencyRules'][number][] = [];
  const preferring: Parameters<typeof preferencesOf>[0][number][] = [];
  const buckets = bucketsOf(sites, input.attributesOf);
  const latencyMs = latencies(sites);
  const rowOf = new Map(workloads.map(({ id }, row) => [id, row]));
  const allowUnknown = input.sites.placement.allowUnknownLatency !== false;
  let pairs: ReturnType<typeof dependentPairs> | undefined;
  for (const rule of rules) {
    if (rule.kind === 'together') continue;
    if (rule.kind === 'prefer' || rule.kind === 'latency') {
      const matched = matchedRows(rule, input, workloads);
      notes.push(...matched.notes);
      if (rule.kind === 'prefer') preferring.push({ rule, rows: matched.rows });
      else {
        pairs ??= dependentPairs(input.dependencies ?? [], rowOf);
        links.push(...linksOf(rule, pairs, new Set(matched.rows), near.length));
        near.push(nearOf(latencyMs, rule.atMostMs, allowUnknown));
        latencyRules.push(rule);
        if (pairs.length === 0) notes.push(`The rule ${rule.id} binds nobody: no dependencies are known.`);
      }
    } else {
      const made = capsOf(rule, { input, buckets, ...context });
      caps.push(...made.caps);
      notes.push(...made.notes);
    }
  }
  const preferences = preferencesOf(preferring, sites, workloads.length);
  return { ...preferences, caps, links, near, latencyRules, latencyMs, notes };
}
