import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { assignmentSchema, placementComparisonSchema, placementSummarySchema } from '../api/placements.ts';
import type { PlacementSummaryDocument } from '../api/placements.ts';
import { shippedFile } from '../shipped-files.ts';
import { comparePlacements } from './compare-placements.ts';
import type { OwnedContext } from './context.ts';
import { exactSolver } from './exact-solver.ts';
import { getPlacement, listAssignments, listPlacements, workloadPlacement } from './get-placement.ts';
import { drillPlacement, pinDrill } from './drill-placement.ts';
import type { JobContext } from './durable-job.ts';
import { importDemo } from './import-demo.ts';
import { listWorkloads } from './list-workloads.ts';
import { OperationRunner } from './operation-runner.ts';
import { enqueueJob, getOperation } from './operations.ts';
import { placeEstate } from './place-estate.ts';
import { placeScenario } from './place-scenario.ts';
import { planMoves } from './plan-moves.ts';
import { pinBasis } from './placement-basis.ts';
import { listWhyRecords } from './results.ts';
import { putSites } from './sites-document.ts';

const SCENARIOS = `scenarios:
  - id: no-azure
    name: Azure is not to be had
    remove: [azure-gwc]
  - id: dearer
    name: Our own hardware costs twice as much
    priceFactors: { fra-openshift: 2 }
`;

let context: OwnedContext;
let sites: string;
beforeAll(async () => {
  let seconds = 0;
  context = await testContext({ clock: () => new Date(Date.UTC(2026, 10, 22, 8, 0, (seconds += 1))) });
  await importDemo(context, { seed: 5, workloads: 60 });
  const demo = await readFile(shippedFile('demo/sites.yaml'), 'utf8');
  sites = demo.replace(/^scenarios:\n/m, SCENARIOS);
  await putSites(context, sites);
});
afterAll(() => context?.[Symbol.asyncDispose]());

const search = { seed: 3, iterations: 200 };

describe('a placement', () => {
  let placed: PlacementSummaryDocument;
  beforeAll(async () => {
    placed = await placeEstate(context, search);
  });

  it('is said as the contract promises, found as the latest and by its id', async () => {
    expect(placementSummarySchema.parse(await getPlacement(context))).toEqual(placed);
    expect(await getPlacement(context, placed.id)).toEqual(placed);
    expect(placed).toMatchObject({ kind: 'place', scenario: null, stoppedEarly: false, stale: [] });
    expect(placed.placed).toBe(placed.moves + placed.stays);
  });

  it('is the same to the byte whichever process or thread made it', async () => {
    const again = await placeEstate(context, search);
    await using runner = new OperationRunner(context);
    const { id } = await enqueueJob(context, 'place', { ...search, basis: await pinBasis(context) });
    runner.take(id);
    const ended = await getOperation(context, id, { waitMs: 30_000 });
    expect(ended).toMatchObject({ state: 'succeeded', problem: null });
    const threaded = ended.result as PlacementSummaryDocument;
    expect(threaded).toEqual(await getPlacement(context));
    expect(new Set([placed.resultDigest, again.resultDigest, threaded.resultDigest]).size).toBe(1);
    const { items } = await listWhyRecords(context, { limit: 3, offset: 0 });
    expect(items.map(({ resultDigest }) => resultDigest)).toEqual(Array.from(items, () => placed.resultDigest));
    expect(ended.figures).toMatchObject({ workloads: expect.any(Number), gapPct: expect.any(Number) as number });
  });

  it('that is stopped keeps the best until then and says so', async () => {
    const told: JobContext = { ...context, stopping: () => true };
    const stopped = await placeEstate(told, search);
    expect(stopped).toMatchObject({ stoppedEarly: true, unplaced: placed.unplaced });
    expect(stopped.warnings[0]).toContain('Stopped after');
    expect(stopped.boundUsdPerMonth).toBeLessThanOrEqual(placed.totalUsdPerMonth);
    const limited = await placeEstate(context, { ...search, seconds: 0.000_001 });
    expect(limited).toMatchObject({ stoppedEarly: true });
    expect(limited.warnings[0]).toContain('Limited to');
  });
});

describe('a scenario', () => {
  it('is kept beside the placement, never in its place', async () => {
    const before = await placeEstate(context, search);
    const first = await placeScenario(context, { ...search, scenario: 'no-azure' });
    const dearer = await placeScenario(context, { ...search, scenario: 'dearer' });
    expect(first).toMatchObject({ kind: 'scenario', scenario: { id: 'no-azure', name: 'Azure is not to be had' } });
    expect(first.sites.map(({ siteId }) => siteId)).not.toContain('azure-gwc');
    expect(await getPlacement(context)).toEqual(before);
    expect(await getPlacement(context, 'no-azure')).toEqual(first);
    expect(await getPlacement(context, 'dearer')).toEqual(dearer);
    const { items } = await listWorkloads(context, { filter: 'placedAt = azure-gwc', limit: 500 });
    const { total } = await listAssignments(context, before.id, { site: 'azure-gwc', limit: 1 });
    expect(items).toHaveLength(total);
    const all = await listPlacements(context, { limit: 2 });
    expect(all.items.map(({ id }) => id)).toEqual([dearer.id, first.id]);
    const more = await listPlacements(context, { limit: 2, continue: all.continue ?? '' });
    expect(more.items[0]?.id).toBe(before.id);
    expect((await listPlacements(context, { kind: 'scenario', limit: 10 })).total).toBe(2);
  });

  it('is compared with the placement: who goes elsewhere, what it costs, what they were made from', async () => {
    const compared = await comparePlacements(context, { a: 'latest', b: 'no-azure' }, 5);
    expect(placementComparisonSchema.parse(compared)).toEqual(compared);
    expect(compared.totalUsdPerMonth).toBeCloseTo(compared.b.totalUsdPerMonth - compared.a.totalUsdPerMonth, 6);
    const azure = compared.a.sites.find(({ siteId }) => siteId === 'azure-gwc');
    const left = compared.flows.filter(({ siteA }) => siteA === 'azure-gwc');
    expect(left.reduce((sum, { workloads }) => sum + workloads, 0)).toBe(azure?.workloads);
    expect(compared.flows.reduce((sum, { workloads }) => sum + workloads, 0)).toBe(compared.different);
    expect(compared.workloads.length).toBe(Math.min(5, compared.different));
    expect(compared.workloads.every(({ whyA, whyB }) => whyA !== '' && whyB !== '')).toBe(true);
    expect(compared.inputs).toEqual([{ what: 'scenario', a: 'none', b: 'no-azure' }]);
    const same = await comparePlacements(context, { a: 'latest', b: 'latest' }, 5);
    expect(same).toMatchObject({ different: 0, onlyInA: 0, onlyInB: 0, workloads: [], inputs: [] });
  });

  it.each([
    { scenario: 'no-azur', code: 'IST-5007', says: 'Did you mean "no-azure"?' },
    { scenario: '', code: 'IST-5007', says: 'there is no scenario ""' },
  ])('that does not exist is refused, with the one that is near: $scenario', async ({ scenario, code, says }) => {
    await expect(placeScenario(context, { ...search, scenario })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says) as string,
    });
  });
});

describe('a drill', () => {
  it('says whether the loss is survived, who goes where, and is kept with what it struck', async () => {
    const placed = await placeEstate(context, search);
    const drilled = await drillPlacement(context, { ...search, lose: ['site/azure-gwc'] });
    expect(placementSummarySchema.parse(drilled)).toEqual(drilled);
    expect(drilled).toMatchObject({ kind: 'drill', lost: ['site/azure-gwc'], basedOn: placed.id });
    const struck = placed.sites.find(({ siteId }) => siteId === 'azure-gwc')?.workloads;
    expect(drilled.drill).toMatchObject({ lostSites: ['azure-gwc'], struck, moved: 0 });
    expect(drilled.drill?.verdict).toMatch(
      drilled.drill?.survives === true ? /^Survives/ : /^(Does not survive|Not known)/,
    );
    const from = await listAssignments(context, drilled.id, { from: 'azure-gwc', limit: 500 });
    expect(from.total).toBe(struck);
    expect(from.items.every(({ siteId }) => siteId !== 'azure-gwc')).toBe(true);
    expect((await getPlacement(context)).id).toBe(placed.id);
    const again = await drillPlacement(context, { ...search, lose: ['site/azure-gwc'] });
    expect(again.resultDigest).toBe(drilled.resultDigest);
  });

  it('of an operator loses all of its sites, of a scenario what the scenario has', async () => {
    const operator = await drillPlacement(context, { ...search, lose: ['operator/nordwerk'] });
    expect(operator.drill?.lostSites.length).toBeGreaterThan(2);
    const whatIf = await drillPlacement(context, { ...search, placement: 'no-azure', lose: ['site/fra-openshift'] });
    expect(whatIf.scenario?.id).toBe('no-azure');
    await expect(
      pinDrill(context, { ...search, placement: 'no-azure', lose: ['site/azure-gwc'] }),
    ).rejects.toMatchObject({ code: 'IST-5008' });
  });

  it('of what is not there is refused with what is', async () => {
    await expect(pinDrill(context, { ...search, lose: ['site/fra'] })).rejects.toMatchObject({
      code: 'IST-5008',
      causes: [{ message: expect.stringContaining('site/fra-openshift') as string }],
    });
  });
});

describe('why', () => {
  it('is told over every site, in a thread, with what forcing the workload there truly adds', async () => {
    const placed = await placeEstate(context, search);
    const { items } = await listAssignments(context, placed.id, { limit: 1 });
    const stored = items[0];
    if (stored === undefined) throw new Error('nothing was placed');
    const told = await workloadPlacement(context, stored.workloadId, { full: true });
    expect(assignmentSchema.parse(told)).toEqual(told);
    expect(told).toMatchObject({ siteId: stored.siteId, why: stored.why });
    expect(told.candidates).toHaveLength(7);
    const chosen = told.candidates.find(({ siteId }) => siteId === told.siteId);
    expect(chosen).toMatchObject({ extraUsdPerMonth: 0, extraIs: 'exact' });
    await expect(
      workloadPlacement(context, stored.workloadId, { full: true, placement: 'res-none' }),
    ).rejects.toMatchObject({ code: 'IST-5006' });
  });
});

it('small placements are proved by HiGHS, larger ones are not brought to it', async () => {
  const solve = await exactSolver(10);
  const lp = 'Minimize\n obj: 3 x + 2 y\nSubject To\n c: x + y >= 1\nBinary\n x y\nEnd\n';
  expect(solve?.(lp, {})).toMatchObject({ Status: 'Optimal', ObjectiveValue: 2 });
  expect(await exactSolver(1e6)).toBeUndefined();
});

it('a placement says when what it was made from is not what is in force any more', async () => {
  const placed = await placeEstate(context, search);
  expect((await getPlacement(context, placed.id)).stale).toEqual([]);
  const dearer = await placeScenario(context, { ...search, scenario: 'dearer' });
  const another = '  - { id: another, name: Another what-if, remove: [azure-gwc] }\n';
  await putSites(context, `# a comment\n${sites.replace(SCENARIOS, SCENARIOS + another)}`);
  expect((await getPlacement(context, placed.id)).stale).toEqual([]);
  expect((await getPlacement(context, dearer.id)).stale).toEqual([]);
  expect((await planMoves(context, { name: 'as it was' })).plan.pins.placementId).toBe(placed.id);
  const compared = await comparePlacements(context, { a: placed.id, b: (await placeEstate(context, search)).id }, 5);
  expect(compared.inputs.map(({ what }) => what)).not.toContain('sites.yaml');
  await putSites(context, sites.replace('fra-openshift: 2 }', 'fra-openshift: 4 }'));
  expect((await getPlacement(context, dearer.id)).stale).toEqual(['The scenario dearer has changed since.']);
  await putSites(context, sites.replace(/^pins:$/m, 'tagKeys: { owner: [boss] }\npins:'));
  await importDemo(context, { seed: 6, workloads: 12 });
  expect((await getPlacement(context, placed.id)).stale).toEqual([
    expect.stringContaining(`this is of gen/${placed.generation}`) as string,
    'sites.yaml has changed since.',
  ]);
  expect((await placeEstate(context, search)).stale).toEqual([]);
});

it('a placement that nobody made is refused with those there are', async () => {
  await expect(getPlacement(context, 'res-none')).rejects.toMatchObject({ code: 'IST-5006' });
});
