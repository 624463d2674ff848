/** Ends an operation in the transaction that keeps what it made; who asked to cancel it before then is heard. */

import { failure } from '../core/errors/registry.ts';
import { endOperation } from '../store/durable-operations.ts';
import type { ClaimedOperation, DurableEnd } from '../store/durable-operations.ts';
import { readOperation } from '../store/operations.ts';
import type { Queryable } from '../store/store.ts';

/** Throws IST-7011 when another process has it, IST-7010 when it was cancelled: then the transaction must not be committed. */
export async function completeOperation(
  connection: Queryable,
  claim: Pick<ClaimedOperation, 'id' | 'lease'>,
  end: DurableEnd,
): Promise<void> {
  const held = await endOperation(connection, claim, end);
  if (!held) throw failure('IST-7011', 'another process has taken the operation over');
  // The row is locked by now: who asks later finds it ended, and is told so.
  const record = await readOperation(connection, claim.id);
  if (record?.cancelRequested === true) throw failure('IST-7010', 'the operation was cancelled');
}
