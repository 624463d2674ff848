/**
 * Makes the estate from all observations: which are one machine, what is known of each, what people said it means.
 * After a change only the machines it touches are made again; the result is the same. Streams: memory holds the small
 * identity rows, the columns and one batch of machines. The caller's transaction makes a new generation visible as a
 * whole or not at all.
 */

import type { Queryable } from '../store/store.ts';
import type { FixContent } from '../core/applications/fixes.ts';
import { digestOf } from '../core/evidence/digest.ts';
import type { GenerationInfo } from '../core/model/estate.ts';
import { estateDigestSteps } from '../core/model/generation.ts';
import type { EntityDigest } from '../core/model/generation.ts';
import { FIELDS_VERSION } from '../store/columns/fields.ts';
import { readCorrections } from '../store/corrections.ts';
import { readEstateState, saveEstateState } from '../store/estate-state.ts';
import type { EstateState } from '../store/estate-state.ts';
import { readGeneration, saveGeneration } from '../store/generations.ts';
import { LOCK_SPACE, LOCKS } from '../store/locks.ts';
import type { ObservationChanges } from '../store/observation-changes.ts';
import { speakingSources } from '../store/observations.ts';
import { readSources } from '../store/sources.ts';
import { takeTouches } from '../store/touches.ts';
import type { Touches } from '../store/touches.ts';
import { PRODUCT_VERSION } from '../version.ts';
import { changeInventory } from './changed-inventory.ts';
import { readClassification } from './classification.ts';
import { within } from './context.ts';
import { recordAudit } from './audit.ts';
import type { ServiceContext } from './context.ts';
import { correctionRules } from './correction-rules.ts';
import { inSteps } from './in-steps.ts';
import { currentApplications, mergeAll, mergeTouched } from './merge-machines.ts';
import type { MergeInput } from './merge-machines.ts';
import { writeInventory } from './rebuild-inventory.ts';
import type { WrittenInventory } from './rebuild-inventory.ts';
import { releaseMemory } from './release-memory.ts';
import { pruneNow } from './retention.ts';

/** Workloads from which on memory is worth a pause. */
const LARGE = 10_000;
/** Old generations go so many at a time: letting one go costs nearly as much. */
const PRUNED_TOGETHER = 20;

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
  /** What a person said of applications or dependencies that the estate does not know yet; one word at a time. */
  readonly said?: FixContent;
}

/** The caller holds the estate lock. `reason` is shown in the list of generations: "import rvtools fra-vc01.xlsx". */
export async function rebuildEstate(
  context: ServiceContext,
  connection: Queryable,
  reason: string,
  options: RebuildOptions = {},
): Promise<Rebuilt> {
  const before = await readGeneration(connection);
  const number = (before?.number ?? 0) + 1;
  const sources = await readSources(connection);
  const rules = correctionRules(await readCorrections(connection), sources);
  const { classify, digest: classification } = await readClassification(connection);
  const state = await readEstateState(connection);
  const basis = digestOf({
    product: PRODUCT_VERSION,
    catalog: (await context.catalog()).version,
    classification,
    fields: FIELDS_VERSION,
    corrections: rules.facts.filter(({ subject }) => subject === undefined).map(({ id, note }) => [id, note]),
  });
  const standing = Object.fromEntries(
    [...sources].map(([id, { name, precedence }]) => [id, [name, precedence] as const]),
  );
  const touches = await takeTouches(connection);
  const onTop = options.changes !== undefined && before !== undefined && isSame(state, basis, standing);
  if (onTop && isNothing(touches) && options.said === undefined)
    return { generation: before, changed: false, unresolved: counted(state) };

  const input: MergeInput = {
    context: within(context, 0, 0.85),
    connection,
    number,
    before: before?.number,
    sources,
    rules,
    classify,
  };
  const merged = (onTop ? await mergeTouched(input, touches) : undefined) ?? (await mergeAll(input));
  context.progress(0.85, 'indexing');
  // Before the inventory, which needs the memory. When nothing changed there may be no new generation.
  if (merged.changed) await merged.saveColumns();
  context.progress(0.9, 'writing inventory');
  const inventory =
    (onTop && merged.concerns !== undefined && !touches.kinds.has('dependency')
      ? await changeInventory(input, merged.concerns, touches.kinds, counted(state), options.said)
      : undefined) ?? (await makeInventory(input, merged.digests.size > LARGE));
  const { unresolved } = inventory;
  await saveEstateState(
    connection,
    { basis, sources: await speaking(connection, standing), unresolved: Object.fromEntries(unresolved) },
    context.clock(),
  );
  if (!merged.changed && !inventory.changed && before !== undefined)
    return { generation: before, changed: false, unresolved };

  const digests: EntityDigest[] = [...inventory.digests];
  for (const [id, digest] of merged.digests) digests.push({ kind: 'workload', id, digest });
  const generation: GenerationInfo = {
    number,
    digest: await inSteps(estateDigestSteps(digests)),
    createdAt: context.clock().toISOString(),
    reason,
    counts: { workloads: merged.digests.size, ...inventory.counts },
  };
  await saveGeneration(connection, generation, context.actor);
  await recordAudit(context, connection, {
    action: 'generation.create',
    object: { kind: 'generation', id: `${generation.number}` },
    detail: { digest: generation.digest },
  });
  await merged.saveColumns();
  if (onTop) await pruneNow(connection, context.clock(), {}, PRUNED_TOGETHER);
  return { generation, changed: true, unresolved };
}

async function makeInventory(
  { context, connection, number, sources }: MergeInput,
  large: boolean,
): Promise<WrittenInventory> {
  const applications = await currentApplications(connection, sources);
  const services = (await context.catalog())['service-ports'];
  const release = large ? releaseMemory : (): void => undefined;
  release();
  const inventory = await writeInventory(connection, number, { sources, applications, services, release });
  // What follows, here and in the next sync, would come on top of what nobody needs any more.
  release();
  return inventory;
}

/** A source that says nothing has no part in the estate: it may be renamed or go without anything being made again. */
async function speaking(connection: Queryable, all: EstateState['sources']): Promise<EstateState['sources']> {
  const ids = await speakingSources(connection);
  return Object.fromEntries(Object.entries(all).filter(([id]) => ids.has(id)));
}

/** Whether the estate as it stands was made the way it would be made now. A source that is new has said nothing yet. */
function isSame(state: EstateState | undefined, basis: string, standing: EstateState['sources']): state is EstateState {
  if (state?.basis !== basis) return false;
  return Object.entries(state.sources).every(([id, [name, precedence]]) => {
    const now = standing[id];
    return now !== undefined && now[0] === name && now[1] === precedence;
  });
}

const isNothing = ({ everything, keys, kinds, formerIds }: Touches): boolean =>
  !everything && keys.length + formerIds.length === 0 && kinds.size === 0;

const counted = (state: EstateState | undefined): ReadonlyMap<string, number> =>
  new Map(Object.entries(state?.unresolved ?? {}));

/** Makes the estate again in a transaction of its own: after the sites file or the catalogue changed. */
export function remakeEstate(context: ServiceContext, reason: string): Promise<Rebuilt> {
  return context.store.transaction(async (connection) => {
    await lockEstate(connection);
    return rebuildEstate(context, connection, reason);
  });
}
