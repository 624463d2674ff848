import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import type { WhyRecord } from '../core/evidence/why-record.ts';
import type { OwnedContext } from './context.ts';
import { importDemo } from './import-demo.ts';
import {
  eachResultRow,
  findResult,
  latestResult,
  listResultRows,
  listResults,
  listWhyRecords,
  requireResult,
  resultDoc,
  resultRow,
  saveResult,
} from './results.ts';
import type { NewResult } from './results.ts';
import type { RowQuery } from '../store/results.ts';

let minutes = 0;
let context: OwnedContext;
beforeAll(async () => {
  context = await testContext({ clock: () => new Date(Date.UTC(2026, 10, 22, 8, minutes)) });
  await importDemo(context, { seed: 1, workloads: 10 });
});
afterAll(() => context?.[Symbol.asyncDispose]());

const why = (id: string): WhyRecord => ({
  id,
  decision: 'check',
  createdAt: `2026-11-22T08:0${minutes}:00.000Z`,
  actor: 'tester',
  generation: 1,
  estateDigest: 'd',
  catalogVersion: 'c',
  packs: { gdpr: { version: '1', digest: 'p' } },
  settings: { a: 1 },
  inputsDigest: 'i',
  resultDigest: 'r',
  productVersion: '0',
});
const save = (result: Partial<NewResult>, kind: 'check' | 'plan' = 'check') =>
  saveResult(context, kind, {
    generation: 1,
    summary: { z: 1, a: 2 },
    settings: {},
    why: why(`why-${(minutes += 1)}`),
    ...result,
  });

async function* rows() {
  for (let n = 0; n < 2500; n += 1) {
    yield {
      workloadId: `wl-${n % 1000}`,
      columns: { rule: n % 2 === 0 ? 'even' : 'odd', packs: ['all', `p${n % 5}`], n },
      doc: { n },
    };
  }
}

describe('a result', () => {
  it('is kept with its rows, in the order they came', async () => {
    const saved = await save({ rows: rows() });
    expect(saved).toMatchObject({ kind: 'check', generation: 1, rowCount: 2500, actor: 'tester' });
    expect(await findResult(context, saved.id)).toEqual(saved);
    expect(Object.keys((await findResult(context, saved.id))?.summary as object)).toEqual(['z', 'a']);
    const seen: number[] = [];
    for await (const { doc } of eachResultRow<{ n: number }>(context, saved.id, 700)) seen.push(doc.n);
    expect(seen).toEqual(Array.from({ length: 2500 }, (_, n) => n));
    expect(await resultRow(context, saved.id, 'wl-7')).toEqual({ n: 7 });
    expect(await resultRow(context, saved.id, 'wl-none')).toBeUndefined();
  });

  it.each<{ where: NonNullable<RowQuery['where']>; total: number; reason: string }>([
    { where: { rule: 'even' }, total: 1250, reason: 'a text' },
    { where: { packs: 'p3' }, total: 500, reason: 'one of a list' },
    { where: { rule: 'odd', packs: 'p3' }, total: 250, reason: 'both' },
    { where: { n: 17 }, total: 1, reason: 'a number' },
    { where: { n: '17' }, total: 0, reason: 'a number is no text' },
    { where: { colour: 'red' }, total: 0, reason: 'a column no row has' },
    { where: { "rule' or true --": 'x' }, total: 0, reason: 'a name is only a name' },
  ])('gives rows by column: $reason', async ({ where, total }) => {
    const { id } = await requireResult(context, 'check');
    const page = await listResultRows(context, id, { where, limit: 3 });
    expect(page.total).toBe(total);
    expect(page.items.length).toBe(Math.min(3, total));
  });

  it('gives rows of one workload, and goes on where a page ended', async () => {
    const { id } = await requireResult(context, 'check');
    const first = await listResultRows(context, id, { workloadId: 'wl-7', limit: 2 });
    expect(first).toMatchObject({ total: 3, items: [{ doc: { n: 7 } }, { doc: { n: 1007 } }] });
    const next = await listResultRows(context, id, { workloadId: 'wl-7', limit: 2, after: first.items[1]?.seq ?? 0 });
    expect(next.items.map(({ doc }) => doc)).toEqual([{ n: 2007 }]);
  });

  it('that is one thing is kept whole', async () => {
    const plan = { kind: 'Plan', waves: [{ number: 1 }], note: null };
    const { id } = await save({ doc: plan }, 'plan');
    expect(await resultDoc(context, id)).toEqual(plan);
  });

  it('is found by kind, the newest first', async () => {
    const { id } = await save({});
    expect((await latestResult(context, 'check'))?.id).toBe(id);
    expect(await latestResult(context, 'check', 7)).toBeUndefined();
    expect((await listResults(context, 'check')).map((result) => result.id)[0]).toBe(id);
    await expect(requireResult(context, 'place')).rejects.toMatchObject({
      code: 'IST-2108',
      hint: 'Run: isthmus place',
    });
  });

  it('comes with its why-record, as it was written', async () => {
    const { items, total } = await listWhyRecords(context, { limit: 1, offset: 0 });
    expect(total).toBe(3);
    expect(items).toEqual([why(`why-${minutes}`)]);
  });

  it('is not kept in part when its rows fail', async () => {
    const before = await listResults(context, 'check');
    const broken = async function* () {
      yield* rows();
      throw new Error('stop');
    };
    await expect(save({ rows: broken() })).rejects.toThrow('stop');
    expect(await listResults(context, 'check')).toEqual(before);
  });
});
