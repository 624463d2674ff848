/** Old generations go by and by, so that sources read every minute do not fill the database (D9). */

import type { Retention } from '../core/model/retention.ts';
import type { ServiceContext } from './context.ts';
import { lockEstate } from './rebuild-estate.ts';
import { pruneNow } from './retention.ts';
import type { Pruned } from './retention.ts';

/**
 * Thins out generations that reading by the clock made: all for some hours, then one an hour, a day, a month. Those that
 * people made by importing or deciding stay, and so do those that a result was made from. Every sync does this, too.
 *
 * @param keep instead of what is set, or of the standard.
 */
export function pruneGenerations(context: ServiceContext, keep: Partial<Retention> = {}): Promise<Pruned> {
  return context.store.transaction(async (connection) => {
    await lockEstate(connection);
    return pruneNow(connection, context.clock(), keep);
  });
}
