import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hexDigest } from '../core/evidence/audit-record.ts';
import { testContext } from '../../test/support/database.ts';
import type { OwnedContext } from './context.ts';
import { recordAudit } from './audit.ts';

let context: OwnedContext;
beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context[Symbol.asyncDispose]());

interface Row {
  readonly seq: string;
  readonly body: string;
  readonly hash: string;
  readonly prev: string;
}

const rowsOf = async (): Promise<readonly Row[]> =>
  (await context.store.query<Row & Record<string, string>>('select * from audit_records order by seq')).rows;

const note = (id: string) => ({ action: 'test.note', object: { kind: 'note', id } });

describe('the audit log in the database', () => {
  it('has a record exactly when its transaction commits', async () => {
    await context.store.transaction((db) => recordAudit(context, db, note('kept')));
    await expect(
      context.store.transaction(async (db) => {
        await recordAudit(context, db, note('rolled back'));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const rows = await rowsOf();
    expect(rows.map(({ body }) => (JSON.parse(body) as { object: { id: string } }).object.id)).toEqual(['kept']);
    expect((await context.store.query('select * from audit_pending')).rows).toEqual([]);
  });

  it('is one chain without gap or fork when many write at once, several records each', async () => {
    await Promise.all(
      Array.from({ length: 24 }, (_, writer) =>
        context.store
          .transaction(async (db) => {
            for (let at = 0; at < 3; at += 1)
              await recordAudit({ ...context, actor: `writer-${writer % 5}` }, db, note(`${writer}/${at} "é"\n\0`));
            if (writer % 4 === 0) throw new Error('rolled back');
          })
          .catch(() => undefined),
      ),
    );
    const rows = await rowsOf();
    expect(rows).toHaveLength(1 + 18 * 3);
    let prev = '0'.repeat(64);
    for (const [index, row] of rows.entries()) {
      expect(Number(row.seq)).toBe(index + 1);
      expect(row.prev).toBe(prev);
      expect(row.hash).toBe(hexDigest(row.body));
      expect(JSON.parse(row.body)).toMatchObject({ seq: index + 1, prev });
      prev = row.hash;
    }
  });

  it('keeps every text but NUL as it was said, the six characters that mean one included', async () => {
    const typed = String.raw`see \u0000 here, and \\u0000`;
    const said = { [typed]: typed, 'a\0b': ['c\0d', { e: '\0' }], number: 1, absent: undefined };
    await context.store.transaction((db) => recordAudit(context, db, { ...note(typed), detail: said }));
    const { rows } = await context.store.query<{ detail: string; body: string }>(
      'select d.detail, r.body from audit_records r join audit_details d using (seq) order by seq desc limit 1',
    );
    expect(JSON.parse(rows[0]?.detail ?? '')).toEqual({ [typed]: typed, ab: ['cd', { e: '' }], number: 1 });
    expect(JSON.parse(rows[0]?.body ?? '')).toMatchObject({ object: { id: typed } });
  });

  it.each([
    `update audit_records set action = 'x' where seq = 1`,
    'delete from audit_records where seq = 1',
    'truncate audit_records cascade',
    `update audit_details set detail = '{}' where seq = 1`,
    'delete from audit_details where seq = 1',
    `update audit_actors set name = 'x'`,
    'delete from audit_actors',
    'delete from audit_head',
  ])('refuses: %s', async (statement) => {
    await expect(context.store.query(statement)).rejects.toMatchObject({ code: 'IS001' });
  });
});
