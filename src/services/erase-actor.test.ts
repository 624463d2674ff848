/** Erasing a person: whom nobody may erase, what of the name goes, and what is not washed clean by it. */

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { insertOperation } from '../store/operations.ts';
import { addWaiverEvent, insertWaiver, readWaiverEvents, readWaivers } from '../store/waivers.ts';
import { approveWaiver, rejectWaiver } from './approve-waiver.ts';
import { recordAudit } from './audit.ts';
import type { OwnedContext, ServiceContext } from './context.ts';
import { listAudit } from './audit-log.ts';
import { redactDetails } from './audit-remove.ts';
import { eraseActor } from './erase-actor.ts';
import { cancelOperation, enqueueJob } from './operations.ts';
import { createToken } from './tokens.ts';

let owned: OwnedContext;
let home: string;
beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'erase-home-'));
  owned = await testContext();
});
afterAll(async () => {
  await owned[Symbol.asyncDispose]();
  await rm(home, { recursive: true });
});

const as = (actor: string): ServiceContext => ({ ...owned, actor, home });
const ADMIN = { name: 'admin', grants: [{ role: 'admin' }] } as const;
const token = (maker: string, name: string, role = 'admin') =>
  createToken(as(maker), { ...ADMIN, name: maker }, { name, role, days: 1 });
const acted = (actor: string, detail: Record<string, unknown> = {}) =>
  owned.store.transaction((db) =>
    recordAudit(as(actor), db, { action: 'test.note', object: { kind: 'note', id: 'n-1' }, detail }),
  );
const asked = (id: string, requestedBy: string, more: { readonly owner?: string; readonly reason?: string } = {}) =>
  insertWaiver(owned.store, {
    id,
    name: null,
    state: 'requested',
    owner: 'ciso@example.org',
    reason: 'Moves in March.',
    expiresOn: '2099-01-01',
    acceptUnknown: false,
    scope: { rule: 'house/home' },
    pins: [],
    digest: 'sha256:x',
    requestedBy,
    requestedAt: new Date('2026-11-23T06:00:00Z'),
    approvedBy: null,
    approvedAt: null,
    ...more,
  });

describe('after an erasure', () => {
  it('nobody approves what the erased actor asked for: it may have been themselves', async () => {
    await token('admin', 'root2');
    await acted('token:root2');
    await asked('wvr-1', 'token:root2');
    await expect(approveWaiver(as('admin'), 'wvr-1', '')).rejects.toMatchObject({ code: 'IST-4053' });
    await eraseActor(as('admin'), 'token:root2', 'asked by letter');
    await expect(approveWaiver(as('admin'), 'wvr-1', '')).rejects.toMatchObject({
      code: 'IST-4053',
      message: expect.stringContaining('an erased name') as string,
    });
    expect(await rejectWaiver(as('admin'), 'wvr-1', 'ask anew')).toMatchObject({ state: 'rejected' });
  });

  it('nobody approves with, or what was asked for with, a token whose maker was erased', async () => {
    await token('admin', 'middle');
    await token('token:middle', 'child', 'approver');
    await asked('wvr-2', 'admin');
    await asked('wvr-3', 'token:child');
    await eraseActor(as('admin'), 'token:middle', 'asked by letter');
    await expect(approveWaiver(as('token:child'), 'wvr-2', '')).rejects.toMatchObject({ code: 'IST-4053' });
    await expect(approveWaiver(as('admin'), 'wvr-3', '')).rejects.toMatchObject({ code: 'IST-4053' });
    expect((await readWaivers(owned.store, { states: ['approved'] })).length).toBe(0);
  });
});

describe('who asks for an erasure', () => {
  it.each(['anna', 'Anna', 'token:anna', 'token:rootx', 'token:rooty'])(
    'is not the person, nor as %s',
    async (actor) => {
      await acted('anna');
      await token('anna', 'rootx');
      await token('token:rootx', 'rooty');
      await expect(eraseActor(as(actor), 'anna', 'asked')).rejects.toMatchObject({ code: 'IST-6107' });
    },
  );

  it('may have made the token that is erased', async () => {
    await token('admin', 'olga');
    await acted('token:olga');
    expect(await eraseActor(as('admin'), 'token:olga', 'asked')).toMatchObject({ replaced: { 'api_tokens.name': 1 } });
  });
});

describe('a name', () => {
  it('is not erased while work of that actor goes on, which would bring it back', async () => {
    await acted('karla');
    await insertOperation(owned.store, 'op-1', 'assess', 'karla', new Date());
    await expect(eraseActor(as('admin'), 'karla', 'asked')).rejects.toMatchObject({
      code: 'IST-6107',
      message: expect.stringContaining('op-1') as string,
    });
    await owned.store.query(`update operations set alive_at = clock_timestamp() - interval '1 hour' where id = 'op-1'`);
    const { id } = await enqueueJob(as('karla'), 'place', {} as never);
    await expect(eraseActor(as('admin'), 'karla', 'asked')).rejects.toThrow(id);
    await cancelOperation(as('admin'), id);
    expect(await eraseActor(as('admin'), 'karla', 'asked')).toMatchObject({ replaced: { 'operations.actor': 2 } });
  });

  it('is not kept for ever as the reason why it was removed', async () => {
    await acted('petra');
    for (const reason of ['petra asked', 'Petra, by letter', 'token:petra'])
      await expect(eraseActor(as('admin'), 'petra', reason)).rejects.toMatchObject({ code: 'IST-6107' });
    const seq = (await listAudit(as('admin'), { action: 'test.note', limit: 1 })).items[0]?.seq ?? 0;
    const redact = (reason: string) => redactDetails(as('admin'), { first: seq, last: seq, reason });
    await expect(redact('asked by Petra')).rejects.toMatchObject({ code: 'IST-6107' });
    expect(await redact('competraded, says admin')).toMatchObject({ removed: 1 });
    await expect(eraseActor(as('admin'), 'token:petra', 'petra asked')).rejects.toMatchObject({ code: 'IST-6107' });
  });

  it('of a token is looked for without "token:" too, in what waivers say as well', async () => {
    await acted('token:zebrafink');
    await acted('otto', { owner: 'zebrafink' });
    await acted('otto', { note: 'zebrafink called' });
    await asked('wvr-8', 'otto', { owner: 'zebrafink', reason: 'Zebrafink says (token:zebrafink): zebrafinks move.' });
    const at = new Date('2026-11-23T06:00:00Z');
    await addWaiverEvent(owned.store, 'wvr-8', { state: 'requested', at, actor: 'otto', note: 'from zebrafink' });
    const { pseudonym, redacted, mentioned } = await eraseActor(as('admin'), 'token:zebrafink', 'asked');
    const [waiver] = await readWaivers(owned.store, { ids: ['wvr-8'] });
    expect(waiver).toMatchObject({ owner: pseudonym, reason: `${pseudonym} says (${pseudonym}): zebrafinks move.` });
    expect(await readWaiverEvents(owned.store, 'wvr-8')).toMatchObject([{ note: `from ${pseudonym}` }]);
    expect(redacted).toHaveLength(1);
    expect(mentioned).toHaveLength(1);
  });

  it('that a token shares with another actor stays theirs', async () => {
    await acted('token:rita');
    await acted('rita');
    await asked('wvr-9', 'rita', { owner: 'rita', reason: 'rita, token:rita' });
    const { pseudonym } = await eraseActor(as('admin'), 'token:rita', 'asked');
    const [waiver] = await readWaivers(owned.store, { ids: ['wvr-9'] });
    expect(waiver).toMatchObject({ owner: 'rita', requestedBy: 'rita', reason: `rita, ${pseudonym}` });
  });

  it('of somebody who only owns a waiver can be erased', async () => {
    await asked('wvr-10', 'otto', { owner: 'Dr. Maria (CISO)', reason: 'Asked by Dr. Maria (CISO).' });
    const { pseudonym, replaced } = await eraseActor(as('admin'), 'Dr. Maria (CISO)', 'asked');
    expect(replaced).toEqual({ 'waivers.owner': 1, 'waivers.reason': 1 });
    const [waiver] = await readWaivers(owned.store, { ids: ['wvr-10'] });
    expect(waiver).toMatchObject({ owner: pseudonym, reason: `Asked by ${pseudonym}.` });
    await expect(eraseActor(as('admin'), 'Dr. Maria (CISO)', 'again')).rejects.toMatchObject({ code: 'IST-6106' });
  });
});
