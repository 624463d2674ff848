/** Sources with their newest receipts, and the data-quality findings of an import (D12). */

import { z } from 'zod';
import { failure } from '../core/errors/registry.ts';
import type { Source } from '../core/model/estate.ts';
import type { ImportIssue, Receipt } from '../providers/provider.ts';
import { countObservations, latestImport, readIssues, readSources } from '../store/sources.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';

export interface SourceWithReceipt extends Source {
  /** Observations the source gave. */
  readonly workloads: number;
  readonly receipt: Receipt | null;
  readonly importId: string | null;
}

/** By name. */
export async function listSources(context: ServiceContext): Promise<readonly SourceWithReceipt[]> {
  const [sources, counts] = await Promise.all([readSources(context.store), countObservations(context.store)]);
  return Promise.all(
    [...sources.values()].map(async (source) => {
      const newest = await latestImport<Receipt>(context.store, source.id);
      return {
        ...source,
        workloads: counts.get(source.id) ?? 0,
        receipt: newest?.receipt ?? null,
        importId: newest?.id ?? null,
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
