/** Which observations are one machine and what is known of each: of all, or only of those that a change concerns. */

import type { Queryable } from '../store/store.ts';
import { correctionsFor } from '../core/model/corrections.ts';
import type { Application, Source } from '../core/model/estate.ts';
import { entityId } from '../core/model/ids.ts';
import { workloadDigest } from '../core/model/merge.ts';
import { provenanceOf } from '../core/model/workload.ts';
import type { Workload } from '../core/model/workload.ts';
import { readAffected } from '../store/affected.ts';
import { saveChangedColumns } from '../store/columns/changed-columns.ts';
import { ColumnSetBuilder } from '../store/columns/column.ts';
import type { ColumnSet } from '../store/columns/column.ts';
import { ESTATE_COLUMN_FIELDS } from '../store/columns/fields.ts';
import { generationOwner, saveColumns } from '../store/columns/stored-columns.ts';
import { analyzeEstate, currentMembers, currentWriter, readCurrentDigests } from '../store/estate-state.ts';
import { versionWriter } from '../store/generations.ts';
import { countAllObservations, readIdentities, readWorkloadIds, saveWorkloadIds } from '../store/observations.ts';
import type { Touches } from '../store/touches.ts';
import type { ServiceContext } from './context.ts';
import type { CorrectionRules } from './correction-rules.ts';
import { inventoryConcern } from './inventory-concern.ts';
import type { InventoryChanges, InventoryConcern } from './inventory-concern.ts';
import { groupsOf, mergedWorkloads } from './merge-stream.ts';
import type { MachineGroup } from './merge-stream.ts';
import { ApplicationGroups } from './rebuild-inventory.ts';
import { releaseMemory } from './release-memory.ts';

/** Machines from which on memory is worth a pause. */
const LARGE = 10_000;
/** Share of all observations beyond which making everything again is the shorter way. */
const MOST_AFFECTED = 0.25;
/** Below this many observations nobody waits either way. */
const ALWAYS_FEW = 1000;

export interface MergeInput {
  readonly context: ServiceContext;
  readonly connection: Queryable;
  /** Of the generation to write. */
  readonly number: number;
  /** Of the one before, when there is one. */
  readonly before: number | undefined;
  readonly sources: ReadonlyMap<string, Source>;
  readonly rules: CorrectionRules;
  readonly classify: (workload: Workload) => Workload;
}

export interface MergedMachines {
  /** Whether anything was added, changed or ended. */
  readonly changed: boolean;
  /** Of every workload of the estate, by id. */
  readonly digests: ReadonlyMap<string, string>;
  /** What applications and dependencies may be others by now; undefined: all. */
  readonly concerns: InventoryChanges | undefined;
  /**
   * Writes the columns of the new generation and lets go of them: they are the largest thing in memory. Does nothing the
   * second time.
   */
  readonly saveColumns: () => Promise<void>;
}

/** Everything from the start. */
export async function mergeAll(input: MergeInput): Promise<MergedMachines> {
  const { context, connection } = input;
  const large = (await countAllObservations(connection)) > LARGE;
  if (large) releaseMemory();
  const previousIds = await readWorkloadIds(connection);
  const { rows, places } = await readIdentities(connection);
  context.progress(0, 'merging', `${rows.length} observations`);
  const groups = groupsOf(rows, places, previousIds, input.rules.decisions);
  const corrections = correctionsFor(input.rules.facts, rows);
  await saveWorkloadIds(connection, newIds(groups, previousIds));
  if (large) releaseMemory();
  const { changed, digests, columns } = await writeMachines(input, groups, corrections, undefined);
  if (large) await analyzeEstate(connection);
  return {
    changed,
    digests,
    concerns: undefined,
    saveColumns: once(columns, (set) => saveColumns(connection, generationOwner(input.number), set)),
  };
}

/** Only what these touches concern; undefined when that is so much that all is made again more quickly. */
export async function mergeTouched(input: MergeInput, touches: Touches): Promise<MergedMachines | undefined> {
  if (touches.everything) return undefined;
  const { context, connection, rules } = input;
  const most = Math.max(ALWAYS_FEW, MOST_AFFECTED * (await countAllObservations(connection)));
  const affected = await readAffected(connection, { ...touches, decisions: rules.together }, most);
  if (affected === undefined) return undefined;
  const { rows, places, previousIds } = affected;
  context.progress(0, 'merging', `${rows.length} observations`);
  const digests = await readCurrentDigests(connection);
  const former = new Set([...previousIds.values(), ...touches.formerIds].filter((id) => digests.has(id)));
  const others = { has: (id: string): boolean => digests.has(id) && !former.has(id) };
  const groups = groupsOf(rows, places, previousIds, rules.decisions, others);
  const corrections = correctionsFor(rules.facts, rows);
  await saveWorkloadIds(connection, newIds(groups, previousIds));
  const concern = await inventoryConcern(connection, [...former]);
  const written = await writeMachines(input, groups, corrections, [...former], concern);
  for (const id of former) digests.delete(id);
  for (const [id, digest] of written.digests) digests.set(id, digest);
  const removed = [...former].filter((id) => !written.digests.has(id));
  return {
    changed: written.changed,
    digests,
    concerns: concern.changes(),
    saveColumns: once(written.columns, (changed) =>
      saveChangedColumns(connection, generationOwner(input.number), {
        before: generationOwner(input.before ?? 0),
        changed,
        removed,
        rows: digests.size,
      }),
    ),
  };
}

function once(builder: ColumnSetBuilder, save: (set: ColumnSet) => Promise<void>): () => Promise<void> {
  let left: ColumnSetBuilder | undefined = builder;
  return async () => {
    const set = left?.finish();
    left = undefined;
    if (set !== undefined) await save(set);
  };
}

/** @param former ids that these groups take the place of; undefined: all. */
async function writeMachines(
  { context, connection, number, sources, classify }: MergeInput,
  groups: readonly MachineGroup[],
  corrections: ReturnType<typeof correctionsFor>,
  former: readonly string[] | undefined,
  concern?: InventoryConcern,
): Promise<Pick<MergedMachines, 'changed' | 'digests'> & { readonly columns: ColumnSetBuilder }> {
  const digests = new Map<string, string>();
  const columns = new ColumnSetBuilder(ESTATE_COLUMN_FIELDS);
  const versions = await versionWriter(connection, number, undefined, former);
  const current = await currentWriter(connection, former);
  for await (const merged of mergedWorkloads(context, connection, groups, sources, corrections)) {
    const workload = classify(merged);
    const { id, facts } = workload;
    const digest = workloadDigest(workload);
    digests.set(id, digest);
    if (digests.size % LARGE === 0) releaseMemory();
    columns.add(workload);
    const application = applicationOf(workload);
    concern?.see(workload, { application: application?.name ?? null, sourceId: application?.sourceId ?? null });
    await current.add({ id, digest, name: facts.name, application });
    await versions.put({ id, digest, name: facts.name, doc: () => JSON.stringify(workload) });
  }
  await current.flush();
  return { changed: await versions.finish(), digests, columns };
}

function applicationOf(workload: Workload): { id: string; name: string; sourceId: string } | undefined {
  const name = workload.facts.application;
  if (name === undefined || name === '') return undefined;
  return { id: entityId('app', name), name, sourceId: provenanceOf(workload, 'application')?.sourceId ?? '' };
}

function* newIds(
  groups: readonly MachineGroup[],
  previousIds: ReadonlyMap<string, string>,
): Generator<readonly [string, string]> {
  for (const { id, members } of groups) {
    for (const key of members) if (previousIds.get(key) !== id) yield [key, id];
  }
}

/** Applications that sources or rules state: over all workloads of the estate, or only these. */
export async function currentApplications(
  connection: Queryable,
  sources: ReadonlyMap<string, Source>,
  ids?: readonly string[],
): Promise<Application[]> {
  const groups = new ApplicationGroups();
  for await (const batch of currentMembers(connection, ids)) for (const member of batch) groups.add(member, sources);
  return groups.all();
}
