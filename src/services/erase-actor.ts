/**
 * Erases a person's name (GDPR art. 17) without breaking the audit log: records know a person by a salted digest, and
 * name and salt are deleted. docs/decisions/0014-audit-chain.md says what is reached and what is not.
 */

import { randomBytes } from 'node:crypto';
import { nameIn, namesOf, pseudonymOf, withoutNames } from '../core/access/pseudonym.ts';
import { failure } from '../core/errors/registry.ts';
import { ERASE_ACTOR } from '../core/evidence/erasures.ts';
import { sameWho } from '../core/policy/waivers/four-eyes.ts';
import { hexDigest } from '../core/evidence/audit-record.ts';
import {
  actorRef,
  detailsWith,
  isActor,
  openOperationsOf,
  removeActor,
  replaceElsewhere,
  replaceName,
  rewriteTexts,
} from '../store/audit-removal.ts';
import { chainNow, lockHead } from '../store/audit.ts';
import { askerOf, erasedBehind } from './asker.ts';
import type { Queryable } from '../store/store.ts';
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

/**
 * Throws IST-6106 when nothing is of that actor, IST-6107 for the product's own, for who asks, for a reason that has the
 * name in it, and while work of that actor goes on.
 */
export async function eraseActor(context: ServiceContext, name: string, reason: string): Promise<ErasedActor> {
  if (OWN.has(name)) throw failure('IST-6107', `"${name}" is no person`);
  if (nameIn(reason, namesOf(name)) !== undefined)
    throw failure('IST-6107', 'the reason has the name in it, and stays for ever: say why without naming the person');
  return context.store.transaction(async (db) => {
    await requireSomebodyElse(context, db, name);
    await lockHead(db);
    const open = await openOperationsOf(db, name);
    if (open.length > 0)
      throw failure(
        'IST-6107',
        `work goes on that would bring the name back: wait for its end, or cancel ${open.join(', ')}`,
      );
    const known = await actorRef(db, name);
    // Somebody who never did anything, but is named: nobody can tell the name from a digest of chance.
    const ref = known ?? hexDigest(randomBytes(32).toString('hex'));
    const pseudonym = pseudonymOf(ref);
    await recordAudit(context, db, { action: ERASE_ACTOR, object: { kind: 'actor', id: ref }, detail: { reason } });
    await chainNow(db);
    if (known !== undefined) await removeActor(db, ref);
    const columns = await replaceName(db, name, pseudonym);
    if (known === undefined && Object.keys(columns).length === 0)
      throw failure('IST-6106', `no record is of an actor called "${name}", and nothing is owned by one`);
    const names = await namesToErase(db, name);
    const texts = await replaceInTexts(db, names, pseudonym);
    return { ref, pseudonym, replaced: { ...columns, ...texts }, ...(await inDetails(context, db, names)) };
  });
}

/** A token that the person made is the person; one whose makers were erased may be. */
async function requireSomebodyElse(context: ServiceContext, db: Queryable, name: string): Promise<void> {
  const eraser = await askerOf(db, context.actor);
  if (sameWho({ actor: name, tokenMakers: [] }, eraser) !== undefined || erasedBehind(eraser) !== undefined)
    throw failure('IST-6107', 'nobody erases who asks for it: let another administrator do it');
}

/** A token's name without "token:" too, unless that is somebody else's. */
async function namesToErase(db: Queryable, name: string): Promise<readonly string[]> {
  const [whole = name, bare] = namesOf(name);
  return bare === undefined || OWN.has(bare) || (await isActor(db, bare)) ? [whole] : [whole, bare];
}

async function replaceInTexts(
  db: Queryable,
  names: readonly string[],
  pseudonym: string,
): Promise<Readonly<Record<string, number>>> {
  const changed: Record<string, number>[] = [];
  for (const name of names) {
    changed.push(await replaceElsewhere(db, name, pseudonym));
    changed.push({ ...(await rewriteTexts(db, name, (text) => withoutNames(text, [name], pseudonym))) });
  }
  return Object.assign({}, ...changed) as Record<string, number>;
}

async function inDetails(
  context: ServiceContext,
  db: Queryable,
  names: readonly string[],
): Promise<Pick<ErasedActor, 'redacted' | 'mentioned'>> {
  const those = async (form: (name: string) => string): Promise<readonly number[]> => {
    const found = new Set<number>();
    for (const name of names) for (const seq of await detailsWith(db, form(name))) found.add(seq);
    return [...found].toSorted((a, b) => a - b);
  };
  const redacted = await those((name) => JSON.stringify(name));
  for (const seq of redacted) await redactIn(context, db, { first: seq, last: seq, reason: 'names an erased actor' });
  return { redacted, mentioned: await those((name) => JSON.stringify(name).slice(1, -1)) };
}
