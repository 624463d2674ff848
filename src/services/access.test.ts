import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import type { Actor } from '../core/access/actor.ts';
import type { Role } from '../core/access/roles.ts';
import type { OwnedContext, ServiceContext } from './context.ts';
import { createSignInLink, readSession, signIn, signOut } from './sign-in.ts';
import { createToken, deleteToken, readToken, readTokens } from './tokens.ts';

const START = Date.parse('2026-11-22T08:00:00.000Z');
const MINUTE = 60_000;

let owned: OwnedContext;
const now = START;
beforeAll(async () => {
  owned = await testContext({ clock: () => new Date(now) });
});
afterAll(() => owned[Symbol.asyncDispose]());

const later = (milliseconds: number): ServiceContext => ({ ...owned, clock: () => new Date(now + milliseconds) });
const as = (role: Role): Actor => ({ name: 'someone', grants: [{ role }] });

describe('sign-in links', () => {
  test('work once', async () => {
    const link = await createSignInLink(owned);
    const session = await signIn(owned, link.secret);
    expect(session.actor).toEqual({ name: 'admin', grants: [{ role: 'admin' }] });
    await expect(signIn(owned, link.secret)).rejects.toMatchObject({ code: 'IST-8003' });
  });

  test('work once even when used twice at the same time', async () => {
    const link = await createSignInLink(owned);
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => signIn(owned, link.secret)));
    expect(tries.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
  });

  test('end after a quarter of an hour', async () => {
    const link = await createSignInLink(owned);
    await expect(signIn(later(15 * MINUTE), link.secret)).rejects.toMatchObject({ code: 'IST-8003' });
  });

  test('are not to be found in the database', async () => {
    const link = await createSignInLink(owned);
    const session = await signIn(owned, (await createSignInLink(owned)).secret);
    const token = await createToken(owned, as('admin'), { name: 'x', role: 'viewer', days: 1 });
    const { rows } = await owned.store.query<{ text: string }>(
      `select (select string_agg(l::text, ' ') from sign_in_links l) || (select string_agg(s::text, ' ') from sessions s)
        || (select string_agg(t::text, ' ') from api_tokens t) as text`,
    );
    for (const { secret } of [link, session, token]) expect(rows[0]?.text).not.toContain(secret);
  });

  test('guessing finds nothing', async () => {
    await expect(signIn(owned, 'x'.repeat(43))).rejects.toMatchObject({ code: 'IST-8003' });
  });
});

describe('sessions', () => {
  test('last until they are ended or twelve hours have passed', async () => {
    const { secret } = await signIn(owned, (await createSignInLink(owned)).secret);
    expect((await readSession(owned, secret))?.actor.name).toBe('admin');
    expect(await readSession(later(12 * 60 * MINUTE), secret)).toBeUndefined();
    await signOut(owned, secret);
    expect(await readSession(owned, secret)).toBeUndefined();
  });

  test('end when the user is disabled', async () => {
    const { secret } = await signIn(owned, (await createSignInLink(owned, { name: 'leaver', role: 'viewer' })).secret);
    await owned.store.query(`update users set disabled_at = now() where name = 'leaver'`);
    expect(await readSession(owned, secret)).toBeUndefined();
    const link = await createSignInLink(owned, { name: 'leaver' });
    await expect(signIn(owned, link.secret)).rejects.toMatchObject({ code: 'IST-8003' });
  });

  test('a second link for a user does not raise the role', async () => {
    await createSignInLink(owned, { name: 'reader', role: 'viewer' });
    const { actor } = await signIn(owned, (await createSignInLink(owned, { name: 'reader', role: 'admin' })).secret);
    expect(actor.grants).toEqual([{ role: 'viewer' }]);
  });
});

describe('API tokens', () => {
  test('speak for a role until they are revoked', async () => {
    const token = await createToken(owned, as('admin'), { name: 'ci', role: 'planner', days: 1 });
    expect(token.secret).toMatch(/^ist_[\w-]{43}$/);
    expect((await readToken(owned, token.secret))?.actor).toEqual({ name: 'token:ci', grants: [{ role: 'planner' }] });
    await deleteToken(owned, token.id);
    expect(await readToken(owned, token.secret)).toBeUndefined();
    await expect(deleteToken(owned, token.id)).rejects.toMatchObject({ code: 'IST-8012' });
  });

  test('end on their day', async () => {
    const token = await createToken(owned, as('admin'), { name: 'short', role: 'viewer', days: 1 });
    expect(await readToken(later(24 * 60 * MINUTE), token.secret)).toBeUndefined();
  });

  test('are listed without their secret, with their last use', async () => {
    const { secret, ...made } = await createToken(owned, as('admin'), { name: 'listed', role: 'viewer', days: 30 });
    await readToken(owned, secret);
    const listed = (await readTokens(owned)).find((token) => token.id === made.id);
    expect(listed).toEqual({ ...made, lastUsedAt: new Date(now).toISOString() });
    expect(secret.startsWith(made.prefix)).toBe(true);
    expect(made.prefix.length).toBeLessThan(12);
  });

  test.each([
    { maker: 'planner', role: 'admin', code: 'IST-8002', reason: 'nobody hands out more than they have' },
    { maker: 'planner', role: 'viewer', code: undefined, reason: 'less is fine' },
    { maker: 'admin', role: 'root', code: 'IST-8011', reason: 'there is no such role' },
  ] as const)('$maker makes a token for $role: $reason', async ({ maker, role, code }) => {
    const made = createToken(owned, as(maker), { name: 'x', role, days: 1 }).then(
      () => undefined,
      (error: { code: string }) => error.code,
    );
    expect(await made).toBe(code);
  });
});
