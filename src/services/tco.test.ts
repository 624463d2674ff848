import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { licenceEffectSchema, tcoSchema, workloadCostSchema, workloadLicencesSchema } from '../api/costs.ts';
import { shippedFile } from '../shipped-files.ts';
import type { OwnedContext } from './context.ts';
import { importDemo } from './import-demo.ts';
import { licenceEffect, workloadLicences } from './licence-effect.ts';
import { listWorkloads } from './list-workloads.ts';
import { placeEstate } from './place-estate.ts';
import { putSites } from './sites-document.ts';
import { totalCostInThread } from './tco-thread.ts';
import { workloadCost } from './tco-workload.ts';
import { totalCost } from './tco.ts';

let context: OwnedContext;
let workloadId: string;
beforeAll(async () => {
  context = await testContext({ clock: () => new Date('2026-11-22T08:00:00Z') });
  await importDemo(context, { seed: 5, workloads: 60 });
  await putSites(context, await readFile(shippedFile('demo/sites.yaml'), 'utf8'));
  await placeEstate(context, { seed: 3, iterations: 200 });
  workloadId = (await listWorkloads(context, { limit: 1 })).items[0]?.id ?? '';
});
afterAll(() => context?.[Symbol.asyncDispose]());

describe('a total cost', () => {
  it('compares staying with the placement and with each site, as the contract promises', async () => {
    const tco = await totalCost(context, { paths: [] });
    expect(tcoSchema.parse(tco)).toEqual(tco);
    expect(tco.paths.map(({ id }) => id)).toEqual([
      'stay',
      'placement/latest',
      'all-to/bz-kvm',
      'all-to/fra-openshift',
      'all-to/azure-gwc',
      'all-to/azure-weu',
    ]);
    for (const { usd } of tco.paths) {
      if (usd === null) expect.fail('a path without any price');
      expect(usd.low).toBeLessThanOrEqual(usd.likely);
      expect(usd.high).toBeGreaterThanOrEqual(usd.likely);
    }
    const unpriced = tco.lines.filter(({ usd }) => usd === null);
    expect(unpriced.length).toBeGreaterThan(0);
    expect(unpriced.filter(({ asks }) => asks.length === 0)).toEqual([]);
  });

  it('is the same in a thread, to the byte', async () => {
    const request = { paths: ['all-to/fra-openshift'], months: 12, ratePct: 5 };
    const here = await totalCost(context, request);
    expect(JSON.stringify(await totalCostInThread(context, request))).toBe(JSON.stringify(here));
  });

  it.each([
    ['nonsense', 'IST-5061'],
    ['all-to/nowhere', 'IST-4005'],
    ['placement/res-0', 'IST-5006'],
  ])('refuses %s with %s', async (name, code) => {
    await expect(totalCost(context, { paths: [name] })).rejects.toMatchObject({ code });
  });
});

describe('prices side by side and licences', () => {
  it('name every site', async () => {
    const cost = await workloadCost(context, workloadId);
    expect(workloadCostSchema.parse(cost)).toEqual(cost);
    expect(cost.places).toHaveLength(7);
    const licences = await workloadLicences(context, workloadId);
    expect(workloadLicencesSchema.parse(licences)).toEqual(licences);
  });

  it('say what leaving a platform frees', async () => {
    const effect = await licenceEffect(context, 'all-to/fra-openshift');
    expect(licenceEffectSchema.parse(effect)).toEqual(effect);
    const vmware = effect.effects.find(({ product }) => product === 'vmware-vcf');
    expect(vmware?.freed).toBeGreaterThan(0);
    expect(vmware?.rules[0]).toMatchObject({ id: 'vmware-core-min', unverified: true });
  });
});
