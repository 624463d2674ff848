/** Thins out generations inside a transaction that holds the estate lock. */

import { generationsToDrop, STANDARD_RETENTION } from '../core/model/retention.ts';
import type { Retention } from '../core/model/retention.ts';
import { readGenerations } from '../store/generations.ts';
import { dropGenerations, unreferenced } from '../store/prune.ts';
import { readRetention } from '../store/retention.ts';
import type { Queryable } from '../store/store.ts';

export interface Pruned {
  /** Generations that went, by number. */
  readonly dropped: readonly number[];
  readonly left: number;
}

/**
 * @param keep instead of what is set, or of the standard.
 * @param least fewer than this are left for the next time.
 */
export async function pruneNow(
  connection: Queryable,
  now: Date,
  keep: Partial<Retention> = {},
  least = 1,
): Promise<Pruned> {
  const generations = await readGenerations(connection);
  const retention = { ...STANDARD_RETENTION, ...(await readRetention(connection)), ...keep };
  const old = generationsToDrop(generations, now, retention);
  const dropped = old.length < least ? [] : await unreferenced(connection, old);
  if (dropped.length > 0) await dropGenerations(connection, dropped);
  return { dropped, left: generations.length - dropped.length };
}
