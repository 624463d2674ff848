import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testConfig, testContext } from '../../test/support/database.ts';
import { workloadListSchema } from '../api/workloads.ts';
import type { WorkloadList } from '../api/workloads.ts';
import type { WhyRecord } from '../core/evidence/why-record.ts';
import { matches, parseFilter } from '../core/model/filter/filter.ts';
import { openContext } from './context.ts';
import { eachWorkload, requireGeneration } from './generations.ts';
import { getWorkload } from './get-workload.ts';
import { importDemo } from './import-demo.ts';
import { listWorkloads } from './list-workloads.ts';
import type { ListWorkloadsRequest } from './list-workloads.ts';
import { overview } from './overview.ts';
import { saveResult } from './results.ts';
import type { ResultKind, ResultRow } from './results.ts';

const why = (decision: ResultKind, id: string): WhyRecord => ({
  id,
  decision,
  createdAt: '2026-11-22T08:00:00.000Z',
  actor: 'tester',
  generation: 1,
  estateDigest: '',
  catalogVersion: '',
  packs: {},
  settings: {},
  inputsDigest: '',
  resultDigest: '',
  productVersion: '',
});

let minutes = 0;
let context: Awaited<ReturnType<typeof testContext>>;
beforeAll(async () => {
  context = await testContext({ clock: () => new Date(Date.UTC(2026, 10, 22, 8, minutes)) });
  await importDemo(context, { seed: 7, workloads: 300 });
});
afterAll(() => context?.[Symbol.asyncDispose]());

async function all(request: Omit<ListWorkloadsRequest, 'limit'>, limit: number): Promise<WorkloadList['items']> {
  const items: WorkloadList['items'] = [];
  let next: string | undefined;
  do {
    const page = await listWorkloads(context, { ...request, limit, ...(next !== undefined && { continue: next }) });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    next = page.continue;
  } while (next !== undefined);
  return items;
}

const columns = (row: ResultRow['columns'], workloadId: string): ResultRow => ({
  workloadId,
  columns: row,
  doc: { of: workloadId },
});

describe('the list of workloads', () => {
  it('has the form the API promises, and everything once', async () => {
    const page = await listWorkloads(context, { limit: 5, facets: ['platform', 'os.family'] });
    expect(workloadListSchema.parse(page)).toEqual(page);
    expect(page.total).toBe(300);
    for (const sort of ['name', '-memoryMiB', 'os.version', '-cluster', 'readiness.kvm']) {
      const items = await all({ sort }, 37);
      expect(new Set(items.map(({ id }) => id)).size, sort).toBe(300);
    }
  });

  it.each([
    'os.family = windows and os.version < 2016',
    'name ~ sql or not (cpuCount >= 4)',
    'tags.Environment is known and powerState != on',
    'sources.count > 1',
    'memoryMiB > 64Gi',
    'snapshots.count > 0 and disks.capacityMiB > 100Gi',
    'site is unknown',
  ])('holds what the filter says: %s', async (filter) => {
    const expected: string[] = [];
    for await (const batch of eachWorkload(context, 1))
      expected.push(...batch.filter((row) => matches(parseFilter(filter), row)).map(({ id }) => id));
    const items = await all({ filter }, 50);
    expect(items.map(({ id }) => id).sort()).toEqual(expected.sort());
  });

  it('sorts numbers down, with what is not known at the end', async () => {
    const memory = (await all({ sort: '-memoryMiB' }, 100)).map(({ memoryMiB }) => memoryMiB);
    const known = memory.filter((value) => value !== null);
    expect(known).toEqual([...known].sort((a, b) => b - a));
    expect(memory.slice(0, known.length)).toEqual(known);
  });

  it('counts over all that match, not over the page', async () => {
    const { facets, total } = await listWorkloads(context, {
      limit: 1,
      filter: 'os.family = windows',
      facets: ['os.family', 'powerState', 'sources'],
    });
    expect(facets?.['os.family']).toEqual([{ value: 'windows', count: total }]);
    expect(facets?.['powerState']?.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    expect(facets?.['sources']?.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(total);
  });

  it('shows the same values as the workload itself', async () => {
    const [item] = (await listWorkloads(context, { limit: 1, sort: '-disks.capacityMiB' })).items;
    const { facts } = await getWorkload(context, item?.id ?? '');
    expect(item).toMatchObject({
      name: facts['name'],
      cpuCount: facts['cpuCount'],
      memoryMiB: facts['memoryMiB'],
      cluster: facts['cluster'],
    });
  });

  it.each([
    { request: { continue: 'x' }, code: 'IST-2105', reason: 'made up' },
    { request: { sort: 'colour' }, code: 'IST-2002', reason: 'no such field to sort by' },
    { request: { facets: ['colour'] }, code: 'IST-2002', reason: 'no such field to count' },
    { request: { generation: 99 }, code: 'IST-2102', reason: 'no such generation' },
    { request: { filter: 'name = (' }, code: 'IST-2001', reason: 'no filter' },
  ])('answers $code: $reason', async ({ request, code }) => {
    await expect(listWorkloads(context, { limit: 1, ...request })).rejects.toMatchObject({ code });
  });

  it('refuses to go on in another order', async () => {
    const { continue: next } = await listWorkloads(context, { limit: 1 });
    await expect(listWorkloads(context, { limit: 1, sort: '-name', continue: next ?? '' })).rejects.toMatchObject({
      code: 'IST-2105',
    });
  });

  it('takes values only as values: what looks like SQL is text', async () => {
    const name = `'; drop table workloads; --`;
    expect((await listWorkloads(context, { limit: 1, filter: `name = "${name}"` })).total).toBe(0);
    expect((await listWorkloads(context, { limit: 1 })).total).toBe(300);
    await expect(getWorkload(context, name)).rejects.toMatchObject({ code: 'IST-2103' });
  });
});

describe('results in lists', () => {
  it('are fields of the workload, from the newest result of the generation', async () => {
    const ids = (await all({}, 100)).map(({ id }) => id);
    const save = (kind: ResultKind, rows: readonly ResultRow[]) =>
      saveResult(context, kind, {
        generation: 1,
        summary: {},
        settings: {},
        rows,
        why: why(kind, `why-${(minutes += 1)}`),
      });
    await save(
      'assess',
      ids.map((id, index) =>
        columns(
          {
            'readiness.kvm': index % 3 === 0 ? 'ready' : 'unknown',
            bestTarget: index % 2 === 0 ? ['kvm'] : ['azure-vm', 'kvm'],
            blockers: ['a', 'b'],
          },
          id,
        ),
      ),
    );
    await save(
      'check',
      ids.slice(0, 10).map((id) => columns({ 'findings.violated': 2, 'findings.rules': ['r1'] }, id)),
    );
    await save(
      'place',
      ids.slice(0, 20).map((id) => columns({ site: 'here', placedAt: 'frankfurt', costUsdPerMonth: 12.5 }, id)),
    );

    expect((await listWorkloads(context, { limit: 1, filter: 'readiness.kvm = ready' })).total).toBe(100);
    expect((await listWorkloads(context, { limit: 1, filter: 'blockers has A' })).total).toBe(300);
    expect((await listWorkloads(context, { limit: 1, filter: 'findings.violated > 0' })).total).toBe(10);
    expect((await listWorkloads(context, { limit: 1, filter: 'findings.violated is unknown' })).total).toBe(290);
    expect(
      (await listWorkloads(context, { limit: 1, filter: 'placedAt = Frankfurt and costUsdPerMonth < 13' })).total,
    ).toBe(20);
    const { items, facets } = await listWorkloads(context, {
      limit: 1,
      filter: 'findings.violated > 0',
      facets: ['readiness.kvm'],
    });
    expect(items[0]).toMatchObject({ violated: 2, placedAt: 'frankfurt', bestTarget: 'kvm', equallyGood: [] });
    expect((await listWorkloads(context, { limit: 1, filter: 'bestTarget has kvm' })).total).toBe(300);
    const several = await listWorkloads(context, { limit: 1, filter: 'bestTarget has azure-vm' });
    expect(several).toMatchObject({ total: 150, items: [{ bestTarget: null, equallyGood: ['azure-vm', 'kvm'] }] });
    expect(facets?.['readiness.kvm']?.reduce((sum, { count }) => sum + count, 0)).toBe(10);

    const before = await listWorkloads(context, { limit: 5, sort: 'readiness.kvm' });
    await save(
      'assess',
      ids.map((id) => columns({ 'readiness.kvm': 'not-ready' }, id)),
    );
    expect((await listWorkloads(context, { limit: 1, filter: 'readiness.kvm = not-ready' })).total).toBe(300);
    expect((await listWorkloads(context, { limit: 1, filter: 'bestTarget is known' })).total).toBe(0);
    const going = await listWorkloads(context, { limit: 5, sort: 'readiness.kvm', continue: before.continue ?? '' });
    expect(going.items.map(({ readiness }) => readiness?.['kvm'])).toEqual([
      'ready',
      'ready',
      'ready',
      'ready',
      'ready',
    ]);
  });

  it('do not outlive the generation they were made from', async () => {
    await importDemo(context, { seed: 8, workloads: 300 });
    expect((await requireGeneration(context)).number).toBe(2);
    expect((await listWorkloads(context, { limit: 1, filter: 'readiness.kvm is known' })).total).toBe(0);
    expect((await listWorkloads(context, { limit: 1, filter: 'readiness.kvm is known', generation: 1 })).total).toBe(
      300,
    );
    const seen = await overview(context);
    expect(seen.latest['assess']).toMatchObject({ generation: 1, stale: true });
    expect(seen.next.map(({ command }) => command)).toContain('isthmus assess');
  });

  it('come from columns that are made again when they are missing', async () => {
    const before = await listWorkloads(context, { limit: 1000, filter: 'cpuCount > 2' });
    await context.store.query('delete from column_sets');
    // Another process: nothing of the columns is in its memory.
    await using fresh = await openContext(testConfig(context.databaseUrl));
    expect(await listWorkloads(fresh, { limit: 1000, filter: 'cpuCount > 2' })).toEqual(before);
  });
});
