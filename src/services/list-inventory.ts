/** The estate's other nouns: hosts, clusters, networks, datastores, applications, dependencies. */

import { z } from 'zod';
import { pageEntities } from '../store/estate.ts';
import type { Entities, EntityTable } from '../store/estate.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { requireGeneration } from './generations.ts';

const positionSchema = z.object({ generation: z.number().int(), kind: z.string(), name: z.string(), id: z.string() });

export interface InventoryPage<T> {
  readonly generation: number;
  readonly items: readonly T[];
  readonly total: number;
  readonly continue?: string;
}

/** In the order of names. Throws IST-2101, IST-2102, IST-2105. */
export async function listInventory<K extends EntityTable>(
  context: ServiceContext,
  kind: K,
  request: { readonly limit: number; readonly continue?: string; readonly generation?: number },
): Promise<InventoryPage<Entities[K]>> {
  const position = readContinuation(positionSchema.extend({ kind: z.literal(kind) }), request.continue);
  const { number: generation } = await requireGeneration(context, position?.generation ?? request.generation);
  const page = await pageEntities(context.store, generation, kind, {
    limit: request.limit,
    ...(position !== undefined && { after: { name: position.name, id: position.id } }),
  });
  return {
    generation,
    items: page.items,
    total: page.total,
    ...(page.items.length === request.limit &&
      page.last !== undefined && { continue: writeContinuation({ generation, kind, ...page.last }) }),
  };
}
