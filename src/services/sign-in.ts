/** One-time sign-in links and the sessions they give (O7). */

import { failure } from '../core/errors/registry.ts';
import type { Actor } from '../core/access/actor.ts';
import { isRole } from '../core/access/roles.ts';
import type { Role } from '../core/access/roles.ts';
import { addSession, addSignInLink, deleteSession, ensureUser, findSession, takeSignInLink } from '../store/access.ts';
import { recordAudit } from './audit.ts';
import { newId } from './context.ts';
import type { ServiceContext } from './context.ts';
import { newSecret, secretDigest } from './secret.ts';

const LINK_MINUTES = 15;
const SESSION_HOURS = 12;

export interface SignInLink {
  /** Goes into the part of the address after "#", which browsers send to nobody. */
  readonly secret: string;
  readonly expiresAt: Date;
}

export interface Session {
  readonly actor: Actor;
  readonly expiresAt: Date;
}

/** Makes a link for the local administrator, who is added when there is none yet. Only who can read the database can call this. */
export async function createSignInLink(
  context: ServiceContext,
  options: { readonly name?: string; readonly role?: Role } = {},
): Promise<SignInLink> {
  const now = context.clock();
  const secret = newSecret();
  const expiresAt = new Date(now.getTime() + LINK_MINUTES * 60_000);
  const wanted = { id: newId('usr'), name: options.name ?? 'admin', role: options.role ?? 'admin' };
  await context.store.transaction(async (connection) => {
    const user = await ensureUser(connection, wanted, now);
    await addSignInLink(connection, { secretDigest: secretDigest(secret), userId: user.id, createdAt: now, expiresAt });
    await recordAudit(context, connection, {
      action: 'session.link',
      object: { kind: 'user', id: user.id },
      detail: { role: user.role, expiresAt: expiresAt.toISOString() },
    });
  });
  return { secret, expiresAt };
}

/** Trades a link for a session; the link is used up in the same transaction. Throws IST-8003 without saying why. */
export function signIn(context: ServiceContext, linkSecret: string): Promise<Session & { readonly secret: string }> {
  const now = context.clock();
  return context.store.transaction(async (connection) => {
    const user = await takeSignInLink(connection, secretDigest(linkSecret), now);
    if (user === undefined) throw failure('IST-8003', 'the link is unknown, was used, or is too old');
    const secret = newSecret();
    const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000);
    await addSession(connection, { secretDigest: secretDigest(secret), userId: user.id, createdAt: now, expiresAt });
    await recordAudit({ ...context, actor: user.name }, connection, {
      action: 'session.sign-in',
      object: { kind: 'user', id: user.id },
    });
    return { secret, expiresAt, actor: actorOf(user.name, user.role) };
  });
}

/** The session behind a cookie; undefined when it ended. */
export async function readSession(context: ServiceContext, secret: string): Promise<Session | undefined> {
  const session = await findSession(context.store, secretDigest(secret), context.clock());
  return session && { actor: actorOf(session.name, session.role), expiresAt: session.expiresAt };
}

export function signOut(context: ServiceContext, secret: string): Promise<void> {
  return deleteSession(context.store, secretDigest(secret));
}

/** An actor with the role the database names; a role this release does not know grants nothing. */
export function actorOf(name: string, role: string): Actor {
  return { name, grants: isRole(role) ? [{ role }] : [] };
}
