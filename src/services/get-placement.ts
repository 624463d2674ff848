/** Placements, their assignments, and why one workload is where it is. */

import { z } from 'zod';
import type { AssignmentDocument, PlacementSummaryDocument } from '../api/placements.ts';
import { failure } from '../core/errors/registry.ts';
import { pageResults } from '../store/results.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { explainInThread } from './explain-thread.ts';
import { findPlacement, PLACEMENT_KINDS } from './find-placement.ts';
import { describedNow, inForceNow } from './placement-staleness.ts';
import { getWorkload } from './get-workload.ts';
import { listResultRows, resultRow } from './results.ts';

/** Throws IST-2108 when there is none, IST-5006 when none is called so. */
export async function getPlacement(context: ServiceContext, name?: string): Promise<PlacementSummaryDocument> {
  return describedNow(await findPlacement(context, name), await inForceNow(context));
}

export interface PlacementQuery {
  readonly kind?: PlacementSummaryDocument['kind'];
  readonly limit: number;
  readonly continue?: string;
}

const listPosition = z.object({ before: z.number().int(), kind: z.string() });

/** Newest first. Throws IST-2105 for a continuation of another list. */
export async function listPlacements(
  context: ServiceContext,
  query: PlacementQuery,
): Promise<{ items: PlacementSummaryDocument[]; total: number; continue?: string }> {
  const kind = query.kind ?? 'any';
  const position = readContinuation(listPosition.extend({ kind: z.literal(kind) }), query.continue);
  const page = await pageResults(context.store, query.kind === undefined ? PLACEMENT_KINDS : [query.kind], {
    ...(position !== undefined && { before: position.before }),
    limit: query.limit,
  });
  const last = page.items.at(-1);
  const now = await inForceNow(context);
  return {
    items: page.items.map((record) => describedNow(record, now)),
    total: page.total,
    ...(last !== undefined &&
      page.items.length === query.limit && { continue: writeContinuation({ before: last.seq, kind }) }),
  };
}

export interface AssignmentQuery {
  readonly site?: string;
  readonly from?: string;
  readonly moves?: boolean;
  readonly unplaced?: boolean;
  readonly limit: number;
  readonly continue?: string;
}

const positionSchema = z.object({ resultId: z.string(), after: z.number().int() });

/** Throws IST-2108 or IST-5006 without the placement, IST-2105 for a continuation of another one. */
export async function listAssignments(
  context: ServiceContext,
  placement: string,
  query: AssignmentQuery,
): Promise<{ items: AssignmentDocument[]; total: number; continue?: string }> {
  const record = await findPlacement(context, placement);
  const position = readContinuation(positionSchema.extend({ resultId: z.literal(record.id) }), query.continue);
  const wanted = { to: query.site, from: query.from, moves: query.moves, unplaced: query.unplaced };
  const where = Object.fromEntries(
    Object.entries(wanted).filter((entry): entry is [string, string | boolean] => entry[1] !== undefined),
  );
  const page = await listResultRows(context, record.id, {
    where,
    ...(position === undefined ? {} : { after: position.after }),
    limit: query.limit,
  });
  const last = page.items.at(-1);
  return {
    items: page.items.map(({ doc }) => doc as AssignmentDocument),
    total: page.total,
    ...(last !== undefined &&
      page.items.length === query.limit && { continue: writeContinuation({ resultId: record.id, after: last.seq }) }),
  };
}

/** Throws IST-2103 for an unknown workload, IST-2108 when it was not placed. */
export async function workloadPlacement(
  context: ServiceContext,
  idOrName: string,
  { placement, full = false }: { readonly placement?: string | undefined; readonly full?: boolean } = {},
): Promise<AssignmentDocument> {
  const { id } = await getWorkload(context, idOrName);
  const record = await findPlacement(context, placement);
  // What a drill did to its problem is not kept.
  if (full && record.kind !== 'drill') {
    return explainInThread(context, { placementId: record.id, workloadId: id });
  }
  const found = await resultRow<AssignmentDocument>(context, record.id, id);
  if (found !== undefined) return found;
  throw failure('IST-2108', `placement ${record.id} does not know ${id}`, {
    hint: 'Templates and placeholders are not placed. For anything else run: isthmus place',
  });
}
