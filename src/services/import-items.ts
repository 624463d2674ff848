/** One source's inventory into the estate: what every import does, wherever the items come from. */

import { failure } from '../core/errors/registry.ts';
import { readConnection } from '../store/connections.ts';
import { countKinds } from '../store/source-marks.ts';
import type { KindCounts } from '../store/source-marks.ts';
import type { Queryable } from '../store/store.ts';
import { digestOf } from '../core/evidence/digest.ts';
import type { Source } from '../core/model/estate.ts';
import type { ImportIssue, InventoryItem, Receipt } from '../providers/provider.ts';
import { FIELDS_VERSION } from '../store/columns/fields.ts';
import { readGeneration } from '../store/generations.ts';
import type { GenerationInfo } from '../core/model/estate.ts';
import { changeObservations } from '../store/observation-changes.ts';
import type { ChangingObservations, ObservationChanges } from '../store/observation-changes.ts';
import { latestImport, saveImport, saveSource } from '../store/sources.ts';
import { readClassification } from './classification.ts';
import { newId, throwIfCancelled, within } from './context.ts';
import type { ServiceContext } from './context.ts';
import { ISSUES_IN_ANSWER, saveIssues } from './import-issues.ts';
import { takeItem } from './import-take.ts';
import { guestOsResolver } from './merge-stream.ts';
import { earlierUnknownEnds, receiptWith, samePlatformIssues, unknownEndIssues } from './import-notes.ts';
import { lockEstate, rebuildEstate } from './rebuild-estate.ts';

/** Share of the work, as progress counts it, that reading the sources is. */
const READING_SHARE = 0.6;
/** A file that is wrong in every row must not fill the database with saying so. */
const MOST_ISSUES = 10_000;

export interface ImportOutcome {
  readonly importId: string;
  readonly generation: GenerationInfo;
  /** False when the file held nothing new. */
  readonly changed: boolean;
  readonly receipt: Receipt;
  readonly issues: readonly ImportIssue[];
  /** Name of the source. */
  readonly source: string;
  /** The further sources that were read along, when there are any. */
  readonly more?: readonly AlsoImported[];
}

export interface AlsoImported {
  readonly importId: string;
  /** Name of the source. */
  readonly source: string;
  readonly counts: Receipt['counts'];
}

/** Where a reader hands over what one source says. */
export interface ItemSink {
  items(items: readonly InventoryItem[]): Promise<void>;
  issue(issue: ImportIssue): void;
}

export interface ReadSource {
  readonly source: Source;
  readonly receipt: Receipt;
}

/** Reads sources anew. `open` may be called again for the same source and gives the same sink. */
export type ReadSources = (
  open: (source: Source) => Promise<ItemSink>,
  progress: (fraction: number, phase: string) => void,
) => Promise<readonly ReadSource[]>;

/** Throws when what was read is not to be believed: the transaction is then rolled back. */
export type Believe = (connection: Queryable, sources: readonly ReplacedSource[]) => Promise<void>;

export interface ReplacedSource {
  readonly before: KindCounts;
  readonly changes: ObservationChanges;
  readonly receipt: Receipt;
}

interface OpenSource {
  readonly sink: ItemSink;
  /** What it said before. */
  readonly before: KindCounts;
  readonly observations: ChangingObservations;
  readonly issues: readonly ImportIssue[];
  /** Scopes its machines are named in: the vCenters a file is of. */
  readonly scopes: ReadonlySet<string>;
}

async function openSource(context: ServiceContext, connection: Queryable, source: Source): Promise<OpenSource> {
  // Its row is ours from here on: whoever connects a source of this name waits for the end, or has done it by now.
  await saveSource(connection, source, context.clock());
  await refuseLive(connection, source);
  const before = await countKinds(connection, source.id);
  // A file may list one machine twice; which of its words counts is for the merge to say.
  const observations = await changeObservations(connection, source.id, { keepOnly: true, twice: 'both' });
  const withGuestOs = guestOsResolver(await context.catalog());
  const issues: ImportIssue[] = [];
  const scopes = new Set<string>();
  const sink: ItemSink = {
    async items(items) {
      throwIfCancelled(context);
      for (const item of items) {
        if (item.type === 'workload' && item.observation.scope !== undefined) scopes.add(item.observation.scope);
        await takeItem(item, observations, withGuestOs);
      }
    },
    issue(issue) {
      if (issues.length < MOST_ISSUES) issues.push(issue);
    },
  };
  return { sink, before, observations, issues, scopes };
}

/** Throws IST-2223. */
export async function refuseLive(db: Queryable, { id, name }: Pick<Source, 'id' | 'name'>): Promise<void> {
  if ((await readConnection(db, id)) !== undefined)
    throw failure('IST-2223', `"${name}" is a live source; what it says is not replaced by a file`);
}

/**
 * One transaction: what the sources say now replaces what they said before, the estate is made from all sources, and
 * each gets its receipt. Killed half-way, the estate is as it was. The outcome is of the first source's import, and names those
 * of the others.
 */
export function importSources(
  context: ServiceContext,
  reason: string,
  read: ReadSources,
  believe?: Believe,
): Promise<ImportOutcome> {
  return context.store.transaction(async (connection) => {
    context.progress(0, 'opening the estate');
    await lockEstate(connection);
    const opened = new Map<string, Promise<OpenSource>>();
    const open = async (source: Source): Promise<ItemSink> => {
      const known = opened.get(source.id) ?? openSource(context, connection, source);
      opened.set(source.id, known);
      return (await known).sink;
    };
    const reading = within(context, 0, READING_SHARE);
    const sources = await read(open, (fraction, phase) => reading.progress(fraction, phase));
    const changes: ObservationChanges[] = [];
    const replaced: ReplacedSource[] = [];
    for (const [id, opening] of opened) {
      const { observations, before } = await opening;
      const receipt = sources.find(({ source }) => source.id === id)?.receipt;
      const made = await observations.finish();
      if (receipt !== undefined) replaced.push({ before, changes: made, receipt });
      changes.push(made);
    }
    if (believe !== undefined) await believe(connection, replaced);

    const basis = await estateBasis(context, connection);
    const current = await readGeneration(connection);
    let nothingNew = current !== undefined;
    for (const { source, receipt } of sources) {
      const before = await latestImport<Receipt>(connection, source.id);
      nothingNew &&= before?.receipt.sha256 === receipt.sha256 && before.basis === basis;
      await saveSource(connection, { ...source, observedAt: receipt.observedAt }, context.clock());
    }
    const rebuilt = nothingNew
      ? undefined
      : await rebuildEstate(within(context, READING_SHARE, 0.98), connection, reason, { changes });
    const generation = rebuilt?.generation ?? current;
    if (generation === undefined) throw new TypeError('the first import makes a generation');
    const changed = rebuilt?.changed ?? false;
    const outcomes: ImportOutcome[] = [];
    const named: AlsoImported[] = [];
    for (const { source, receipt: ofFile } of sources) {
      const importId = newId('imp');
      const read = await opened.get(source.id);
      const found = [
        ...(await samePlatformIssues(connection, source, read?.scopes ?? new Set())),
        ...(rebuilt === undefined
          ? await earlierUnknownEnds(connection, source.id)
          : unknownEndIssues(rebuilt.unresolved.get(source.id) ?? 0)),
      ];
      const issues = [...found, ...(read?.issues ?? [])];
      const receipt = receiptWith(ofFile, found);
      await saveImport(connection, {
        id: importId,
        sourceId: source.id,
        generation: generation.number,
        changed,
        receipt,
        basis,
        actor: context.actor,
        createdAt: context.clock(),
      });
      await saveIssues(connection, importId, issues);
      named.push({ importId, source: source.name, counts: receipt.counts });
      outcomes.push({
        importId,
        source: source.name,
        generation,
        changed,
        receipt,
        issues: issues.slice(0, ISSUES_IN_ANSWER),
      });
    }
    context.progress(1, 'done');
    const [first] = outcomes;
    if (first === undefined) throw new TypeError('an import reads at least one source');
    return named.length === 1 ? first : { ...first, more: named.slice(1) };
  });
}

/** What the estate is made with, beside the observations. */
async function estateBasis(context: ServiceContext, connection: Queryable): Promise<string> {
  const [catalog, { digest }] = await Promise.all([context.catalog(), readClassification(connection)]);
  return digestOf({ catalog: catalog.version, classification: digest, fields: FIELDS_VERSION });
}
