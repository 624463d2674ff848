/** Sources with their newest receipts and how they are doing, and the data-quality findings of an import (D12, U7). */

import { z } from 'zod';
import { failure } from '../core/errors/registry.ts';
import type { Source } from '../core/model/estate.ts';
import type { ImportIssue, Receipt } from '../providers/provider.ts';
import { readConnections } from '../store/connections.ts';
import { readAllHeld } from '../store/holds.ts';
import { readAllSecrets } from '../store/secrets.ts';
import { countObservations, findSources, latestImport, readIssues, readSources } from '../store/sources.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { fileState, liveState, liveStatus } from './source-state.ts';
import type { HeldSummary, LiveStatus, SourceState } from './source-state.ts';

export interface SourceWithReceipt extends Source {
  /** Observations the source gave. */
  readonly workloads: number;
  readonly receipt: Receipt | null;
  readonly importId: string | null;
  readonly state: SourceState;
  /** How old what it says is; null: it has said nothing yet. */
  readonly ageSeconds: number | null;
  /** Null: a file. */
  readonly live: LiveStatus | null;
}

/** By name. */
export async function listSources(context: ServiceContext): Promise<readonly SourceWithReceipt[]> {
  const sources = await readSources(context.store);
  return describeSources(context, [...sources.values()]);
}

/** Throws IST-2222 when there is none, or several of that name. */
export async function getSource(context: ServiceContext, idOrName: string): Promise<SourceWithReceipt> {
  const [described] = await describeSources(context, [await findSource(context, idOrName)]);
  if (described === undefined) throw new TypeError('one source was asked for');
  return described;
}

/** By id, else by name. Throws IST-2222 when there is none, or several of that name. */
export async function findSource(context: ServiceContext, idOrName: string): Promise<Source> {
  const found = await findSources(context.store, idOrName);
  const [source] = found;
  if (source === undefined) throw failure('IST-2222', `there is no source "${idOrName}"`);
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(', ');
    throw failure('IST-2222', `several sources are named "${idOrName}": ${ids}`, {
      hint: 'Use the id of one of them.',
    });
  }
  return source;
}

async function describeSources(
  context: ServiceContext,
  sources: readonly Source[],
): Promise<readonly SourceWithReceipt[]> {
  const { store } = context;
  const [counts, connections, secrets, held] = await Promise.all([
    countObservations(store),
    readConnections(store),
    readAllSecrets(store),
    readAllHeld<Omit<HeldSummary, 'syncId' | 'heldAt'>>(store),
  ]);
  return Promise.all(
    sources.map(async (source): Promise<SourceWithReceipt> => {
      const newest = await latestImport<Receipt>(store, source.id);
      const connection = connections.get(source.id);
      const hold = held.get(source.id);
      const summary =
        hold === undefined ? null : { ...hold.summary, syncId: hold.syncId, heldAt: hold.heldAt.toISOString() };
      const live = connection === undefined ? null : liveStatus(connection, secrets.get(source.id) ?? [], summary);
      const fileAge = Math.max(0, (context.clock().getTime() - Date.parse(source.observedAt)) / 1000);
      return {
        ...source,
        workloads: counts.get(source.id) ?? 0,
        receipt: newest?.receipt ?? null,
        importId: newest?.id ?? null,
        state: live === null ? fileState(fileAge) : liveState(live),
        ageSeconds: live === null ? fileAge : live.ageSeconds,
        live,
      };
    }),
  );
}

const positionSchema = z.object({ importId: z.string(), after: z.number().int() });

/** Throws IST-2106 when there is no such import. */
export async function listImportIssues(
  context: ServiceContext,
  importId: string,
  request: { readonly limit: number; readonly continue?: string },
): Promise<{ readonly items: readonly ImportIssue[]; readonly total: number; readonly continue?: string }> {
  const position = readContinuation(positionSchema.extend({ importId: z.literal(importId) }), request.continue);
  const page = await readIssues<ImportIssue>(context.store, importId, position?.after ?? 0, request.limit);
  if (!page.known) throw failure('IST-2106', `there is no import ${importId}`);
  const last = page.items.at(-1);
  return {
    items: page.items.map(({ issue }) => issue),
    total: page.total,
    ...(last !== undefined && last.seq < page.total && { continue: writeContinuation({ importId, after: last.seq }) }),
  };
}
