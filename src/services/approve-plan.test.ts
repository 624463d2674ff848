import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { moveCheckSchema, planApprovalsSchema, planCheckSchema } from '../api/paths.ts';
import { IsthmusError } from '../core/errors/errors.ts';
import { approvePlan, listApprovals } from './approve-plan.ts';
import { approveWaiver, withdrawWaiver } from './approve-waiver.ts';
import { checkMovePath, checkPlanPaths } from './check-paths.ts';
import type { OwnedContext } from './context.ts';
import { getPlan } from './get-plan.ts';
import { importDemo } from './import-demo.ts';
import { placeEstate } from './place-estate.ts';
import { planMoves } from './plan-moves.ts';
import { requestWaiver } from './request-waiver.ts';
import { putSites } from './sites-document.ts';
import { pageRecords } from '../store/audit.ts';

/** One closed site that takes everything, by a way of one hop. */
const sitesWith = (hop: string): string => `
organisation: {country: DE, sector: trade, class: none}
regimes: [gdpr-ch5]
sites:
  - &home
    id: home
    platform: vsphere
    target: stay
    acceptsWorkloads: false
    matches: {sources: ['*']}
    attributes: &closed
      country: DE
      operator: {country: DE, parentCountry: DE, own: true}
      controlPlane: {country: DE, operatorParentCountry: DE}
      admin: {countries: [DE]}
      support: {countries: [DE]}
      telemetry: {countries: [DE]}
      subprocessors: {countries: []}
      backup: {countries: [DE]}
      dr: {countries: [DE]}
    cost: &cost {usdPerCoreMonth: 50, usdPerMemoryGiBMonth: 5, usdPerDiskGiBMonth: 1, windowsServer: included}
  - id: farm
    platform: kvm
    target: kvm
    attributes: *closed
    cost: {usdPerCoreMonth: 1, usdPerMemoryGiBMonth: 0.1, usdPerDiskGiBMonth: 0.01, platformUsdPerCoreMonth: 0, windowsServer: included}
declarations:
  - {match: '', attributes: {dataClasses: [personal], owner: {country: DE}, transfer: {tool: none}}}
placement: {allowUnknownReadiness: true}
migration: {methods: {kvm: image-convert}}
paths:
  hops:
    - {role: conversion, at: farm}
    - {role: staging, at: farm}
${hop}
`;
const at = (country: string): string =>
  `    - {role: staging, countries: [${country}], attributes: {operator: {country: ${country}, parentCountry: ${country}, own: true}, importer: {dpfListed: false}}}`;

const codeOf = async (call: Promise<unknown>): Promise<{ code: string; text: string }> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof IsthmusError)
      return {
        code: error.code,
        text: error.causes.map(({ where, message }) => `${where ?? ''}: ${message}`).join('\n'),
      };
    throw error;
  }
  return { code: '', text: '' };
};

let context: OwnedContext;
let hours = 0;
const DAY = 24;
const search = { seed: 3, iterations: 50 };

async function planned(hop: string): Promise<string> {
  await putSites(context, sitesWith(hop));
  await placeEstate(context, search);
  return (await planMoves(context, { name: 'exit' })).planId;
}

beforeAll(async () => {
  let seconds = 0;
  context = await testContext({ clock: () => new Date(Date.UTC(2026, 10, 23, 8 + hours, 0, (seconds += 1))) });
  await importDemo(context, { seed: 5, workloads: 30 });
});
afterAll(() => context?.[Symbol.asyncDispose]());

describe('a wave', () => {
  it('is approved when its paths keep the rules, once, and that is written down', async () => {
    const id = await planned('');
    const plan = await getPlan(context, id);
    expect(plan.waves.length).toBeGreaterThan(0);
    const done = planApprovalsSchema.parse(await approvePlan(context, id, { wave: 1 }));
    expect(done.stale).toEqual([]);
    expect(done.waves[0]).toMatchObject({
      violated: 0,
      unknown: 0,
      approval: { state: 'approved', actor: context.actor, unknown: 0, unknownAccepted: null, waived: [] },
    });
    expect(done.waves.slice(1).every(({ approval }) => approval === null)).toBe(true);
    const again = await approvePlan(context, plan.digest, { wave: 1 });
    expect(again.waves[0]?.approval?.id).toBe(done.waves[0]?.approval?.id);
    const { total } = await pageRecords(context.store, { action: 'plan.approve', limit: 10 });
    expect(total).toBe(1);
  });

  it('loses its approval when the sites file changes, and says why', async () => {
    const id = (await listApprovals(context, 'latest')).planId;
    await putSites(context, `${sitesWith('')}\n# a comment\n`);
    const after = await listApprovals(context, id);
    expect(after.waves[0]?.approval).toMatchObject({
      state: 'void',
      voidBecause: ['the sites file has changed since the plan was made'],
    });
    // Void for good, even when the file is as it was.
    await putSites(context, sitesWith(''));
    expect((await listApprovals(context, id)).waves[0]?.approval?.state).toBe('void');
    expect(await codeOf(approvePlan(context, 'nothing', {}))).toMatchObject({ code: 'IST-4042' });
    expect(await codeOf(approvePlan(context, id, { wave: 99 }))).toMatchObject({ code: 'IST-4042' });
  });
});

describe('a wave whose path is not known', () => {
  it('is approved only when somebody accepts that, with the reason kept', async () => {
    const id = await planned('    - {role: staging, attributes: {operator: {own: true}}}');
    const refused = await codeOf(approvePlan(context, id, { wave: 1 }));
    expect(refused.code).toBe('IST-4041');
    expect(refused.text).toContain('paths.staging.countries');
    const done = await approvePlan(context, id, { wave: 1, acceptUnknown: 'the share is in our own house' });
    expect(done.waves[0]?.approval).toMatchObject({ unknownAccepted: 'the share is in our own house' });
    expect(done.waves[0]?.approval?.unknown).toBeGreaterThan(0);
  });
});

describe('a wave whose path breaks a rule', () => {
  it('is no candidate to begin with', async () => {
    expect((await planMovesAt('US')).summary.moves).toBe(0);
  });

  it('is refused with workload, hop, rule and fix; a waiver allows it and is listed; without it the approval is void', async () => {
    await planned('');
    const [workloadName] = (await getPlan(context, 'latest')).waves[0]?.moves.map((move) => move.workloadName) ?? [];
    await putSites(context, sitesWith(at('US')));
    const move = moveCheckSchema.parse(await checkMovePath(context, { workload: workloadName ?? '', to: 'farm' }));
    expect(move.path).toMatchObject({ verdict: 'violated', method: 'image-convert' });
    expect(move.findings.map(({ siteId, state }) => [siteId, state])).toContainEqual(['farm/staging', 'violated']);
    for (const rule of new Set(move.findings.map(({ ruleId }) => ruleId))) {
      const waiver = await requestWaiver(context, {
        rule,
        sites: ['farm/staging'],
        owner: 'anna',
        reason: 'encrypted before it is staged',
        expires: '2026-12-31',
        acceptUnknown: true,
      });
      await approveWaiver({ ...context, actor: 'berta' }, waiver.id, '');
    }
    await placeEstate(context, search);
    const { planId, plan } = await planMoves(context, { name: 'exit' });
    expect(plan.summary.moves).toBeGreaterThan(0);
    const checked = planCheckSchema.parse(await checkPlanPaths(context, plan));
    expect(checked.waves.every(({ violated, waived }) => violated === 0 && waived > 0)).toBe(true);
    const done = await approvePlan(context, planId, { wave: 1 });
    const approval = done.waves[0]?.approval;
    expect(approval?.state).toBe('approved');
    expect(approval?.waived).toContainEqual(expect.objectContaining({ siteId: 'farm/staging', state: 'violated' }));
    await withdrawWaiver(context, approval?.waived[0]?.waiver?.id ?? '', 'no longer');
    const after = await listApprovals(context, planId);
    expect(after.waves[0]?.approval).toMatchObject({ state: 'void' });
    expect(after.waves[0]?.approval?.voidBecause.join()).toContain('is no longer in force');
    // A plan made anew from the same placement rests on what is now.
    const bare = await planMoves(context, { name: 'exit' });
    const refused = await codeOf(approvePlan(context, bare.planId, { wave: 1, acceptUnknown: 'yes' }));
    expect(refused.code).toBe('IST-4040');
    expect(refused.text).toContain(bare.plan.waves[0]?.moves[0]?.workloadName);
    expect(refused.text).toMatch(/at staging \(US\): gdpr-ch5\/g-\w+: .+ Fix: .+ \[site farm\/staging\]/);
    expect(await codeOf(approvePlan(context, planId, { wave: 1 }))).toMatchObject({ code: 'IST-4043' });
    const broken = await checkPlanPaths(context, plan);
    expect(broken.waves[0]?.violated).toBeGreaterThan(0);
    expect(broken.findings[0]).toMatchObject({ state: 'violated', hop: 'staging', where: 'US' });
  });
});

describe('an approved wave', () => {
  const waiverUntil = async (rule: string, expires: string): Promise<void> => {
    const ask = { rule, sites: ['farm/staging'], owner: 'anna', reason: 'encrypted before it is staged', expires };
    const { id } = await requestWaiver(context, { ...ask, acceptUnknown: true });
    await approveWaiver({ ...context, actor: 'berta' }, id, '');
  };

  it('is approved anew when a waiver of its approval has run out and another covers the same', async () => {
    await planned('');
    const [first] = (await getPlan(context, 'latest')).waves[0]?.moves ?? [];
    await putSites(context, sitesWith(at('US')));
    const { findings } = await checkMovePath(context, { workload: first?.workloadName ?? '', to: 'farm' });
    const rules = [...new Set(findings.map(({ ruleId }) => ruleId))];
    for (const rule of rules) await waiverUntil(rule, '2026-12-01');
    await placeEstate(context, search);
    const { planId } = await planMoves(context, { name: 'exit' });
    const before = (await approvePlan(context, planId, { wave: 1 })).waves[0]?.approval;
    for (const rule of rules) await waiverUntil(rule, '2026-12-20');
    hours = 10 * DAY;
    const after = (await approvePlan(context, planId, { wave: 1 })).waves[0]?.approval;
    expect(after).toMatchObject({ state: 'approved' });
    expect(after?.id).not.toBe(before?.id);
  });

  it('is void when time alone breaks a rule on its way', async () => {
    await mkdir(join(context.home, 'packs'), { recursive: true });
    await writeFile(
      join(context.home, 'packs', 'house.yaml'),
      `{id: house, version: 1.0.0, name: House, source: own, asOf: '2026-11-22', appliesWhen: 'true', requirements: [
        {id: c5, ref: r, title: Certified, remedy: Renew it., test: 'site.country == "DE" && "c5-type2" in site.certifications'}]}`,
    );
    const certified = sitesWith('')
      .replace('regimes: [gdpr-ch5]', 'regimes: [gdpr-ch5, house]')
      .replace(
        'attributes: &closed\n',
        "attributes: &closed\n      certificates: [{id: c5-type2, validTo: '2026-12-31'}]\n",
      );
    await putSites(context, certified);
    await placeEstate(context, search);
    const { planId } = await planMoves(context, { name: 'exit' });
    const done = await approvePlan(context, planId, { wave: 1, acceptUnknown: 'seen' });
    expect(done.waves[0]).toMatchObject({ violated: 0, approval: { state: 'approved' } });
    hours = 40 * DAY;
    const ended = (await listApprovals(context, planId)).waves[0];
    expect(ended?.approval).toMatchObject({ state: 'void' });
    expect(ended?.approval?.voidBecause.join()).toMatch(/breaks a rule now|are unknown now/);
  });
});

async function planMovesAt(country: string) {
  return getPlan(context, await planned(at(country)));
}
