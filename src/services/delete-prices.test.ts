import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { builtInPriceList } from '../core/cost/price-list.ts';
import { insertResult } from '../store/results.ts';
import type { ResultRecord } from '../store/results.ts';
import type { OwnedContext } from './context.ts';
import { deletePriceList } from './delete-prices.ts';
import { describePriceLists } from './describe-price-lists.ts';
import { importDemo } from './import-demo.ts';
import { importPriceList } from './import-prices.ts';

let context: OwnedContext;
beforeAll(async () => {
  context = await testContext({ clock: () => new Date('2026-11-23T08:00:00Z') });
  await importDemo(context, { seed: 5, workloads: 20 });
});
afterAll(() => context?.[Symbol.asyncDispose]());

async function bring(id: string, asOf: string, usd: number): Promise<string> {
  const path = join(context.home, `${id}.csv`);
  await writeFile(path, `InstanceType,vCPUs,MemoryGiB,Price,Region\na,1,1,${usd},moon\n`);
  const builtIn = builtInPriceList(await context.catalog());
  return (await importPriceList(context.home, { path, id, asOf, today: '2026-11-23', builtIn })).digest;
}
const listed = async () => (await describePriceLists(context)).filter(({ builtIn }) => !builtIn);

test('a version in force stays; a list goes whole, and an unknown one is IST-5072', async () => {
  await bring('mine', '2026-01-01', 1);
  await bring('mine', '2026-02-01', 2);
  await expect(deletePriceList(context, 'mine@2026-02-01')).rejects.toMatchObject({ code: 'IST-5075' });
  expect((await deletePriceList(context, 'mine@2026-01-01')).removed).toHaveLength(1);
  expect((await deletePriceList(context, 'mine')).removed).toHaveLength(1);
  expect(await listed()).toEqual([]);
  await expect(deletePriceList(context, 'mine')).rejects.toMatchObject({ code: 'IST-5072' });
});

test('what a stored placement was made with stays as archived', async () => {
  const digest = await bring('pinned', '2026-01-01', 3);
  const record: ResultRecord = {
    id: 'res-1',
    kind: 'place',
    generation: 1,
    subject: null,
    rowCount: 0,
    summary: {},
    settings: { prices: [{ id: 'pinned', digest }] },
    actor: 'test',
    createdAt: context.clock(),
  };
  await insertResult(context.store, record, undefined);
  expect(await deletePriceList(context, 'pinned')).toMatchObject({ removed: [], kept: [expect.any(String)] });
  expect(await listed()).toMatchObject([{ id: 'pinned', archived: true }]);
});
