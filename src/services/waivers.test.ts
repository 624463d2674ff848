/** Waivers from the request to their end, on a real database with a pack of our own. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { IsthmusError } from '../core/errors/errors.ts';
import { readWaiverEvents } from '../store/waivers.ts';
import { approveWaiver, rejectWaiver, withdrawWaiver } from './approve-waiver.ts';
import { checkEstate } from './check-estate.ts';
import type { OwnedContext, ServiceContext } from './context.ts';
import { policyFor } from './decide.ts';
import { listFindings } from './get-check.ts';
import { importFile } from './import-file.ts';
import { inventory } from './machines.fixture.ts';
import { requestWaiver, requestWaivers } from './request-waiver.ts';
import { findResult } from './results.ts';
import { putSites, requireSites } from './sites-document.ts';
import { createToken } from './tokens.ts';
import { getWaiver, listWaivers } from './waivers.ts';
import { waiversAsUsed } from './waivers-in-force.ts';
import type { WaiverUsed } from './waivers-in-force.ts';

const RULE = 'house/home';
const pack = (title = 'Stays at home'): string => `
id: house
version: ${title === 'Stays at home' ? '1.0.0' : '1.1.0'}
name: House rules
source: own
asOf: '2026-11-22'
appliesWhen: 'true'
requirements:
  - {id: home, ref: r1, title: ${title}, remedy: Bring it home., test: site.country == "DE"}
  - {id: keys, ref: r2, title: Keys are ours, remedy: Take the keys., test: workload.keyCustody == "externalKms"}
`;
const sites = (country: string, rest = ''): string => `
regimes: [house]
sites:
  - {id: here, platform: vsphere, target: stay, matches: {sources: ['*']}, attributes: {country: ${country}}}
  - {id: there, platform: azure, target: azure-vm, attributes: {country: FR}}
${rest}`;

let context: OwnedContext;
let folder: string;
let day = '2026-11-22';
let second = 0;

const as = (actor: string): ServiceContext => ({
  ...context,
  actor,
  home: folder,
  clock: () => new Date(Date.parse(`${day}T08:00:00.000Z`) + (second += 1) * 1000),
});
const check = () => checkEstate(as('tester'), {});
const ask = { owner: 'ciso@example.org', reason: 'Moves in March.', expires: '2027-03-31', acceptUnknown: false };
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'no error';
  } catch (error) {
    return error instanceof IsthmusError ? error.code : String(error);
  }
};
const states = async (id: string): Promise<readonly string[]> =>
  (await readWaiverEvents(context.store, id)).map(({ state }) => state);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isthmus-waivers-'));
  await mkdir(join(folder, 'packs'));
  await writeFile(join(folder, 'packs', 'house.yaml'), pack());
  context = await testContext();
  const path = join(folder, 'vc.xlsx');
  const provider = inventory(['patients', 'mail'].map((name, index) => ({ name, address: `10.0.0.${index + 1}` })));
  await writeFile(path, '');
  await importFile(context, { providerKind: provider.kind, path, fileName: 'vc.xlsx' }, [provider]);
  await putSites(as('tester'), sites('US'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await context?.[Symbol.asyncDispose]();
});

describe('a waiver', () => {
  let id = '';

  it('is refused for what cannot be: nothing found, too long, over, unknown names', async () => {
    expect((await check()).violations).toBe(1);
    const refused = (change: object) => codeOf(requestWaiver(as('anna'), { ...ask, rule: RULE, ...change }));
    expect(await refused({ rule: 'house/hom' })).toBe('IST-4052');
    expect(await refused({ rule: 'house/keys' })).toBe('IST-4055');
    expect(await refused({ expires: '2028-01-01' })).toBe('IST-4052');
    expect(await refused({ expires: '2026-11-21' })).toBe('IST-4052');
    expect(await refused({ sites: ['nowhere'] })).toBe('IST-4052');
    expect(await refused({ workloads: 'cluster = ' })).toBe('IST-4052');
    expect(await refused({ pack: 'house' })).toBe('IST-4052');
  });

  it('covers nothing until a second person approves it', async () => {
    ({ id } = await requestWaiver(as('anna'), { ...ask, rule: RULE }));
    expect((await check()).violations).toBe(1);
    for (const actor of ['anna', 'Anna', 'token:anna']) {
      expect(await codeOf(approveWaiver(as(actor), id, '')), actor).toBe('IST-4053');
    }
    expect(await approveWaiver(as('bob'), id, 'fine with me')).toMatchObject({ state: 'approved', approvedBy: 'bob' });
    expect(await codeOf(approveWaiver(as('carla'), id, ''))).toBe('IST-4054');
    expect(await states(id)).toEqual(['requested', 'approved']);
  });

  it('says on an installation of one person that nobody else can approve', async () => {
    const alone = await requestWaiver(as('local'), { ...ask, rule: RULE });
    await expect(approveWaiver(as('local'), alone.id, '')).rejects.toThrow(/on this installation nobody else/);
    await rejectWaiver(as('local'), alone.id, 'asked twice');
    expect(await states(alone.id)).toEqual(['requested', 'rejected']);
  });

  it('is not approved with a token that goes back to who asked', async () => {
    const token = (maker: string, name: string) =>
      createToken(as(maker), { name: maker, grants: [{ role: 'admin' }] }, { name, role: 'admin', days: 1 });
    await token('anna', 'first');
    await token('token:first', 'second');
    await token('token:second', 'first');
    const asked = await requestWaiver(as('anna'), { ...ask, rule: RULE });
    const withToken = await requestWaiver(as('token:first'), { ...ask, rule: RULE });
    expect(await codeOf(approveWaiver(as('token:second'), asked.id, ''))).toBe('IST-4053');
    expect(await codeOf(approveWaiver(as('anna'), withToken.id, ''))).toBe('IST-4053');
    await expect(approveWaiver(as('token:second'), withToken.id, '')).rejects.toThrow(/made/);
    for (const each of [asked, withToken]) await rejectWaiver(as('bob'), each.id, 'no second person');
  });

  it('is counted apart, never as satisfied, and is shown where it applies', async () => {
    const summary = await check();
    expect(summary).toMatchObject({ violations: 0, waived: { violated: 1, unknown: 0 } });
    expect(summary.workloads).toMatchObject({ allowed: 0, violated: 0, unknown: 2 });
    expect(summary.rules.find(({ ruleId }) => ruleId === RULE)).toMatchObject({ violated: 0, waived: 1 });
    expect(summary.waivers).toMatchObject([{ id, applied: 1, lapsed: 0, endsSoon: false, daysLeft: 129 }]);
    const { items } = await listFindings(as('tester'), { state: 'waived', limit: 10 });
    expect(items).toMatchObject([
      { ruleId: RULE, state: 'violated', waiver: { id, expiresOn: '2027-03-31' }, change: 'waived' },
    ]);
  });

  it('does not forbid the site it was given for, and says nothing of others', async () => {
    const { file } = await requireSites(as('tester'));
    const { engine } = await policyFor(as('tester'), file);
    const workload = {
      id: 'w',
      kind: 'vm' as const,
      identity: {},
      facts: {},
      observations: [],
      provenance: {},
      conflicts: [],
    };
    expect(engine.evaluate(workload, 'here')).toMatchObject({
      verdict: 'allowed',
      violated: [],
      waived: [{ ruleId: RULE, state: 'violated', waiverId: id, expiresOn: '2027-03-31' }],
    });
    expect(engine.evaluate(workload, 'there')).toMatchObject({ verdict: 'violated', violated: [RULE] });
    const { engine: bare } = await policyFor(as('tester'), file, undefined, []);
    expect(bare.evaluate(workload, 'here')).toMatchObject({ verdict: 'violated', violated: [RULE] });
  });

  it('is part of the record of the check, as it was then', async () => {
    const { id: checkId } = await check();
    const { waivers } = ((await findResult(context, checkId))?.settings ?? {}) as { waivers: readonly WaiverUsed[] };
    expect(waivers).toMatchObject([{ id, state: 'approved' }]);
    expect(await waiversAsUsed(context, waivers)).toMatchObject([{ id, state: 'approved', expiresOn: '2027-03-31' }]);
    expect(await codeOf(waiversAsUsed(context, [{ id, state: 'approved', digest: 'sha256:other' }]))).toBe('IST-4050');
  });

  it('announces its end', async () => {
    day = '2027-03-02';
    expect((await check()).waivers).toMatchObject([{ id, endsSoon: true, daysLeft: 29 }]);
    day = '2026-11-22';
  });

  it('opens the finding again when the value changes, for good, and says which', async () => {
    await putSites(as('tester'), sites('CN'));
    const summary = await check();
    expect(summary).toMatchObject({ violations: 1, waived: { violated: 0 } });
    const [finding] = (await listFindings(as('tester'), { state: 'violated', limit: 10 })).items;
    expect(finding).toMatchObject({
      change: 'reopened',
      waiver: null,
      lapsed: { id, reason: 'site.country was "US", is "CN" now' },
    });
    expect(await getWaiver(as('tester'), id)).toMatchObject({ state: 'reopened' });
    await putSites(as('tester'), sites('US'));
    expect((await check()).violations).toBe(1);
    expect((await listFindings(as('tester'), { state: 'violated', limit: 10 })).items[0]?.lapsed?.reason).toMatch(
      /re-opened before/,
    );
    await withdrawWaiver(as('anna'), id, 'asked anew');
    expect(await states(id)).toEqual(['requested', 'approved', 'reopened', 'withdrawn']);
  });

  it('opens the finding again when the rule changes', async () => {
    const made = await requestWaiver(as('anna'), { ...ask, finding: { rule: RULE, site: 'here' } });
    await approveWaiver(as('bob'), made.id, '');
    expect((await check()).violations).toBe(0);
    await writeFile(join(folder, 'packs', 'house.yaml'), pack('Stays in our own house'));
    expect((await check()).violations).toBe(1);
    const [finding] = (await listFindings(as('tester'), { state: 'violated', limit: 10 })).items;
    expect(finding?.lapsed?.reason).toBe('the rule was changed: it was waived as of house 1.0.0, and is of 1.1.0 now');
    await writeFile(join(folder, 'packs', 'house.yaml'), pack());
    await withdrawWaiver(as('anna'), made.id, '');
  });

  it('ends with its time', async () => {
    const made = await requestWaiver(as('anna'), { ...ask, pack: 'house' });
    await approveWaiver(as('bob'), made.id, '');
    day = '2027-03-31';
    expect((await check()).violations).toBe(0);
    day = '2027-04-01';
    expect((await listWaivers(as('tester'), { state: 'expired' })).map((waiver) => waiver.id)).toEqual([made.id]);
    expect((await check()).violations).toBe(1);
    const [finding] = (await listFindings(as('tester'), { state: 'violated', limit: 10 })).items;
    expect(finding?.lapsed?.reason).toBe('it ended on 2027-03-31');
    expect(await states(made.id)).toEqual(['requested', 'approved', 'expired']);
    day = '2026-11-22';
  });

  it('covers what cannot be told only where somebody accepts that, and shows it apart', async () => {
    const made = await requestWaiver(as('anna'), { ...ask, rule: 'house/keys', acceptUnknown: true });
    expect(made.pins).toMatchObject([{ state: 'unknown', missing: ['workload.keyCustody'], findings: 2 }]);
    await approveWaiver(as('bob'), made.id, '');
    expect(await check()).toMatchObject({ waived: { violated: 0, unknown: 2 } });
    const { items } = await listFindings(as('tester'), { state: 'waived', limit: 10 });
    expect(items.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
    await putSites(
      as('tester'),
      sites('US', 'declarations: [{match: name = mail, attributes: {keyCustody: provider}}]'),
    );
    expect(await check()).toMatchObject({ violations: 2, waived: { unknown: 1 } });
    expect((await getWaiver(as('tester'), made.id)).state).toBe('approved');
    await putSites(as('tester'), sites('US'));
    await withdrawWaiver(as('anna'), made.id, '');
  });
});

describe('a waiver by its name', () => {
  it('is approved only as the one that was looked at', async () => {
    const named = { ...ask, rule: RULE, name: 'small' };
    const small = await requestWaiver(as('anna'), { ...named, sites: ['here'] });
    await withdrawWaiver(as('anna'), 'small', '');
    const wide = await requestWaiver(as('anna'), named);
    expect(await codeOf(approveWaiver(as('bob'), 'small', ''))).toBe('IST-4058');
    expect(await codeOf(approveWaiver(as('bob'), 'small', '', small.digest))).toBe('IST-4058');
    expect(await codeOf(approveWaiver(as('bob'), wide.id, '', small.digest))).toBe('IST-4058');
    expect(await approveWaiver(as('bob'), 'small', '', wide.digest)).toMatchObject({ id: wide.id, state: 'approved' });
    await withdrawWaiver(as('anna'), 'small', '');
  });
});

describe('waivers.yaml', () => {
  const file = (reason: string, more = ''): string => `
waivers:
  - name: us-until-march
    rule: ${RULE}
    sites: [here]
    owner: ciso@example.org
    reason: ${reason}
    expires: '2027-03-31'
${more}`;

  it('asks for what is not asked for yet, and replaces what says something else', async () => {
    const first = await requestWaivers(as('token:ci'), file('Moves in March'));
    expect(first).toMatchObject([{ name: 'us-until-march', state: 'requested', changed: true }]);
    expect(await requestWaivers(as('token:ci'), file('Moves in March'))).toMatchObject([{ changed: false }]);
    const second = await requestWaivers(as('token:ci'), file('Moves in spring'));
    expect(await states(first[0]?.id ?? '')).toEqual(['requested', 'withdrawn']);
    await approveWaiver(as('bob'), second[0]?.id ?? '', '');
    const third = await requestWaivers(as('token:ci'), file('Moves in summer'));
    expect(await states(second[0]?.id ?? '')).toEqual(['requested', 'approved']);
    await approveWaiver(as('bob'), third[0]?.id ?? '', '');
    expect(await states(second[0]?.id ?? '')).toEqual(['requested', 'approved', 'withdrawn']);
  });

  it('is refused whole, with every place to correct', async () => {
    const wrong = file('x', '  - {name: b, rul: house/home, owner: o, reason: r, expires: 2027-13-01}');
    await expect(requestWaivers(as('token:ci'), wrong)).rejects.toMatchObject({
      code: 'IST-4052',
      causes: [{ where: 'waivers[1].rul (line 9)', message: '"rul" is not known here. Did you mean "rule"?' }],
    });
    const later = file('x', "  - {name: b, rule: house/none, owner: o, reason: r, expires: '2027-01-01'}");
    await expect(requestWaivers(as('token:ci'), later)).rejects.toMatchObject({
      causes: [{ where: 'waivers[1].rule (line 9)' }],
    });
  });
});
