/** What was read becomes part of the estate: one short transaction under the estate lock, or nothing. */

import { FIELDS_VERSION } from '../store/columns/fields.ts';
import { readGeneration } from '../store/generations.ts';
import { saveHeld } from '../store/holds.ts';
import { changeObservations } from '../store/observation-changes.ts';
import type { ChangingObservations, ObservationChanges, ObservedRef } from '../store/observation-changes.ts';
import { saveImport, saveObservedAt } from '../store/sources.ts';
import { clearMarks, countKinds } from '../store/source-marks.ts';
import type { KindCounts } from '../store/source-marks.ts';
import type { StagedRow } from '../store/staging.ts';
import type { Queryable } from '../store/store.ts';
import type { ConnectionIdentity } from '../providers/connection.ts';
import type { InventoryItem, ImportIssue, Receipt } from '../providers/provider.ts';
import { newId, throwIfCancelled, within } from './context.ts';
import type { ServiceContext } from './context.ts';
import { judgeCounts } from './hold-judge.ts';
import { namesThatGo } from './hold-rule.ts';
import type { HoldFinding } from './hold-rule.ts';
import { saveIssues } from './import-issues.ts';
import { receiptWith, unknownEndIssues } from './import-notes.ts';
import { takeItem } from './import-take.ts';
import { guestOsResolver } from './merge-stream.ts';
import { rebuildEstate } from './rebuild-estate.ts';
import type { StagedRead } from './sync-read.ts';

/** A read with what it is of: all that is needed to apply it, now or after somebody confirmed it. */
export interface ReadToApply {
  readonly source: { readonly id: string; readonly name: string; readonly providerKind: string };
  readonly syncId: string;
  readonly read: StagedRead;
  readonly identity: ConnectionIdentity;
  readonly observedAt: string;
}

export interface AppliedRead {
  readonly counts: Pick<ObservationChanges, 'counts' | 'entities'>;
  readonly generation: number | null;
  readonly changed: boolean;
  readonly importId: string | null;
  readonly issues: readonly ImportIssue[];
}

export type Applied = { readonly applied: AppliedRead } | { readonly held: HoldFinding };

/** Share of applying, as progress counts it, that comparing with what is there is. */
const COMPARING = 0.3;

export interface ApplyOptions {
  /** Fewer machines than this percentage are not believed; undefined: whatever was read is. */
  readonly holdPercent: number | undefined;
  /** How many there are, for progress; undefined: not known. */
  readonly total?: number;
  readonly rows: (connection: Queryable) => AsyncIterable<readonly StagedRow[]>;
}

/**
 * Under the estate lock, which the caller has taken in this transaction. A read that is not believed leaves everything
 * as it was; what it staged is then to be kept.
 */
export async function applyRead(
  context: ServiceContext,
  connection: Queryable,
  what: ReadToApply,
  options: ApplyOptions,
): Promise<Applied> {
  const { source, read } = what;
  // Changes that take nothing away leave no less; counting would cost more than they do.
  const before = read.mode === 'full' || read.removals > 0 ? await countKinds(connection, source.id) : undefined;
  await connection.query('savepoint before_read');
  const changing = await changeObservations(connection, source.id, { keepOnly: read.mode === 'full' });
  const withGuestOs = guestOsResolver(await context.catalog());
  let done = 0;
  for await (const batch of options.rows(connection)) {
    throwIfCancelled(context);
    for (const row of batch) await takeRow(row, changing, withGuestOs);
    done += batch.length;
    context.progress(COMPARING * Math.min(1, done / (options.total ?? done)), 'comparing');
  }
  const changes = await changing.finish();
  const found = before === undefined ? undefined : await judge(connection, what, options, { before, changes });
  if (found !== undefined) {
    await connection.query('rollback to savepoint before_read');
    return { held: { ...found, names: await namesThatGo(connection, source.id, what.syncId, read.mode) } };
  }
  await connection.query('release savepoint before_read');
  return { applied: await makeEstate(within(context, COMPARING, 1), connection, what, changes) };
}

/** Why the read is not believed; undefined: it is. */
async function judge(
  connection: Queryable,
  { source, read }: ReadToApply,
  { holdPercent }: ApplyOptions,
  { before, changes }: { readonly before: KindCounts; readonly changes: ObservationChanges },
): Promise<Omit<HoldFinding, 'names'> | undefined> {
  if (holdPercent === undefined) {
    await clearMarks(connection, source.id);
    return undefined;
  }
  return judgeCounts(connection, { before, changes, missing: read.end.missing }, holdPercent);
}

function takeRow(
  row: StagedRow,
  changing: ChangingObservations,
  withGuestOs: ReturnType<typeof guestOsResolver>,
): Promise<void> | undefined {
  // Written by this program from what the port gives.
  if (row.change === 'remove') return changing.remove(JSON.parse(row.doc) as ObservedRef);
  return takeItem(JSON.parse(row.doc) as InventoryItem, changing, withGuestOs);
}

const nothingIn = ({ counts, entities, everything }: ObservationChanges): boolean =>
  !everything && [counts, entities].every(({ added, changed, removed }) => added + changed + removed === 0);

async function makeEstate(
  context: ServiceContext,
  connection: Queryable,
  what: ReadToApply,
  changes: ObservationChanges,
): Promise<AppliedRead> {
  const { source, read } = what;
  const current = await readGeneration(connection);
  const same = nothingIn(changes) && current !== undefined;
  const rebuilt = same ? undefined : await rebuildEstate(context, connection, `sync ${source.name}`, { changes });
  const generation = rebuilt?.generation ?? current;
  const changed = rebuilt?.changed ?? false;
  const found = unknownEndIssues(rebuilt?.unresolved.get(source.id) ?? 0);
  const issues = [...found, ...read.issues];
  await saveObservedAt(connection, source.id, what.observedAt);
  const keep = generation !== undefined && (read.mode === 'full' || changed);
  const importId = keep ? newId('imp') : null;
  if (importId !== null) {
    await saveImport(connection, {
      id: importId,
      sourceId: source.id,
      generation: generation?.number ?? 0,
      changed,
      receipt: receiptWith(receiptOf(what), found),
      basis: `live ${FIELDS_VERSION}`,
      actor: context.actor,
      createdAt: context.clock(),
    });
    await saveIssues(connection, importId, issues);
  }
  return { counts: changes, generation: generation?.number ?? null, changed, importId, issues };
}

function receiptOf({ source, read, identity, observedAt }: ReadToApply): Receipt {
  const issueCounts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of read.issues) issueCounts[severity] += 1;
  return {
    providerKind: source.providerKind,
    fileName: identity.endpoint,
    sha256: read.sha256,
    sizeBytes: read.sizeBytes,
    producer: identity.product,
    observedAt,
    parts: read.end.parts,
    counts: read.counts,
    missing: read.end.missing,
    issueCounts,
    skippedRows: read.issues.filter(({ skipped }) => skipped).length,
    bytesSent: 0,
  };
}

/** Keeps a read that is not believed, whole. The next one begins anew: what a cursor meant was not taken over. */
export async function holdRead(connection: Queryable, what: ReadToApply, found: HoldFinding): Promise<void> {
  const { source, syncId, ...rest } = what;
  await saveHeld(connection, { sourceId: source.id, syncId, summary: found, read: rest });
}
