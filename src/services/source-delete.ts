/** Takes a source out of the estate, with all it said. */

import type { GenerationInfo } from '../core/model/estate.ts';
import { changeObservations } from '../store/observation-changes.ts';
import { removeSource } from '../store/sources.ts';
import type { Queryable } from '../store/store.ts';
import type { ServiceContext } from './context.ts';
import { lockEstate, rebuildEstate } from './rebuild-estate.ts';
import { findSource } from './sources.ts';
import { onceMoreOnDeadlock } from './sync-deadlock.ts';

export interface DeletedSource {
  readonly sourceId: string;
  readonly name: string;
  /** Machines it had listed. Those that other sources list too are still there. */
  readonly workloads: number;
  readonly generation: GenerationInfo;
  readonly changed: boolean;
}

/**
 * One transaction. Former generations keep what it said; its receipts are kept as evidence and shown no more; its
 * secrets and its history of syncs go. A read that runs meanwhile finds its source gone and ends. Throws IST-2222.
 */
export async function deleteSource(context: ServiceContext, idOrName: string): Promise<DeletedSource> {
  const { id, name } = await findSource(context, idOrName);
  const remove = async (connection: Queryable): Promise<DeletedSource> => {
    await lockEstate(connection);
    const nothing = await changeObservations(connection, id, { keepOnly: true });
    const { counts } = await nothing.finish();
    const { generation, changed } = await rebuildEstate(context, connection, `source ${name} deleted`);
    await removeSource(connection, id, context.clock());
    return { sourceId: id, name, workloads: counts.removed, generation, changed };
  };
  return onceMoreOnDeadlock(() => context.store.transaction(remove));
}
