/** API tokens: for programs and the command line against a server (O7). */

import type { Actor } from '../core/access/actor.ts';
import { can } from '../core/access/can.ts';
import { isRole, ROLE_ACTIONS } from '../core/access/roles.ts';
import { failure } from '../core/errors/registry.ts';
import { addToken, findToken, listTokens, revokeToken } from '../store/access.ts';
import type { StoredToken } from '../store/access.ts';
import { recordAudit } from './audit.ts';
import { newId } from './context.ts';
import type { ServiceContext } from './context.ts';
import { newSecret, secretDigest } from './secret.ts';
import { actorOf } from './sign-in.ts';

export const TOKEN_PREFIX = 'ist_';
/** Enough of a token to recognise it in a list, too little to guess the rest. */
const SHOWN = TOKEN_PREFIX.length + 6;

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly role: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

const shown = (token: StoredToken): ApiToken => ({
  id: token.id,
  name: token.name,
  prefix: token.prefix,
  role: token.role,
  createdAt: token.createdAt.toISOString(),
  expiresAt: token.expiresAt?.toISOString() ?? null,
  lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
});

/**
 * Makes a token and gives its secret, once. A token cannot do more than who makes it.
 * Throws IST-8011 for an unknown role, IST-8002 for one beyond the maker's own rights.
 */
export async function createToken(
  context: ServiceContext,
  maker: Actor,
  request: { readonly name: string; readonly role: string; readonly days: number },
): Promise<ApiToken & { readonly secret: string }> {
  const { name, role, days } = request;
  if (!isRole(role)) throw failure('IST-8011', `there is no role "${role}"`);
  const beyond = ROLE_ACTIONS[role].filter((action) => !can(maker, action));
  if (beyond.length > 0) throw failure('IST-8002', `a token for ${role} may ${beyond.join(', ')}, which you may not`);
  const createdAt = context.clock();
  const secret = newSecret(TOKEN_PREFIX);
  const token = {
    id: newId('tok'),
    name,
    prefix: secret.slice(0, SHOWN),
    role,
    actor: context.actor,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + days * 86_400_000),
  };
  await context.store.transaction(async (connection) => {
    await addToken(connection, { ...token, secretDigest: secretDigest(secret) });
    await recordAudit(context, connection, {
      action: 'token.create',
      object: { kind: 'api-token', id: token.id },
      detail: { name, role, expiresAt: token.expiresAt.toISOString() },
    });
  });
  return { ...shown({ ...token, lastUsedAt: null }), secret };
}

export async function readTokens(context: ServiceContext): Promise<ApiToken[]> {
  return (await listTokens(context.store)).map(shown);
}

/** Throws IST-8012 when there is no such token. */
export async function deleteToken(context: ServiceContext, id: string): Promise<void> {
  await context.store.transaction(async (connection) => {
    if (!(await revokeToken(connection, id, context.clock()))) throw failure('IST-8012', `there is no token "${id}"`);
    await recordAudit(context, connection, { action: 'token.revoke', object: { kind: 'api-token', id } });
  });
}

/** Who a token speaks for; undefined when it is unknown, revoked or past its time. */
export async function readToken(
  context: ServiceContext,
  secret: string,
): Promise<{ readonly actor: Actor; readonly expiresAt: Date | null } | undefined> {
  if (!secret.startsWith(TOKEN_PREFIX)) return undefined;
  const token = await findToken(context.store, secretDigest(secret), context.clock());
  return token && { actor: actorOf(`token:${token.name}`, token.role), expiresAt: token.expiresAt };
}
