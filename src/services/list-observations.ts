/** Everything the sources said, as it came: what an estate file is made of (D11). */

import { z } from 'zod';
import { failure } from '../core/errors/registry.ts';
import { BEGINNING, readObservedPage } from '../store/observed-page.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { requireGeneration } from './generations.ts';

const positionSchema = z.object({
  generation: z.number().int(),
  part: z.enum(['inventory', 'workload']),
  sourceId: z.string(),
  seq: z.number().int(),
});

export interface ObservedItem {
  readonly type: string;
  readonly [noun: string]: unknown;
}

/** Throws IST-2101 for an empty estate, IST-2105 when the estate changed between two pages. */
export async function listObservations(
  context: ServiceContext,
  request: { readonly limit: number; readonly continue?: string },
): Promise<{ readonly generation: number; readonly items: readonly ObservedItem[]; readonly continue?: string }> {
  const { number: generation } = await requireGeneration(context);
  const position = readContinuation(positionSchema, request.continue);
  if (position !== undefined && position.generation !== generation)
    throw failure(
      'IST-2105',
      `the estate changed while it was listed: gen/${position.generation}, now gen/${generation}`,
    );
  const rows = await readObservedPage(context.store, position ?? BEGINNING, request.limit);
  const last = rows.at(-1);
  return {
    generation,
    items: rows.map(({ kind, doc }) => ({ type: kind, [kind === 'workload' ? 'observation' : kind]: doc })),
    ...(rows.length === request.limit &&
      last !== undefined && { continue: writeContinuation({ generation, ...last.position }) }),
  };
}
