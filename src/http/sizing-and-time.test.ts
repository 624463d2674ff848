/** Right-sizing, forecasts and measured moves through the HTTP edge, on a small demo estate and a real database. */

import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { changeEstate } from '../../test/support/change-estate.ts';
import { testContext } from '../../test/support/database.ts';
import { ROUTES } from '../api/routes.ts';
import type { Route } from '../api/route.ts';
import { workloadWith } from '../core/model/workload.fixture.ts';
import type { OwnedContext } from '../services/context.ts';
import { importDemo } from '../services/import-demo.ts';
import { buildApp } from './app.ts';

let context: OwnedContext;
let app: FastifyInstance;

type Input = { params?: Record<string, string>; query?: Record<string, string>; body?: object };

async function ask(route: Route, input: Input = {}) {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  return app.inject({
    method: route.method,
    url: `${path}?${new URLSearchParams(input.query).toString()}`,
    ...(input.body !== undefined && { payload: input.body }),
  });
}

async function call<R extends Route>(route: R, input: Input = {}): Promise<z.output<R['response']>> {
  const answer = await ask(route, input);
  if (answer.statusCode !== route.status) throw new Error(`${answer.statusCode} ${answer.body.slice(0, 500)}`);
  return route.response.parse(answer.json()) as z.output<R['response']>;
}

const codeOf = async (route: Route, input: Input): Promise<unknown> => (await ask(route, input)).json().code;

const SITES = `
sites:
  - {id: old, platform: vsphere, target: stay, matches: {sources: ['*']}, capacity: {cpuCores: 4000, memoryGiB: 90000, diskGiB: 900000}}
  - {id: new, platform: openshift, target: openshift-virtualization, capacity: {cpuCores: 4000, memoryGiB: 90000, diskGiB: 900000}}
  - {id: sold, platform: azure, target: azure-vm, capacity: {elastic: true}, cost: {priceRegion: westeurope}}
placement: {sizing: {mode: as-is, factor: 1.2}}
waves: {linkMbps: 2000}
`;

beforeAll(async () => {
  context = await testContext();
  app = buildApp(context, { trustedActor: { name: 'tester', grants: [{ role: 'admin' }] } });
  await importDemo(context, { seed: 42, workloads: 300 });
  // Classification remakes the estate from its sources: what no source says is added after it.
  await call(ROUTES.putSites, { body: { text: SITES } });
  const facts = { platform: 'vsphere', cpuCount: 8, memoryMiB: 16_384, powerState: 'on' as const };
  const disks = [{ label: 'a', capacityMiB: 102_400, usedMiB: 51_200, thin: false }];
  await changeEstate(context, {
    put: [
      // What a vInfo sheet alone says: no utilisation.
      workloadWith({ ...facts, name: 'plain' }, { id: 'wl-00000000000000a1' }),
      workloadWith({ ...facts, name: 'asleep', powerState: 'off' }, { id: 'wl-00000000000000a3' }),
      workloadWith(
        { ...facts, name: 'idle', disks, changeTracking: true, utilisation: { cpuP95Pct: 5, memoryP95Pct: 20 } },
        { id: 'wl-00000000000000a2' },
      ),
    ],
    remove: [],
  });
});
afterAll(async () => {
  await app.close();
  await context[Symbol.asyncDispose]();
});

describe('right-sizing', () => {
  test('recommends by the sites file, with the arithmetic and what it saves', async () => {
    const list = await call(ROUTES.listRightSizing, { query: { filter: 'name = idle' } });
    expect(list.summary.settings).toMatchObject({ basis: 'p95', factor: 1.2, placement: 'as-is' });
    const [idle] = list.items;
    expect(idle?.cpu).toMatchObject({ current: 8, recommended: 1, verdict: 'smaller' });
    expect(idle?.memory).toMatchObject({ current: 16_384, recommended: 4096 });
    expect(idle?.savesUsdPerMonth).toBeGreaterThan(0);
    // Own hosts cost the same until one is switched off: nobody is billed less.
    expect(idle?.savesAs).toBe('share-freed');
    expect(list.summary.money).toMatchObject({
      site: null,
      billedLess: { usdPerMonth: null, priced: 0 },
      shareFreed: { usdPerMonth: idle?.savesUsdPerMonth, priced: 1 },
    });
  });

  test('follows the request before the sites file, and prices at the site it names', async () => {
    const query = { filter: 'name = idle', basis: 'p95', factor: '4', site: 'new' };
    const { items, summary } = await call(ROUTES.listRightSizing, { query });
    expect(items[0]?.cpu.recommended).toBe(2);
    expect(summary.money.site).toBe('new');
  });

  test('tells a bill that falls from a share of hosts that stay', async () => {
    const { items, summary } = await call(ROUTES.listRightSizing, { query: { filter: 'name = idle', site: 'sold' } });
    expect(items[0]?.savesAs).toBe('billed-less');
    expect(summary.money.shareFreed).toEqual({ usdPerMonth: null, priced: 0 });
    expect(summary.money.billedLess).toEqual({ usdPerMonth: items[0]?.savesUsdPerMonth, priced: 1 });
    expect(items[0]?.savesUsdPerMonth).toBeGreaterThan(0);
  });

  test('neither judges nor prices what is switched off, and asks for no figure of it', async () => {
    const { items, summary } = await call(ROUTES.listRightSizing, { query: { filter: 'name = asleep' } });
    expect(items[0]).toMatchObject({ verdict: 'off', savesUsdPerMonth: null, savesAs: null, cpu: { recommended: 8 } });
    expect(summary.verdicts).toMatchObject({ off: 1, fits: 0, 'no-data': 0 });
    expect(summary.missing).toEqual([]);
  });

  test('says once what nobody measured, who would supply it, and keeps the size', async () => {
    const { items, summary } = await call(ROUTES.listRightSizing, { query: { filter: 'name = plain' } });
    expect(items[0]).toMatchObject({ verdict: 'no-data', cpu: { recommended: 8 }, savesUsdPerMonth: null });
    expect(items[0]?.unpriced).toBe('its use was not measured');
    expect(summary.verdicts).toMatchObject({ 'no-data': 1, smaller: 0 });
    expect(summary.missing.map(({ fact }) => fact)).toEqual(['utilisation.cpuP95Pct', 'utilisation.memoryP95Pct']);
    expect(summary.missing[0]?.from.length).toBeGreaterThan(0);
    expect(summary.histogram.unknown).toEqual({ cpu: 1, memory: 1 });
  });

  test('pages through all without a gap, and its sums are of all', async () => {
    const all = await call(ROUTES.listRightSizing, { query: { limit: '1000', sort: 'name' } });
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page = await call(ROUTES.listRightSizing, {
        query: { limit: '70', sort: 'name', ...(next !== undefined && { continue: next }) },
      });
      seen.push(...page.items.map(({ id }) => id));
      expect(page.summary).toEqual(all.summary);
      next = page.continue;
    } while (next !== undefined);
    expect(seen).toEqual(all.items.map(({ id }) => id));
    expect(all.summary.counted).toBe(all.total);
    const cpu = all.items.reduce((sum, { cpu: { recommended } }) => sum + (recommended ?? 0), 0);
    expect(all.summary.cpu.recommended).toBe(cpu);
  });

  test('refuses what it cannot answer', async () => {
    const refused = (query: Record<string, string>) => codeOf(ROUTES.listRightSizing, { query });
    expect(await refused({ site: 'nowhere' })).toBe('IST-4005');
    expect(await refused({ filter: 'cpuCont > 1' })).toBe('IST-2002');
    expect(await refused({ factor: '0.5' })).toBe('IST-8007');
    expect(await refused({ continue: 'e30' })).toBe('IST-2105');
  });
});

describe('forecasts', () => {
  test('of one workload to a site: by the line of the sites file, or by what is asked', async () => {
    const { items, sets, settings, of, subject } = await call(ROUTES.getForecast, {
      query: { workload: 'idle', to: 'new' },
    });
    expect([of, subject, settings.linkMbps, sets.length]).toEqual(['site', 'new', 2000, 1]);
    const [move] = items;
    expect(move).toMatchObject({ method: 'forklift-vddk', copyGiB: { low: 50, likely: 50, high: 100 }, warm: true });
    expect(move?.hours.low).toBeLessThan(move?.hours.likely ?? 0);
    expect(move?.hours.likely).toBeLessThan(move?.hours.high ?? 0);
    const slow = await call(ROUTES.getForecast, { query: { workload: 'idle', to: 'new', linkMbps: '10' } });
    expect(slow.hours.likely).toBeGreaterThan(sets[0]?.hours.likely ?? Infinity);
  });

  test('of many side by side, with what is unknown said', async () => {
    const { sets, assumed, notes, total } = await call(ROUTES.getForecast, {
      query: { filter: 'platform = vsphere', to: 'new', limit: '5' },
    });
    const [set] = sets;
    expect(total).toBeGreaterThan(50);
    expect(set?.hours.likely).toBeGreaterThanOrEqual(set?.boundHours ?? Infinity);
    expect(set?.hours.likely).toBeLessThan(set?.oneByOneHours.likely ?? 0);
    expect(assumed.some(({ text }) => text.startsWith('size is unknown'))).toBe(true);
    expect(notes[0]).toContain('No move was measured yet');
  });

  test('asks for what it lacks', async () => {
    const refused = (query: Record<string, string>) => codeOf(ROUTES.getForecast, { query });
    expect(await refused({})).toBe('IST-6021');
    expect(await refused({ wave: '1' })).toBe('IST-6021');
    expect(await refused({ workload: 'idle' })).toBe('IST-6021');
    expect(await refused({ workload: 'idle', to: 'nowhere' })).toBe('IST-4005');
    expect(await refused({ plan: 'none' })).toBe('IST-2108');
  });
});

describe('measured moves', () => {
  test('are kept once, change the forecast, and can be taken back', async () => {
    const before = await call(ROUTES.getForecast, { query: { workload: 'idle', to: 'new' } });
    const move = { method: 'forklift-vddk', giB: 100, seconds: 100 * 1024, fromSite: 'old', toSite: 'new' };
    for (let nth = 0; nth < 6; nth += 1)
      await call(ROUTES.recordMove, { body: { ...move, id: `run-${nth}`, workload: 'idle' } });
    await call(ROUTES.recordMove, { body: { ...move, id: 'run-0' } });
    const { items, total, methods } = await call(ROUTES.getThroughput);
    expect([total, items[0]?.rateMiBps, items[0]?.workloadId]).toEqual([6, 1, 'wl-00000000000000a2']);
    const fitted = methods.find(({ id }) => id === 'forklift-vddk')?.fitted;
    expect(fitted).toMatchObject([{ fromSite: 'old', toSite: 'new', here: 6, elsewhere: 0 }]);
    const after = await call(ROUTES.getForecast, { query: { workload: 'idle', to: 'new' } });
    expect(after.hours.likely).toBeGreaterThan(before.hours.likely * 2);
    expect(after.notes[0]).toContain('Rates follow 6 measured moves');
    for (let nth = 0; nth < 6; nth += 1) await call(ROUTES.forgetMove, { params: { id: `run-${nth}` } });
    const again = await call(ROUTES.getForecast, { query: { workload: 'idle', to: 'new' } });
    expect(again).toEqual(before);
  });

  test('are refused when they say nothing that can be used', async () => {
    const move = { method: 'forklift-vddk', giB: 100, seconds: 60 };
    const refused = (body: object) => codeOf(ROUTES.recordMove, { body });
    expect(await refused({ ...move, method: 'forklft' })).toBe('IST-6020');
    expect(await refused({ ...move, toSite: 'nowhere' })).toBe('IST-4005');
    expect(await refused({ ...move, workload: 'nobody' })).toBe('IST-2103');
    expect(await refused({ ...move, seconds: 0 })).toBe('IST-8007');
    expect(await codeOf(ROUTES.forgetMove, { params: { id: 'none' } })).toBe('IST-6022');
  });
});
