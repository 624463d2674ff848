import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBytes } from '../core/evidence/export.fixture.ts';
import { publicKeyOf } from '../core/evidence/signature.ts';
import type { Verification } from '../core/evidence/verify-export.ts';
import { testContext } from '../../test/support/database.ts';
import { keepCheckpoints, makeCheckpoint } from './audit-checkpoint.ts';
import { exportAll, startExport } from './audit-export.ts';
import { auditKeys, rotateAuditKey } from './audit-key.ts';
import { auditState, listAudit, verifyAudit } from './audit-log.ts';
import { cutAudit, redactDetails } from './audit-remove.ts';
import { recordAudit } from './audit.ts';
import type { OwnedContext, ServiceContext } from './context.ts';
import { eraseActor } from './erase-actor.ts';

let owned: OwnedContext;
let context: ServiceContext;
let home: string;
let now = new Date('2026-11-23T06:00:00Z');

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'audit-home-'));
  owned = await testContext();
  context = { ...owned, home, clock: () => now };
});
afterAll(async () => {
  await owned[Symbol.asyncDispose]();
  await rm(home, { recursive: true });
});

const record = (id: string, actor = 'olga', detail: Record<string, unknown> = { note: `about ${id}` }) =>
  context.store.transaction((db) =>
    recordAudit({ ...context, actor }, db, { action: 'waiver.approve', object: { kind: 'waiver', id }, detail }),
  );

async function exported(): Promise<string> {
  let text = '';
  for await (const part of exportAll(context)) text += part;
  return text;
}
const trust = async () => (await auditKeys(context)).flatMap(({ pem }) => publicKeyOf(pem) ?? []);
const verified = async (text: string): Promise<Verification> =>
  verifyBytes(Buffer.from(text), { keys: (await trust()).slice(0, 1) });

describe('the audit log of an installation', () => {
  it('verifies when nothing was recorded yet', async () => {
    expect(await verified(await exported())).toMatchObject({ intact: true, records: 0 });
  });

  it('makes its key at first use, for its owner alone, and writes it nowhere else', async () => {
    expect((await stat(path.join(home, 'audit-signing.key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(home)).toEqual(['audit-signing.key']);
    const secret = (await readFile(path.join(home, 'audit-signing.key'), 'utf8')).split('\n')[1] ?? '';
    expect(await exported()).not.toContain(secret);
    expect(JSON.stringify(await auditKeys(context))).not.toContain(secret);
  });

  it('exports what verifies, with a checkpoint when one is due', async () => {
    for (let at = 1; at <= 4; at += 1) await record(`wai-${at}`, at % 2 === 0 ? 'olga' : 'otto');
    expect(await makeCheckpoint(context)).toMatchObject({ seq: 4 });
    await record('wai-5');
    await keepCheckpoints(context);
    expect((await auditState(context)).checkpoint?.seq).toBe(4);
    now = new Date(now.getTime() + 25 * 3_600_000);
    await keepCheckpoints(context);
    expect((await auditState(context)).checkpoint?.seq).toBe(5);
    expect(await verified(await exported())).toMatchObject({ intact: true, records: 5, checkpoints: 2 });
    expect(await verifyAudit(context)).toMatchObject({ intact: true });
    expect((await auditState(context)).verified).toMatchObject({ intact: true, to: 5 });
  });

  it('lists by actor, action, object and time', async () => {
    const find = async (query: object) =>
      (await listAudit(context, { limit: 50, ...query })).items.map(({ object }) => object.id);
    expect(await find({ actor: 'otto' })).toEqual(['wai-3', 'wai-1']);
    expect(await find({ action: 'waiver', objectId: 'wai-2' })).toEqual(['wai-2']);
    expect(await find({ action: 'waive' })).toEqual([]);
    expect(await find({ until: '2026-11-23T05:00:00Z' })).toEqual([]);
    expect(await find({ until: '2026-11-23' })).toEqual([]);
    expect(await find({ since: '2026-11-23', until: '2026-11-24', actor: 'otto' })).toEqual(['wai-3', 'wai-1']);
    expect(await listAudit(context, { limit: 2 })).toMatchObject({ total: 5, next: 4 });
    expect(await find({ before: 4, limit: 2 })).toEqual(['wai-3', 'wai-2']);
  });

  it('goes on with a new key that the old one vouches for', async () => {
    const before = await auditKeys(context);
    const after = await rotateAuditKey(context);
    expect(after).toHaveLength(2);
    expect(await readFile(path.join(home, 'audit-signing.key'), 'utf8')).toMatch(/^(-----BEGIN[^-]+[^B]+){1}/);
    expect((await readFile(path.join(home, 'audit-signing.key'), 'utf8')).match(/BEGIN/g)).toHaveLength(1);
    await record('wai-6');
    const text = await exported();
    const first = publicKeyOf(before[0]?.pem ?? '');
    expect(first && verifyBytes(Buffer.from(text), { keys: [first] })).toMatchObject({ intact: true });
    expect((await listAudit(context, { limit: 9, action: 'audit.rotate-key' })).total).toBe(1);
  });

  it('refuses a key that nobody vouches for, and goes on when the right one is back', async () => {
    const file = path.join(home, 'audit-signing.key');
    const right = await readFile(file, 'utf8');
    await record('wai-7');
    await rm(file);
    await expect(makeCheckpoint(context)).rejects.toMatchObject({ code: 'IST-6103' });
    const other = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await writeFile(file, other, { mode: 0o600 });
    await expect(makeCheckpoint(context)).rejects.toMatchObject({ code: 'IST-6103' });
    await writeFile(file, 'nonsense');
    await expect(makeCheckpoint(context)).rejects.toMatchObject({ code: 'IST-6104' });
    await writeFile(file, other + right);
    expect(await makeCheckpoint(context)).toBeDefined();
    expect(await verified(await exported())).toMatchObject({ intact: true });
  });

  it('erases a person everywhere, and the chain still holds', async () => {
    await context.store.query(
      `insert into generations (number, digest, created_at, actor, reason, counts) values (1, 'x', now(), 'olga', '', '{}')`,
    );
    await record('wai-8', 'otto', { owner: 'olga', note: 'said by olga on the phone' });
    await record('wai-9', 'otto', { note: 'olga called' });
    await expect(eraseActor(context, 'nobody', 'asked')).rejects.toMatchObject({ code: 'IST-6106' });
    const { ref, replaced, redacted, mentioned, pseudonym } = await eraseActor(context, 'olga', 'asked by letter');
    expect(replaced).toEqual({ 'generations.actor': 1 });
    expect(redacted).toHaveLength(1);
    expect(mentioned).toHaveLength(1);
    await redactDetails(context, { first: mentioned[0] ?? 0, last: mentioned[0] ?? 0, reason: 'the same person' });
    const text = await exported();
    expect(text).not.toContain('olga');
    expect(await verified(text)).toMatchObject({ intact: true, erasedActors: 1, redactedDetails: 2 });
    expect(await tablesWith('olga')).toEqual([]);
    expect((await listAudit(context, { limit: 9, actor: ref })).items[0]).toMatchObject({ actor: null });
    expect((await context.store.query('select actor from generations')).rows).toEqual([{ actor: pseudonym }]);
    await record('wai-10', 'olga');
    expect((await listAudit(context, { limit: 1 })).items[0]?.actorRef).not.toBe(ref);
  });

  it('removes no detail that others rest on', async () => {
    const { total } = await listAudit(context, { limit: 1 });
    const erasure = (await listAudit(context, { limit: 1, action: 'audit.erase' })).items[0]?.seq ?? 0;
    const redact = (first: number, last = first) => redactDetails(context, { first, last, reason: '' });
    await expect(redact(erasure)).rejects.toMatchObject({ code: 'IST-6107' });
    await expect(redact(total + 1)).rejects.toMatchObject({ code: 'IST-6105' });
    await expect(redact(3, 2)).rejects.toMatchObject({ code: 'IST-6105' });
  });

  it('cuts off what is old at a checkpoint, and the rest is anchored on it', async () => {
    await expect(cutAudit(context, { days: 30 })).rejects.toMatchObject({ code: 'IST-6108' });
    const { checkpoint } = await auditState(context);
    now = new Date(now.getTime() + 40 * 86_400_000);
    await record('wai-11');
    const { upTo } = await cutAudit(context, { days: 30 });
    expect(upTo).toBeGreaterThanOrEqual(checkpoint?.seq ?? 0);
    const text = await exported();
    expect(await verified(text)).toMatchObject({ intact: true, from: upTo + 1, cutTo: upTo });
    expect(await verifyAudit(context)).toMatchObject({ intact: true });
    await expect(context.store.query('delete from audit_records')).rejects.toMatchObject({ code: 'IS001' });
  });

  it('exports a part from a checkpoint on', async () => {
    const { head } = await auditState(context);
    const { from } = await startExport(context, { from: head.seq });
    expect(from).toBeLessThanOrEqual(head.seq);
  });

  it('finds what was changed in the database behind its back', async () => {
    const { head } = await auditState(context);
    await context.store.transaction(async (db) => {
      await db.query(`set local session_replication_role = replica`);
      await db.query(`update audit_records set body = replace(body, 'wai-11', 'wai-99') where object_id = 'wai-11'`);
    });
    const { intact, faults } = await verifyAudit(context);
    expect(intact).toBe(false);
    expect(faults[0]?.message).toMatch(/was changed/);
    expect(head.seq).toBeGreaterThan(0);
  });

  it('finds columns that were changed beside the chain, and a log that was set back', async () => {
    const behind = (...statements: string[]) =>
      context.store.transaction(async (db) => {
        await db.query('set local session_replication_role = replica');
        for (const statement of statements) await db.query(statement);
      });
    await behind(`update audit_records set body = replace(body, 'wai-99', 'wai-11') where object_id = 'wai-11'`);
    for (let at = 12; at <= 15; at += 1) await record(`wai-${at}`, 'otto', { note: '"é"\n\t\u001f\u007f' });
    await record('"é"\n\t\u001f\u007f\u2028\\');
    expect(await verifyAudit(context)).toMatchObject({ intact: true, faults: [] });
    const { head } = await auditState(context);
    for (const change of [
      `action = 'waiver.refuse'`,
      `at = at + interval '1 day'`,
      `actor_ref = repeat('0', 64)`,
      `object_id = 'wai-x'`,
      `object_kind = 'x'`,
      `prev = 'x'`,
    ]) {
      await behind(
        `create table kept_record as select * from audit_records where seq = ${head.seq}`,
        `update audit_records set ${change} where seq = ${head.seq}`,
      );
      const { intact, faults } = await verifyAudit(context);
      expect({ change, intact }).toEqual({ change, intact: false });
      expect(faults.map(({ message }) => message).join()).toContain(`a column of record ${head.seq} was changed`);
      await behind(
        `delete from audit_records where seq = ${head.seq}`,
        'insert into audit_records select * from kept_record',
        'drop table kept_record',
      );
    }
    expect(await verifyAudit(context)).toMatchObject({ intact: true });
    // Three records go, and whatever in the database knew of them; then others are written in their place.
    await behind(
      `delete from audit_records where seq > ${head.seq - 3}`,
      `delete from audit_details where seq > ${head.seq - 3}`,
      `delete from audit_checkpoints where seq > ${head.seq - 3}`,
      `update audit_head set seq = r.seq, hash = r.hash from audit_records r where r.seq = ${head.seq - 3}`,
    );
    const messages = async (): Promise<string> =>
      (await verifyAudit(context)).faults.map(({ message }) => message).join('\n');
    expect(await messages()).toMatch(
      /record \d+, which is known from the last time[^]*known from the file .*audit-head/,
    );
    await behind(`delete from settings where key like 'audit.%'`);
    expect(await messages()).toMatch(/known from the file/);
    for (let at = 0; at < 4; at += 1) await record(`wai-other-${at}`, 'otto');
    await makeCheckpoint(context);
    expect(await messages()).toMatch(/is not the one that is known from the file/);
    const file = (await readdir(home)).find((name) => name.startsWith('audit-head-')) ?? '';
    expect((await stat(path.join(home, file))).mode & 0o777).toBe(0o600);
    await writeFile(path.join(home, file), 'nonsense');
    expect(await messages()).toMatch(/holds no checkpoint/);
    await rm(path.join(home, file));
    expect(await messages()).toBe('');
  });
});

/** Tables in which the text stands anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await context.store.query<{ name: string }>(
    `select table_name::text as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await context.store.query(
      `select from "${name}" t where position($1 in t::text) > 0 limit 1`,
      [text],
    );
    if ((rowCount ?? 0) > 0) found.push(name);
  }
  return found;
}
