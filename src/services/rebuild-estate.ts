/**
 * Makes the estate from all observations: which are one machine, what is known of each, what people said it means.
 * Streams: memory holds the small identity rows, the columns and one batch of machines. The caller's transaction
 * makes a new generation visible as a whole or not at all.
 */

import type { Queryable } from '../store/store.ts';
import type { GenerationInfo } from '../core/model/estate.ts';
import { estateDigest } from '../core/model/generation.ts';
import type { EntityDigest } from '../core/model/generation.ts';
import { workloadDigest } from '../core/model/merge.ts';
import { ColumnSetBuilder } from '../store/columns/column.ts';
import { generationOwner, saveColumns } from '../store/columns/column-store.ts';
import { ESTATE_COLUMN_FIELDS } from '../store/columns/fields.ts';
import { readGeneration, saveGeneration, versionWriter } from '../store/generations.ts';
import { LOCK_SPACE, LOCKS } from '../store/locks.ts';
import {
  countAllObservations,
  hasDependencies,
  readIdentities,
  readWorkloadIds,
  saveWorkloadIds,
} from '../store/observations.ts';
import type { ObservationChanges } from '../store/observation-changes.ts';
import { readSources } from '../store/sources.ts';
import { takeTouches } from '../store/touches.ts';
import { readClassification } from './classification.ts';
import { within } from './context.ts';
import type { ServiceContext } from './context.ts';
import { groupsOf, mergedWorkloads } from './merge-stream.ts';
import type { MachineGroup } from './merge-stream.ts';
import { releaseMemory } from './release-memory.ts';
import { ApplicationGroups, WorkloadIndex, writeInventory } from './rebuild-inventory.ts';

/** Machines from which on memory is worth a pause. */
const LARGE = 10_000;

export interface Rebuilt {
  readonly generation: GenerationInfo;
  /** False: the estate is what it was; the generation is the one before. */
  readonly changed: boolean;
  /** By source: dependencies left out because no source lists one of their machines. */
  readonly unresolved: ReadonlyMap<string, number>;
}

/** One at a time: a second import waits here until the first has ended. */
export async function lockEstate(connection: Queryable): Promise<void> {
  await connection.query('select pg_advisory_xact_lock($1, $2)', [LOCK_SPACE, LOCKS.estate]);
}

export interface RebuildOptions {
  /**
   * What the caller changed: only the machines that this touches are merged again. What others changed before and was
   * not made into an estate yet is known from the database. Absent: everything is made again.
   */
  readonly changes?: ObservationChanges | readonly ObservationChanges[];
}

/** The caller holds the estate lock. `reason` is shown in the list of generations: "import rvtools fra-vc01.xlsx". */
export async function rebuildEstate(
  context: ServiceContext,
  connection: Queryable,
  reason: string,
  _options: RebuildOptions = {},
): Promise<Rebuilt> {
  await takeTouches(connection);
  const before = await readGeneration(connection);
  const number = (before?.number ?? 0) + 1;
  const sources = await readSources(connection);
  const large = (await countAllObservations(connection)) > LARGE;
  if (large) releaseMemory();
  const groups = await tellApart(context, connection);
  if (large) releaseMemory();

  const digests: EntityDigest[] = [];
  const columns = new ColumnSetBuilder(ESTATE_COLUMN_FIELDS);
  // Only dependencies ask for machines by name, and most sources state none.
  const index = (await hasDependencies(connection)) ? new WorkloadIndex() : undefined;
  const applications = new ApplicationGroups();
  const writer = await versionWriter(connection, number);
  const { classify } = await readClassification(connection);
  for await (const merged of mergedWorkloads(within(context, 0, 0.9), connection, groups, sources)) {
    const workload = classify(merged);
    const digest = workloadDigest(workload);
    digests.push({ kind: 'workload', id: workload.id, digest });
    if (digests.length % LARGE === 0) releaseMemory();
    columns.add(workload);
    index?.add(workload);
    applications.add(workload, sources);
    await writer.put({ id: workload.id, digest, name: workload.facts.name, doc: () => JSON.stringify(workload) });
  }
  let changed = await writer.finish();
  context.progress(0.9, 'writing inventory');
  const inventory = await writeInventory(connection, number, { sources, index, applications: applications.all() });
  changed ||= inventory.changed;
  for (const each of inventory.digests) digests.push(each);

  const { unresolved } = inventory;
  if (!changed && before !== undefined) return { generation: before, changed: false, unresolved };
  const generation: GenerationInfo = {
    number,
    digest: estateDigest(digests),
    createdAt: context.clock().toISOString(),
    reason,
    counts: { workloads: groups.length, ...inventory.counts },
  };
  await saveGeneration(connection, generation, context.actor);
  context.progress(0.95, 'indexing');
  await saveColumns(connection, generationOwner(number), columns.finish());
  return { generation, changed: true, unresolved };
}

/** Which observations are one machine, and under which id; everything read to find out is let go of here. */
async function tellApart(context: ServiceContext, connection: Queryable): Promise<readonly MachineGroup[]> {
  const previousIds = await readWorkloadIds(connection);
  const { rows, places } = await readIdentities(connection);
  context.progress(0, 'merging', `${rows.length} observations`);
  const groups = groupsOf(rows, places, previousIds);
  await saveWorkloadIds(connection, newIds(groups, previousIds));
  return groups;
}

function* newIds(
  groups: readonly MachineGroup[],
  previousIds: ReadonlyMap<string, string>,
): Generator<readonly [string, string]> {
  for (const { id, members } of groups) {
    for (const key of members) if (previousIds.get(key) !== id) yield [key, id];
  }
}

/** Makes the estate again in a transaction of its own: after the sites file or the catalogue changed. */
export function remakeEstate(context: ServiceContext, reason: string): Promise<Rebuilt> {
  return context.store.transaction(async (connection) => {
    await lockEstate(connection);
    return rebuildEstate(context, connection, reason);
  });
}
