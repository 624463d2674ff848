/** Erasing a person: whom nobody may erase, what of the name goes, and what is not washed clean by it. */

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { insertWaiver, readWaivers } from '../store/waivers.ts';
import { approveWaiver, rejectWaiver } from './approve-waiver.ts';
import { recordAudit } from './audit.ts';
import type { OwnedContext, ServiceContext } from './context.ts';
import { eraseActor } from './erase-actor.ts';
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
