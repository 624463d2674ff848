/** Users, sign-in links, sessions and API tokens. Only digests of secrets come here. */

import type { Queryable } from './store.ts';

export interface StoredUser {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

export interface StoredSession extends StoredUser {
  readonly expiresAt: Date;
}

export interface StoredToken {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly role: string;
  readonly actor: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** Adds the user unless there is one of that name, whose role stays as it is. */
export async function ensureUser(db: Queryable, user: StoredUser, now: Date): Promise<StoredUser> {
  const { rows } = await db.query<StoredUser>(
    `insert into users (id, name, role, created_at) values ($1, $2, $3, $4)
     on conflict (name) do update set name = excluded.name returning id, name, role`,
    [user.id, user.name, user.role, now],
  );
  if (rows[0] === undefined) throw new Error('the user was neither added nor found');
  return rows[0];
}

export async function addSignInLink(
  db: Queryable,
  link: { readonly secretDigest: string; readonly userId: string; readonly createdAt: Date; readonly expiresAt: Date },
): Promise<void> {
  await db.query('insert into sign_in_links (secret_digest, user_id, created_at, expires_at) values ($1, $2, $3, $4)', [
    link.secretDigest,
    link.userId,
    link.createdAt,
    link.expiresAt,
  ]);
}

/** Uses the link up and gives its user; undefined when it is unknown, used, too old, or its user was disabled. */
export async function takeSignInLink(db: Queryable, secretDigest: string, now: Date): Promise<StoredUser | undefined> {
  const { rows } = await db.query<StoredUser>(
    `update sign_in_links set used_at = $2 from users
     where secret_digest = $1 and used_at is null and expires_at > $2
       and users.id = sign_in_links.user_id and users.disabled_at is null
     returning users.id, users.name, users.role`,
    [secretDigest, now],
  );
  return rows[0];
}

/** Adds a session and drops links and sessions that are past their time. */
export async function addSession(
  db: Queryable,
  session: {
    readonly secretDigest: string;
    readonly userId: string;
    readonly createdAt: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await db.query('delete from sessions where expires_at <= $1', [session.createdAt]);
  await db.query('delete from sign_in_links where expires_at <= $1', [session.createdAt]);
  await db.query('insert into sessions (secret_digest, user_id, created_at, expires_at) values ($1, $2, $3, $4)', [
    session.secretDigest,
    session.userId,
    session.createdAt,
    session.expiresAt,
  ]);
}

export async function findSession(db: Queryable, secretDigest: string, now: Date): Promise<StoredSession | undefined> {
  const { rows } = await db.query<StoredSession>(
    `select users.id, users.name, users.role, sessions.expires_at as "expiresAt"
     from sessions join users on users.id = sessions.user_id
     where secret_digest = $1 and expires_at > $2 and users.disabled_at is null`,
    [secretDigest, now],
  );
  return rows[0];
}

export async function deleteSession(db: Queryable, secretDigest: string): Promise<void> {
  await db.query('delete from sessions where secret_digest = $1', [secretDigest]);
}

const TOKEN_COLUMNS =
  'id, name, prefix, role, actor, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"';

export async function addToken(
  db: Queryable,
  token: Omit<StoredToken, 'lastUsedAt'> & { readonly secretDigest: string },
): Promise<void> {
  await db.query(
    `insert into api_tokens (id, name, prefix, secret_digest, role, actor, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [token.id, token.name, token.prefix, token.secretDigest, token.role, token.actor, token.createdAt, token.expiresAt],
  );
}

/** Tokens that were not revoked, newest first. */
export async function listTokens(db: Queryable): Promise<readonly StoredToken[]> {
  const { rows } = await db.query<StoredToken>(
    `select ${TOKEN_COLUMNS} from api_tokens where revoked_at is null order by created_at desc, id`,
  );
  return rows;
}

/** The token that may be used now. Its last use is noted, at most once a minute. */
export async function findToken(db: Queryable, secretDigest: string, now: Date): Promise<StoredToken | undefined> {
  const { rows } = await db.query<StoredToken>(
    `select ${TOKEN_COLUMNS} from api_tokens
     where secret_digest = $1 and revoked_at is null and (expires_at is null or expires_at > $2)`,
    [secretDigest, now],
  );
  const token = rows[0];
  const minuteAgo = new Date(now.getTime() - 60_000);
  if (token !== undefined && (token.lastUsedAt === null || token.lastUsedAt < minuteAgo)) {
    await db.query('update api_tokens set last_used_at = $2 where id = $1', [token.id, now]);
  }
  return token;
}

/** False when there is no such token or it was revoked before. */
export async function revokeToken(db: Queryable, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query('update api_tokens set revoked_at = $2 where id = $1 and revoked_at is null', [
    id,
    now,
  ]);
  return rowCount === 1;
}
