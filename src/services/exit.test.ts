import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { concentrationDocumentSchema, exitPlanSchema } from '../api/exit.ts';
import type { ExitPlanDocument } from '../api/exit.ts';
import type { Plan } from '../core/plan/plan.ts';
import { shippedFile } from '../shipped-files.ts';
import { approveWaiver } from './approve-waiver.ts';
import { checkEstate } from './check-estate.ts';
import { getConcentration } from './concentration.ts';
import type { OwnedContext } from './context.ts';
import { getExit, listExits } from './exit-list.ts';
import { makeExitPlan, pinExit } from './exit-make.ts';
import { listFindings } from './get-check.ts';
import { importDemo } from './import-demo.ts';
import { placeEstate } from './place-estate.ts';
import { replayDecision } from './replay.ts';
import { requestWaiver } from './request-waiver.ts';
import { eachResultRow } from './results.ts';
import { putSites } from './sites-document.ts';

const LIMITS = `concentration:
  limits:
    - {id: one-operator, over: operator, measure: workloads, criticalOnly: false, atMostPct: 50, reason: no single exit}
scenarios:
`;

let context: OwnedContext;
let sites: string;
beforeAll(async () => {
  let seconds = 0;
  context = await testContext({ clock: () => new Date(Date.UTC(2026, 10, 22, 8, 0, (seconds += 1))) });
  await importDemo(context, { seed: 5, workloads: 60 });
  sites = (await readFile(shippedFile('demo/sites.yaml'), 'utf8')).replace(/^scenarios:\n/m, LIMITS);
  await putSites(context, sites);
});
afterAll(() => context?.[Symbol.asyncDispose]());

const as = (actor: string) => ({ ...context, actor });
const ask = { from: 'today', useReserve: false, seed: 3, iterations: 200 } as const;

async function exitOf(operator: string): Promise<ExitPlanDocument> {
  await makeExitPlan(context, await pinExit(context, { ...ask, operator }));
  return getExit(context, operator);
}

describe('an exit plan', () => {
  it('takes everybody away from the operator, moves nobody else, and costs what its moves cost', async () => {
    const exit = await exitOf('elbe hosting');
    expect(exitPlanSchema.parse(exit)).toEqual(exit);
    expect(exit).toMatchObject({ operator: 'Elbe Hosting', siteIds: ['ham-hyperv'], stale: [] });
    expect(exit.workloads).toBeGreaterThan(0);
    expect(exit.leaving + exit.cannotLeave).toBe(exit.workloads);
    const plan = exit.plan as unknown as Plan;
    const moves = plan.waves.flatMap((wave) => wave.moves);
    expect(moves).toHaveLength(exit.leaving);
    expect(moves.every(({ fromSiteId, toSiteId }) => fromSiteId === 'ham-hyperv' && toSiteId !== 'ham-hyperv')).toBe(
      true,
    );
    expect(exit.money.migrationUsdOneOff).toBe(plan.summary.migrationUsdOneOff);
    expect(exit.money.differenceUsdPerMonth).toBe(plan.summary.deltaUsdPerMonth);
    expect(exit.time).toMatchObject({ hoursLow: plan.summary.hoursLow, hoursHigh: plan.summary.hoursHigh });
    let once = 0;
    let rows = 0;
    for await (const { doc } of eachResultRow<{ cost: { migrationUsdOneOff: number } | null }>(context, exit.id)) {
      rows += 1;
      once += doc.cost?.migrationUsdOneOff ?? 0;
    }
    expect(rows).toBe(exit.workloads);
    expect(once).toBeCloseTo(exit.money.migrationUsdOneOff, 1);
    for (const { would, why } of exit.stuck) expect([why, ...would.map(({ fix }) => fix)]).not.toContain('');
  });

  it('says what the contract does not, as unknown', async () => {
    const { contract, warnings } = await getExit(context, 'Elbe Hosting');
    expect(contract.map(({ attribute, bySite }) => [attribute, bySite[0]?.value])).toEqual([
      ['contract.exitTransition', null],
      ['contract.dataReturn', true],
      ['contract.noticeDays', null],
    ]);
    expect(warnings.filter((line) => line.includes('not known of ham-hyperv'))).toHaveLength(2);
  });

  it('is made again to the byte', async () => {
    const { id } = await getExit(context, 'Elbe Hosting');
    expect(await replayDecision(context, id)).toMatchObject({ answer: 'same' });
  });

  it('is listed per operator, and says what changed under it', async () => {
    const fresh = await listExits(context);
    const elbe = fresh.find(({ operator }) => operator === 'Elbe Hosting');
    expect(elbe).toMatchObject({ strategyInPlace: 'yes', plan: { stale: [] } });
    expect(fresh.filter(({ plan }) => plan === null).every(({ strategyInPlace }) => strategyInPlace === 'no')).toBe(
      true,
    );
    await putSites(context, `${sites}\ntagKeys: {owner: [x]}\n`);
    const after = (await listExits(context)).find(({ operator }) => operator === 'Elbe Hosting');
    expect(after).toMatchObject({ strategyInPlace: 'unknown', plan: { stale: ['sites.yaml has changed since.'] } });
    await putSites(context, sites);
  });

  it('can be asked for of those whose operator nobody names: a group of its own', async () => {
    await putSites(context, sites.replace('operator: { name: Elbe Hosting, country: DE, own: false }', ''));
    expect((await listExits(context)).at(-1)).toMatchObject({ operator: null, siteIds: ['ham-hyperv'] });
    const exit = await exitOf('unknown');
    expect(exit).toMatchObject({ operator: null, siteIds: ['ham-hyperv'] });
    await putSites(context, sites);
  });

  it('of an operator that is not there names those that are', async () => {
    await expect(exitOf('Nobody')).rejects.toMatchObject({ code: 'IST-4090' });
    await expect(getExit(context, 'Microsoft')).rejects.toMatchObject({ code: 'IST-4091' });
  });

  it('may start from where the newest placement has everybody', async () => {
    const { id, warnings } = await placeEstate(context, { seed: 3, iterations: 200 });
    expect(warnings.some((line) => line.includes('the limit concentration/one-operator is broken'))).toBe(true);
    await makeExitPlan(context, await pinExit(context, { ...ask, operator: 'Microsoft', from: 'placement' }));
    const exit = await getExit(context, 'Microsoft', 'placement');
    expect(exit).toMatchObject({ from: 'placement', madeFrom: { placementId: id } });
    const plan = exit.plan as unknown as Plan;
    const left = new Set(exit.siteIds);
    expect(plan.waves.flatMap(({ moves }) => moves).every(({ toSiteId }) => !left.has(toSiteId))).toBe(true);
  });
});

describe('concentration', () => {
  it('is shown now and as placed, and adds up', async () => {
    await placeEstate(context, { seed: 3, iterations: 50 });
    const document = await getConcentration(context, { over: 'operator', measure: 'workloads', criticalOnly: false });
    expect(concentrationDocumentSchema.parse(document)).toEqual(document);
    expect(document.now.shares.reduce((sum, { certain }) => sum + certain, 0)).toBe(document.now.certain);
    expect(document.after).not.toBeNull();
    expect(document.limits).toMatchObject([{ id: 'one-operator', now: 'violated' }]);
    expect(document.shareRule).toContain('kind: share');
  });

  it('beyond a limit is a finding of every check', async () => {
    const { violations } = await checkEstate(context, {});
    const { items } = await listFindings(context, { pack: 'concentration', limit: 10 });
    expect(items).toMatchObject([
      { ruleId: 'concentration/one-operator', siteId: '*', state: 'violated', level: 'must' },
    ]);
    const { id } = await requestWaiver(as('anna'), {
      finding: { rule: 'concentration/one-operator', site: '*' },
      owner: 'anna',
      reason: 'until the move is done',
      expires: '2027-01-31',
      acceptUnknown: false,
    });
    await approveWaiver(as('bob'), id, '');
    expect(await checkEstate(context, {})).toMatchObject({ violations: violations - 1, waived: { violated: 1 } });
    await putSites(context, sites.replace('atMostPct: 50', 'atMostPct: 100'));
    expect((await checkEstate(context, {})).violations).toBe(violations - 1);
  });
});
