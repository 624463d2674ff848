/** The one place where the state of a waiver changes: with its event and its audit record, in one transaction. */

import type { WaiverState } from '../core/policy/waivers/waiver.ts';
import type { Queryable } from '../store/store.ts';
import { addWaiverEvent, changeState } from '../store/waivers.ts';
import { recordAudit } from './audit.ts';
import type { ServiceContext } from './context.ts';

const ACTIONS: Readonly<Record<WaiverState, string>> = {
  requested: 'waiver.request',
  approved: 'waiver.approve',
  rejected: 'waiver.reject',
  withdrawn: 'waiver.withdraw',
  expired: 'waiver.expire',
  reopened: 'waiver.reopen',
};

export async function setState(
  context: ServiceContext,
  connection: Queryable,
  id: string,
  state: WaiverState,
  note: string,
): Promise<void> {
  const at = context.clock();
  const { actor } = context;
  await changeState(connection, id, { state, ...(state === 'approved' && { approved: { by: actor, at } }) });
  await addWaiverEvent(connection, id, { state, at, actor, note });
  await recordAudit(context, connection, {
    action: ACTIONS[state],
    object: { kind: 'waiver', id },
    detail: note === '' ? {} : { note },
  });
}
