/** The newest placement, its assignments, and why one workload is where it is. */

import { z } from 'zod';
import type { AssignmentDocument, PlacementSummaryDocument } from '../api/placements.ts';
import { failure } from '../core/errors/registry.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { getWorkload } from './get-workload.ts';
import { listResultRows, requireResult, resultRow } from './results.ts';

/** Throws IST-2108 when there is none. */
export async function latestPlacement(context: ServiceContext): Promise<PlacementSummaryDocument> {
  const record = await requireResult(context, 'place');
  const summary = record.summary as PlacementSummaryDocument;
  return { ...summary, id: record.id, createdAt: record.createdAt.toISOString() };
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

/** Throws IST-2108 without a placement, IST-2105 for a continuation of another one. */
export async function listAssignments(
  context: ServiceContext,
  query: AssignmentQuery,
): Promise<{ items: AssignmentDocument[]; total: number; continue?: string }> {
  const record = await requireResult(context, 'place');
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
export async function workloadPlacement(context: ServiceContext, idOrName: string): Promise<AssignmentDocument> {
  const { id } = await getWorkload(context, idOrName);
  const record = await requireResult(context, 'place');
  const found = await resultRow<AssignmentDocument>(context, record.id, id);
  if (found !== undefined) return found;
  throw failure('IST-2108', `the newest placement does not know ${id}`, {
    hint: 'Templates and placeholders are not placed. For anything else run: isthmus place',
  });
}
