/** The reads of a source, newest first. */

import { z } from 'zod';
import type { Problem } from '../api/common.ts';
import { readSyncs } from '../store/syncs.ts';
import type { SyncState } from '../store/syncs.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import type { HoldDecision } from './hold.ts';
import { findSource } from './sources.ts';
import type { SyncOutcome } from './sync-outcome.ts';

export interface SyncEntry {
  readonly id: string;
  readonly state: SyncState;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** Further reads right after it that found nothing new. */
  readonly repeats: number;
  readonly actor: string;
  readonly outcome: SyncOutcome | null;
  readonly problem: Problem | null;
  /** Who confirmed or rejected it, when it was held. */
  readonly decision: HoldDecision | null;
}

const positionSchema = z.object({ sourceId: z.string(), before: z.number().int() });

/** Throws IST-2222. */
export async function listSyncs(
  context: ServiceContext,
  idOrName: string,
  request: { readonly limit: number; readonly continue?: string },
): Promise<{ readonly items: readonly SyncEntry[]; readonly total: number; readonly continue?: string }> {
  const { id: sourceId } = await findSource(context, idOrName);
  const position = readContinuation(positionSchema.extend({ sourceId: z.literal(sourceId) }), request.continue);
  const page = await readSyncs<SyncOutcome>(context.store, sourceId, request.limit + 1, position?.before);
  const shown = page.items.slice(0, request.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ id, state, startedAt, finishedAt, repeats, actor, outcome, problem, decision }) => ({
      id,
      state,
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      repeats,
      actor,
      outcome,
      problem: problem as Problem | null,
      decision: decision as HoldDecision | null,
    })),
    total: page.total,
    ...(last !== undefined &&
      page.items.length > shown.length && { continue: writeContinuation({ sourceId, before: last.seq }) }),
  };
}
