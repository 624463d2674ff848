/** What changed between two states of the estate (D9), field by field. */

import { canonicalJson } from '../evidence/digest.ts';
import { HAND_SOURCE } from '../applications/by-hand.ts';
import { CLASSIFICATION_SOURCE } from '../policy/classify.ts';
import { canonicalBiosUuid, normaliseFqdn } from './identity-keys.ts';
import { workloadDigest } from './merge.ts';
import { sameFact } from './same-fact.ts';
import { provenanceOf } from './workload.ts';
import type { FactKey, Workload } from './workload.ts';

export interface FieldChange {
  /** "memoryMiB", "os.version", "tags.env", "disks[Hard disk 1].capacityMiB". */
  readonly field: string;
  /** Absent: not known before. */
  readonly before?: unknown;
  /** Absent: no longer known. */
  readonly after?: unknown;
}

interface WorkloadName {
  readonly id: string;
  readonly name: string;
}

interface WorkloadChange extends WorkloadName {
  readonly changes: readonly FieldChange[];
}

/** Each list is sorted by id, the changes of a workload by field. */
export interface WorkloadDiff {
  readonly added: readonly WorkloadName[];
  readonly removed: readonly WorkloadName[];
  readonly changed: readonly WorkloadChange[];
  readonly unchanged: number;
}

type Leaves = Map<string, unknown>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What tells the members of a list apart, when every member has one and no two have the same. */
function memberNames(list: readonly unknown[]): readonly string[] | undefined {
  for (const key of ['label', 'name', 'path']) {
    const names = list.map((member) => (isObject(member) ? member[key] : undefined));
    if (names.every((name) => typeof name === 'string') && new Set(names).size === list.length) return names;
  }
  return undefined;
}

/** Every value below a path. A list whose members have no names is one value; so is an empty one. */
function collect(path: string, value: unknown, leaves: Leaves): void {
  if (value === undefined) return;
  if (isObject(value)) {
    for (const key of Object.keys(value)) collect(path === '' ? key : `${path}.${key}`, value[key], leaves);
    return;
  }
  const names = Array.isArray(value) && value.length > 0 ? memberNames(value) : undefined;
  if (names === undefined || !Array.isArray(value)) leaves.set(path, value);
  else names.forEach((name, index) => collect(`${path}[${name}]`, value[index], leaves));
}

/** What the sites file and people say stands in the estate as a source, but they see no machines. */
const SAYING: ReadonlySet<string> = new Set([CLASSIFICATION_SOURCE, HAND_SOURCE]);

function leavesOf(workload: Workload, left: ReadonlySet<string>): Leaves {
  const leaves: Leaves = new Map();
  for (const [key, value] of Object.entries(workload.facts)) if (!left.has(key)) collect(key, value, leaves);
  leaves.set('kind', workload.kind);
  for (const [key, value] of Object.entries(workload.identity))
    if (!left.has(`identity.${key}`)) collect(`identity.${key}`, value, leaves);
  leaves.set('conflicts', workload.conflicts.map((conflict) => conflict.field).sort());
  collect('corrected', workload.corrected, leaves);
  return leaves;
}

/**
 * Facts that another source states now and that mean what they meant: a second source of the same machine, or one less,
 * changes how a disk is labelled and how a name is written, not the machine.
 */
function meaningTheSame(before: Workload, after: Workload): ReadonlySet<string> {
  const same = new Set<string>();
  for (const key of Object.keys(before.facts) as FactKey[]) {
    const [was, is] = [before.facts[key], after.facts[key]];
    // A number is another even where two sources may differ by as much, and roles of several sources add up.
    if (was === undefined || is === undefined || typeof was === 'number' || key.startsWith('roles')) continue;
    const moved = provenanceOf(before, key)?.sourceId !== provenanceOf(after, key)?.sourceId;
    if (moved && sameFact(key, was, is as NonNullable<typeof was>)) same.add(key);
  }
  for (const key of ['biosUuid', 'instanceUuid', 'fqdn'] as const) {
    const [was, is] = [before.identity[key], after.identity[key]];
    const form = key === 'fqdn' ? normaliseFqdn : canonicalBiosUuid;
    if (form(was) !== undefined && form(was) === form(is)) same.add(`identity.${key}`);
  }
  return same;
}

/** One line for the sources that see it now, one for those that do not any more. */
function seeing(before: Workload, after: Workload): FieldChange[] {
  const sources = ({ observations }: Workload): Set<string> =>
    new Set(observations.map(({ sourceId }) => sourceId).filter((id) => !SAYING.has(id)));
  const [was, is] = [sources(before), sources(after)];
  const listed = (ids: readonly string[]): string => [...ids].sort().join(', ');
  const added = [...is].filter((id) => !was.has(id));
  const gone = [...was].filter((id) => !is.has(id));
  return [
    ...(added.length > 0 ? [{ field: 'also seen by', after: listed(added) }] : []),
    ...(gone.length > 0 ? [{ field: 'no longer seen by', before: listed(gone) }] : []),
  ];
}

const byField = (a: FieldChange, b: FieldChange): number => (a.field < b.field ? -1 : a.field > b.field ? 1 : 0);

/** Field-level changes of one workload, sorted by field; empty when nothing that people see changed. */
export function diffWorkload(before: Workload, after: Workload): FieldChange[] {
  const left = meaningTheSame(before, after);
  const [old, now] = [leavesOf(before, left), leavesOf(after, left)];
  const changes: FieldChange[] = seeing(before, after);
  for (const field of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(field), now.get(field)];
    if (was !== undefined && is !== undefined && canonicalJson(was) === canonicalJson(is)) continue;
    changes.push({ field, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) });
  }
  return changes.sort(byField);
}

const nameOf = (workload: Workload): WorkloadName => ({ id: workload.id, name: workload.facts.name ?? workload.id });
const sorted = (ids: Iterable<string>): string[] => [...ids].sort();

export function diffWorkloads(before: readonly Workload[], after: readonly Workload[]): WorkloadDiff {
  const old = new Map(before.map((workload) => [workload.id, workload]));
  const now = new Map(after.map((workload) => [workload.id, workload]));
  const added: WorkloadName[] = [];
  const changed: WorkloadChange[] = [];
  const removed: WorkloadName[] = [];
  let unchanged = 0;
  for (const id of sorted(new Set([...old.keys(), ...now.keys()]))) {
    const [was, is] = [old.get(id), now.get(id)];
    if (was !== undefined && is !== undefined) {
      const changes = workloadDigest(was) === workloadDigest(is) ? [] : diffWorkload(was, is);
      if (changes.length === 0) unchanged += 1;
      else changed.push({ ...nameOf(is), changes });
    } else if (is !== undefined) added.push(nameOf(is));
    else if (was !== undefined) removed.push(nameOf(was));
  }
  return { added, removed, changed, unchanged };
}
