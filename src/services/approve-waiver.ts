/** Approves, rejects and withdraws waivers (S6). Who approves is another person than who asked. */

import { failure } from '../core/errors/registry.ts';
import { sameWho } from '../core/policy/waivers/four-eyes.ts';
import type { WaiverState } from '../core/policy/waivers/waiver.ts';
import { lockWaiver, readWaivers } from '../store/waivers.ts';
import type { StoredWaiver } from '../store/waivers.ts';
import type { Queryable } from '../store/store.ts';
import { askerOf, erasedBehind } from './asker.ts';
import type { ServiceContext } from './context.ts';
import { today } from './decide.ts';
import { setState } from './waiver-states.ts';
import { stateOn } from './waivers.ts';

/**
 * `digest`: of the waiver that was looked at. What an id stands for never changes; who asked can ask for something else
 * under the same name, so a name is approved only with the digest.
 * Throws IST-4050 for an unknown waiver, IST-4053 when whoever asked approves, IST-4054 when it does not wait for
 * approval or its time is over, IST-4058 for another than the one that was looked at.
 */
export function approveWaiver(
  context: ServiceContext,
  id: string,
  note: string,
  digest?: string,
): Promise<StoredWaiver> {
  return deciding(context, id, ['requested'], 'approved', note, async (connection, waiver) => {
    if (digest === undefined && id !== waiver.id)
      throw failure('IST-4058', `"${id}" is ${waiver.id} at the moment, of ${waiver.digest}: approve it by its id`);
    if (digest !== undefined && digest !== waiver.digest)
      throw failure('IST-4058', `"${id}" is ${waiver.id} with digest ${waiver.digest}, not ${digest}`);
    const [requester, approver] = [
      await askerOf(connection, waiver.requestedBy),
      await askerOf(connection, context.actor),
    ];
    const same = sameWho(requester, approver);
    if (same !== undefined) {
      throw failure(
        'IST-4053',
        context.actor === 'local'
          ? `${same}; on this installation nobody else can approve: everything done on the data folder is done by local`
          : same,
      );
    }
    const erased = [requester, approver].find((who) => erasedBehind(who) !== undefined);
    if (erased !== undefined) {
      const what = erased === requester ? `who asked for it (${requester.actor})` : `who approves (${approver.actor})`;
      throw failure('IST-4053', `${what} goes back to an erased name: nobody can tell whether it is another person`);
    }
    // One that is replaced counts until the new one does.
    const older =
      waiver.name === null ? [] : await readWaivers(connection, { states: ['approved'], names: [waiver.name] });
    for (const each of older) await setState(context, connection, each.id, 'withdrawn', `replaced by ${waiver.id}`);
  });
}

/** Throws IST-4050, IST-4054. Anyone who may approve may reject, their own request too. */
export function rejectWaiver(context: ServiceContext, id: string, note: string): Promise<StoredWaiver> {
  return deciding(context, id, ['requested'], 'rejected', note);
}

/** Ends a request, or a waiver that is in force: what it covered is open from the next check on. Throws IST-4050, IST-4054. */
export function withdrawWaiver(context: ServiceContext, id: string, note: string): Promise<StoredWaiver> {
  return deciding(context, id, ['requested', 'approved', 'reopened'], 'withdrawn', note);
}

async function deciding(
  context: ServiceContext,
  idOrName: string,
  from: readonly WaiverState[],
  to: WaiverState,
  note: string,
  before?: (connection: Queryable, waiver: StoredWaiver) => Promise<void>,
): Promise<StoredWaiver> {
  return context.store.transaction(async (connection) => {
    const id = await idOf(connection, idOrName, from);
    const waiver = await lockWaiver(connection, id);
    if (waiver === undefined) throw failure('IST-4050', `there is no waiver "${idOrName}"`);
    const state = stateOn(waiver, today(context));
    if (!from.includes(state)) {
      const why = state === 'expired' ? `it ended on ${waiver.expiresOn}` : `it is ${state}`;
      throw failure('IST-4054', `waiver ${id} cannot be ${to}: ${why}`);
    }
    await before?.(connection, waiver);
    await setState(context, connection, id, to, note);
    const [after] = await readWaivers(connection, { ids: [id] });
    return after ?? waiver;
  });
}

/** Of waivers with one name the one that this can be done to, or else the newest. */
async function idOf(connection: Queryable, idOrName: string, from: readonly WaiverState[]): Promise<string> {
  const named = await readWaivers(connection, { names: [idOrName] });
  return (named.find(({ state }) => from.includes(state)) ?? named[0])?.id ?? idOrName;
}
