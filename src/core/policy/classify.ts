/**
 * Gives workloads their classification: what tags say in common spellings, and what sites.yaml says by filter. Both
 * leave a trace: a tag keeps the source that carried it, sites.yaml counts as an observation of its own, and what it
 * replaces is kept as a conflict.
 */

import { fieldsOf } from '../model/filter/fields-of.ts';
import { compileFilter, parseFilter } from '../model/filter/filter.ts';
import { WORKLOAD_ROLES } from '../model/workload.ts';
import type {
  FactKey,
  FieldConflict,
  ObservationRef,
  Workload,
  WorkloadFacts,
  WorkloadRole,
} from '../model/workload.ts';
import type { Classification, TagKeys } from './site.ts';
import { tagReader } from './tag-conventions.ts';
import type { Classified, ClassifiedKey } from './tag-conventions.ts';
import { unstatedFields } from './unstated-fields.ts';

/** What sites.yaml can say of a workload; tags carry all of it but roles. */
type Ruled = Classified & Pick<WorkloadFacts, 'roles'>;

/** The source that classifications of sites.yaml are observed by. */
export const CLASSIFICATION_SOURCE = 'sites.yaml';

export interface ClassifierOptions {
  /** When the classification is taken to be observed: the date of the estate or of the run. */
  readonly asOf: string;
  /** Names of tags that replace the common spellings. */
  readonly tagKeys?: TagKeys | undefined;
}

/**
 * Prepares the classification for many workloads; classifying twice changes nothing. Throws IST-2001 … on a bad filter.
 * A tag fills only what no source states. Among classifications the later one wins, over tags and sources too; data
 * classes add up instead, so that none is ever lost. Where it is unknown whether a classification matches, what it would
 * change is open: data classes it would add leave the list open, and any other fact it would change is not known, since
 * neither its word nor the one before it may look like the answer.
 */
export function classifier(
  classifications: readonly Classification[],
  options: ClassifierOptions,
): (workload: Workload) => Workload {
  const rules = classifications.map((each) => {
    const match = parseFilter(each.match);
    return { test: compileFilter(match), fields: fieldsOf(match), set: each.set };
  });
  const readTags = tagReader(options.tagKeys);
  return (workload) => {
    const tagged = applyTags(workload, readTags);
    const set: { -readonly [K in keyof Ruled]: Ruled[K] } = {};
    const matched: number[] = [];
    const unclear: UnclearRule[] = [];
    rules.forEach((rule, index) => {
      const truth = rule.test(tagged);
      if (truth === undefined) unclear.push({ index, set: rule.set, fields: unstatedFields(rule.fields, tagged) });
      if (truth !== true) return;
      matched.push(index);
      const { dataClasses, roles, ...scalars } = rule.set;
      Object.assign(set, scalars);
      if (roles !== undefined) set.roles = union(set.roles, roles);
      if (dataClasses !== undefined) set.dataClasses = union(set.dataClasses, dataClasses);
    });
    const mayAdd = new Set(unclear.flatMap((rule) => rule.set.roles ?? []));
    // That there is no role says nothing while one may apply.
    if (set.roles?.length === 0 && mayAdd.size > 0) delete set.roles;
    const ruled = matched.length === 0 ? tagged : applyRules(tagged, set, matched, options.asOf);
    const classified = withOpenRoles(ruled, mayAdd);
    const open: Partial<Record<FactKey, readonly string[]>> = openScalars(
      classified,
      classifications,
      matched,
      unclear,
    );
    const classes = classified.facts.dataClasses;
    // A list nobody states is unknown as a whole; it needs no mark.
    const adding = unclear.filter((rule) => rule.set.dataClasses?.some((each) => classes?.includes(each) === false));
    if (adding.length > 0) open.dataClasses = fieldsOfAll(adding);
    return withOpen(classified, open);
  };
}

/** Roles that may apply were not looked for, whoever stated the others: a rule that asks for one is unknown then. */
function withOpenRoles(workload: Workload, mayAdd: ReadonlySet<WorkloadRole>): Workload {
  const { roles, rolesSeen = WORKLOAD_ROLES } = workload.facts;
  const open = [...mayAdd].filter((role) => roles?.includes(role) === false && rolesSeen.includes(role));
  if (open.length === 0) return workload;
  return { ...workload, facts: { ...workload.facts, rolesSeen: rolesSeen.filter((role) => !open.includes(role)) } };
}

interface UnclearRule {
  readonly index: number;
  readonly set: Classification['set'];
  /** Fields of its filter that nobody states. */
  readonly fields: readonly string[];
}

const SCALARS = ['application', 'criticality', 'environment', 'owner'] as const;

const fieldsOfAll = (rules: readonly UnclearRule[]): readonly string[] =>
  [...new Set(rules.flatMap((rule) => rule.fields))].sort();

/** Facts that a rule after the last certain one would change, if it matched; with the fields that would tell. */
function openScalars(
  { facts }: Workload,
  classifications: readonly Classification[],
  matched: readonly number[],
  unclear: readonly UnclearRule[],
): Partial<Record<FactKey, readonly string[]>> {
  const open: Partial<Record<FactKey, readonly string[]>> = {};
  if (unclear.length === 0) return open;
  for (const key of SCALARS) {
    const settled = matched.findLast((index) => classifications[index]?.set[key] !== undefined) ?? -1;
    const later = unclear.filter((rule) => rule.index > settled && rule.set[key] !== undefined);
    if (later.some((rule) => rule.set[key] !== facts[key])) open[key] = fieldsOfAll(later);
  }
  return open;
}

/** Replaces what earlier rules left open; of a fact that is not known, nothing stays that looks known. */
function withOpen(workload: Workload, open: Partial<Record<FactKey, readonly string[]>>): Workload {
  const { open: before, ...rest } = workload;
  const kept = Object.entries(before ?? {}).filter(([key]) => !RULED.has(key));
  const after = { ...Object.fromEntries(kept), ...open };
  if (Object.keys(after).length === 0) return before === undefined ? workload : rest;
  const unknown = SCALARS.filter((key) => open[key] !== undefined && workload.facts[key] !== undefined);
  if (unknown.length === 0) return { ...rest, open: after };
  const without = <T extends object>(record: T): T =>
    Object.fromEntries(
      Object.entries(record).filter(([key]) => !unknown.includes(key as (typeof SCALARS)[number])),
    ) as T;
  return { ...rest, facts: without(workload.facts), provenance: without(workload.provenance), open: after };
}

const RULED: ReadonlySet<string> = new Set<string>([...SCALARS, 'dataClasses']);

/** Reads the tags of one workload; a fact that a source states already is left alone. */
function applyTags(workload: Workload, readTags: ReturnType<typeof tagReader>): Workload {
  const { tags } = workload.facts;
  if (tags === undefined) return workload;
  const read = readTags(tags);
  const origin = workload.provenance.tags ?? 0;
  const added: Record<string, unknown> = {};
  const provenance: Partial<Record<ClassifiedKey, number>> = {};
  for (const key of Object.keys(read) as ClassifiedKey[]) {
    if (read[key] === undefined || workload.facts[key] !== undefined) continue;
    added[key] = read[key];
    if (origin !== 0) provenance[key] = origin;
  }
  if (Object.keys(added).length === 0) return workload;
  return {
    ...workload,
    facts: { ...workload.facts, ...(added as Classified) },
    provenance: { ...workload.provenance, ...provenance },
  };
}

function applyRules(workload: Workload, set: Ruled, matched: readonly number[], asOf: string): Workload {
  const nativeId = `classify ${matched.map((index) => index + 1).join(', ')}`;
  const reference: ObservationRef = { sourceId: CLASSIFICATION_SOURCE, nativeId, observedAt: asOf };
  const existing = workload.observations.findIndex((each) => each.sourceId === CLASSIFICATION_SOURCE);
  const position = existing === -1 ? workload.observations.length : existing;
  const observations = workload.observations.slice();
  observations[position] = reference;
  const facts: Record<string, unknown> = { ...workload.facts };
  const provenance = { ...workload.provenance };
  let conflicts = workload.conflicts;
  for (const key of Object.keys(set).sort() as (keyof Ruled)[]) {
    const before = workload.facts[key];
    const added = set[key];
    const value = Array.isArray(added) && Array.isArray(before) ? union(before, added) : added;
    if (same(before, value)) continue;
    const from = workload.provenance[key] ?? 0;
    if (before !== undefined && from !== position) conflicts = withOther(conflicts, key, from, before);
    facts[key] = value;
    provenance[key] = position;
  }
  return { ...workload, facts, observations, provenance, conflicts };
}

function withOther(
  conflicts: readonly FieldConflict[],
  field: keyof Ruled,
  observation: number,
  value: unknown,
): readonly FieldConflict[] {
  const others = conflicts.find((conflict) => conflict.field === field)?.others ?? [];
  return [
    ...conflicts.filter((conflict) => conflict.field !== field),
    { field, others: [...others, { observation, value }] },
  ];
}

function union<T extends string>(a: readonly T[] | undefined, b: readonly T[]): readonly T[] {
  return [...new Set([...(a ?? []), ...b])].sort();
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
