/**
 * Erases a person's name (GDPR art. 17) without breaking the audit log: records know a person by a salted digest, and
 * name and salt are deleted. docs/decisions/0014-audit-chain.md says what is reached and what is not.
 */

import { pseudonymOf } from '../core/access/pseudonym.ts';
import { failure } from '../core/errors/registry.ts';
import { ERASE_ACTOR } from '../core/evidence/erasures.ts';
import { sameWho } from '../core/policy/waivers/four-eyes.ts';
import { actorRef, detailsWith, removeActor, replaceName } from '../store/audit-removal.ts';
import { chainNow, lockHead } from '../store/audit.ts';
import { askerOf, erasedBehind } from './asker.ts';
import { recordAudit } from './audit.ts';
import { redactIn } from './audit-remove.ts';
import type { ServiceContext } from './context.ts';

export interface ErasedActor {
  /** What records call the person by from now on; nobody can tell whom it means. */
  readonly ref: string;
  /** What stands where the name stood in other tables. */
  readonly pseudonym: string;
  /** Rows that were changed, by table and column. */
  readonly replaced: Readonly<Record<string, number>>;
  /** Records whose detail named the person as a whole value, and was removed. */
  readonly redacted: readonly number[];
  /** Records whose detail has the name inside a longer text: for a person to read, and to redact. */
  readonly mentioned: readonly number[];
}

/** Not people: the product's own. */
const OWN = new Set(['local', 'server', 'anonymous']);

/** Throws IST-6106 when no record is of that actor, IST-6107 for the product's own and for who asks. */
export function eraseActor(context: ServiceContext, name: string, reason: string): Promise<ErasedActor> {
  if (OWN.has(name)) throw failure('IST-6107', `"${name}" is no person`);
  return context.store.transaction(async (db) => {
    const eraser = await askerOf(db, context.actor);
    // A token that the person made is the person; one whose makers were erased may be.
    if (sameWho({ actor: name, tokenMakers: [] }, eraser) !== undefined || erasedBehind(eraser) !== undefined)
      throw failure('IST-6107', 'nobody erases who asks for it: let another administrator do it');
    await lockHead(db);
    const ref = await actorRef(db, name);
    if (ref === undefined) throw failure('IST-6106', `no record is of an actor called "${name}"`);
    const pseudonym = pseudonymOf(ref);
    await recordAudit(context, db, { action: ERASE_ACTOR, object: { kind: 'actor', id: ref }, detail: { reason } });
    await chainNow(db);
    await removeActor(db, ref);
    const replaced = await replaceName(db, name, pseudonym);
    const redacted = await detailsWith(db, JSON.stringify(name));
    for (const seq of redacted) await redactIn(context, db, { first: seq, last: seq, reason: 'names an erased actor' });
    const mentioned = await detailsWith(db, JSON.stringify(name).slice(1, -1));
    return { ref, pseudonym, replaced, redacted, mentioned };
  });
}
