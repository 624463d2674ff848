/** Waivers against a small estate, whatever was waived and whatever has changed since. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import type { Workload } from '../../model/workload.ts';
import { createPolicyEngine } from '../engine/engine.ts';
import type { PolicyEngine } from '../engine/engine.ts';
import type { Finding } from '../finding.ts';
import { parsePack } from '../packs/pack.ts';
import type { Pack } from '../packs/pack.ts';
import { siteSchema } from '../site.ts';
import type { Site } from '../site.ts';
import { pinFindings } from './pin-findings.ts';
import type { PinEngine } from './pin-findings.ts';
import type { WaiverInForce, WaiverScope } from './waiver.ts';

const catalog = await loadCatalog();

const packOf = (version: string, homeTest: string): Pack =>
  parsePack(
    JSON.stringify({
      id: 'house',
      version,
      name: 'House',
      source: 'own',
      asOf: '2026-11-22',
      appliesWhen: 'true',
      requirements: [
        { id: 'home', ref: 'r', title: 't', remedy: 'x', test: homeTest },
        {
          id: 'both',
          ref: 'r',
          title: 't',
          remedy: 'x',
          test: 'workload.environment == "dev" || site.country == "DE"',
        },
        { id: 'mfa', ref: 'r', title: 't', remedy: 'x', test: 'organisation.adminMfa' },
        { id: 'advice', ref: 'r', title: 't', remedy: 'x', test: 'site.country == "FR"', level: 'should' },
      ],
    }),
    'house.yaml',
    catalog,
  );
const PACK = packOf('1.0.0', 'site.country == "DE"');

const site = (id: string, country: string | undefined): Site =>
  siteSchema.parse({ id, platform: 'x', target: 'kvm', matches: { clusters: [id] }, attributes: { country } });

interface World {
  readonly countries: readonly (string | undefined)[];
  readonly machines: readonly { readonly at: number; readonly environment: 'dev' | 'prod' | undefined }[];
  readonly mfa: boolean | undefined;
  readonly pack?: Pack;
  readonly asOf?: string;
}

const workloadsOf = ({ machines }: World): Workload[] =>
  machines.map(({ at, environment }, index) =>
    workloadWith({ cluster: `s${at}`, ...(environment !== undefined && { environment }) }, { id: `w${index}` }),
  );
const engineOf = (world: World, waivers: readonly WaiverInForce[] = []): PolicyEngine =>
  createPolicyEngine({
    catalog,
    packs: [world.pack ?? PACK],
    sites: world.countries.map((country, index) => site(`s${index}`, country)),
    organisation: world.mfa === undefined ? {} : { adminMfa: world.mfa },
    declarations: [],
    asOf: world.asOf ?? '2026-11-22',
    waivers,
  });
const pinEngine = (engine: PolicyEngine, workloads: readonly Workload[]): PinEngine => ({
  ruleIdentities: engine.ruleIdentities,
  aboutOf: (ruleId) => engine.aboutOf(ruleId),
  classKey: (workload) => engine.classKey(workload),
  findingsAt: (workload, siteId, ruleIds) => engine.findingsAt(workload, siteId, ruleIds),
  currentFindings: () => engine.checkEstate(workloads).findings(),
});

function waive(world: World, scope: WaiverScope, change: Partial<WaiverInForce> = {}): WaiverInForce {
  const acceptUnknown = change.acceptUnknown ?? false;
  const workloads = workloadsOf(world);
  const { pins } = pinFindings(pinEngine(engineOf(world), workloads), workloads, { scope, acceptUnknown });
  return { id: 'wvr-1', scope, acceptUnknown, expiresOn: '2027-03-31', state: 'approved', pins, ...change };
}

const findingsOf = (world: World, waivers: readonly WaiverInForce[] = []): Finding[] => [
  ...engineOf(world, waivers).checkEstate(workloadsOf(world)).findings({ all: true }),
];
const bare = ({ waiver: _, lapsed: __, ...finding }: Finding): Omit<Finding, 'waiver' | 'lapsed'> => finding;

const US: World = {
  countries: ['US', 'DE', undefined],
  machines: [
    { at: 0, environment: 'prod' },
    { at: 0, environment: 'dev' },
    { at: 1, environment: 'prod' },
    { at: 2, environment: undefined },
  ],
  mfa: false,
};
const covered = (world: World, waivers: readonly WaiverInForce[]): string[] =>
  findingsOf(world, waivers).flatMap(({ waiver, ruleId, siteId, workloadId }) =>
    waiver === undefined ? [] : [`${ruleId} ${siteId} ${workloadId ?? '*'}`],
  );
const reasons = (world: World, waiver: WaiverInForce): string[] =>
  findingsOf(world, [waiver]).flatMap(({ lapsed }) => (lapsed === undefined ? [] : [lapsed.reason]));

describe('what a waiver covers', () => {
  it.each<{ scope: WaiverScope; covers: readonly string[]; reason: string; acceptUnknown?: boolean }>([
    { scope: { rule: 'house/home' }, covers: ['house/home s0 *'], reason: 'a rule wherever it is broken' },
    { scope: { rule: 'house/home', sites: ['s1'] }, covers: [], reason: 'a site where nothing is broken' },
    {
      scope: { rule: 'house/home', workloads: 'environment = dev' },
      covers: [],
      reason: 'what is said of a whole site is not covered for some of its workloads',
    },
    {
      scope: { rule: 'house/both', workloads: 'environment = prod' },
      covers: ['house/both s0 w0'],
      reason: 'workloads of a filter',
    },
    {
      scope: { pack: 'house' },
      covers: ['house/home s0 *', 'house/mfa * *', 'house/advice s0 *', 'house/advice s1 *', 'house/both s0 w0'],
      reason: 'a whole pack; nothing that cannot be told',
    },
    {
      scope: { rule: 'house/home' },
      acceptUnknown: true,
      covers: ['house/home s0 *', 'house/home s2 *'],
      reason: 'what cannot be told where that is accepted',
    },
    { scope: { finding: { ruleId: 'house/mfa', siteId: '*' } }, covers: ['house/mfa * *'], reason: 'the organisation' },
    {
      scope: { finding: { ruleId: 'house/both', siteId: 's0', workloadId: 'w0' } },
      covers: ['house/both s0 w0'],
      reason: 'one finding',
    },
  ])('$reason', ({ scope, covers, acceptUnknown = false }) => {
    expect(covered(US, [waive(US, scope, { acceptUnknown })])).toEqual(covers);
  });

  it('lifts the no of a site for the workloads it is given for, before they are moved there too', () => {
    const waiver = waive(US, { rule: 'house/both', sites: ['s0'], workloads: 'environment = prod' });
    const engine = engineOf(US, [waiver]);
    const [prod, dev, elsewhere] = workloadsOf(US);
    if (prod === undefined || dev === undefined || elsewhere === undefined) throw new Error('no workloads');
    const rest = { verdict: 'violated', violated: ['house/home'] };
    expect(engine.evaluate(prod, 's0')).toMatchObject({
      ...rest,
      waived: [{ ruleId: 'house/both', waiverId: 'wvr-1' }],
    });
    expect(engine.evaluate(elsewhere, 's0')).toMatchObject({ ...rest, waived: [{ ruleId: 'house/both' }] });
    expect(engine.evaluate(dev, 's0').waived).toBeUndefined();
    expect(engine.classKey(prod)).not.toBe(engine.classKey(dev));
    const both = engineOf(US, [waiver, waive(US, { rule: 'house/home' }, { id: 'wvr-2' })]);
    expect(both.evaluate(prod, 's0')).toMatchObject({ verdict: 'allowed', violated: [] });
    expect(both.evaluate(prod, 's0').findings.find(({ ruleId }) => ruleId === 'house/home')).toMatchObject({
      state: 'violated',
      waiver: { id: 'wvr-2', expiresOn: '2027-03-31' },
    });
  });

  it('takes the one that lasts longest, in whatever order they are given', () => {
    const short = waive(US, { rule: 'house/home' }, { id: 'wvr-a', expiresOn: '2026-12-31' });
    const long = waive(US, { pack: 'house' }, { id: 'wvr-b', expiresOn: '2027-01-31' });
    for (const waivers of [
      [short, long],
      [long, short],
    ]) {
      expect(findingsOf(US, waivers)[0]?.waiver).toEqual({ id: 'wvr-b', expiresOn: '2027-01-31' });
    }
  });
});

describe('why a waiver covers a finding no more', () => {
  const waiver = waive(US, { rule: 'house/home' });
  it.each<{ world: World; waiver?: WaiverInForce; says: string; reason: string }>([
    { world: { ...US, countries: ['CN', 'DE'] }, says: 'site.country was "US", is "CN" now', reason: 'another value' },
    { world: { ...US, asOf: '2027-04-01' }, says: 'it ended on 2027-03-31', reason: 'time' },
    {
      world: { ...US, pack: packOf('1.1.0', 'site.country == "AT"') },
      says: 'the rule was changed: it was waived as of house 1.0.0, and is of 1.1.0 now',
      reason: 'another rule',
    },
    {
      world: { ...US, pack: packOf('1.0.0', 'site.country == "AT"') },
      says: 'the rule was changed since (pack house 1.0.0)',
      reason: 'a rule that was changed without saying so',
    },
    {
      world: US,
      waiver: { ...waiver, state: 'reopened' },
      says: 'it was re-opened before; what is to be accepted again is to be requested anew',
      reason: 're-opened before',
    },
    {
      world: { ...US, countries: [undefined, 'DE'] },
      waiver: waive(US, { finding: { ruleId: 'house/home', siteId: 's0' } }),
      says: 'site.country was "US", is not known now',
      reason: 'what was known is not any more',
    },
    {
      world: US,
      waiver: waive(
        { ...US, countries: [undefined, 'DE', undefined] },
        { rule: 'house/home', sites: ['s0'] },
        { acceptUnknown: true },
      ),
      says: 'site.country was not known, is "US" now',
      reason: 'an unknown risk that turned out to be a violation',
    },
  ])('$reason', ({ world, waiver: given = waiver, says }) => {
    expect(covered(world, [given])).toEqual([]);
    expect(reasons(world, given)).toContain(says);
  });

  it('a new version of the pack that leaves the rule alone changes nothing', () => {
    expect(covered({ ...US, pack: packOf('1.1.0', 'site.country == "DE"') }, [waiver])).toEqual(['house/home s0 *']);
  });
});

const worlds = fc.record({
  countries: fc.array(fc.constantFrom('US', 'DE', 'FR', undefined), { minLength: 1, maxLength: 3 }),
  machines: fc.array(
    fc.record({ at: fc.nat({ max: 3 }), environment: fc.constantFrom('dev' as const, 'prod' as const, undefined) }),
    { maxLength: 4 },
  ),
  mfa: fc.constantFrom(true, false, undefined),
});
const scopes: fc.Arbitrary<WaiverScope> = fc.oneof(
  fc.record({
    rule: fc.constantFrom('house/home', 'house/both', 'house/mfa', 'house/advice'),
    workloads: fc.constantFrom('environment = dev', 'environment = prod'),
  }),
  fc.constant({ pack: 'house' }),
  fc.constantFrom('s0', 's1').map((id) => ({ pack: 'house', sites: [id] })),
  fc.constantFrom('s0', '*').map((siteId) => ({ finding: { ruleId: 'house/both', siteId, workloadId: 'w0' } })),
);

describe('whatever is waived', () => {
  it('changes nothing of what is found: without the notes it is the unwaived result', () => {
    fc.assert(
      fc.property(worlds, worlds, scopes, fc.boolean(), (then, now, scope, acceptUnknown) => {
        const waiver = waive(then, placed(scope, then), { acceptUnknown });
        expect(findingsOf(now, [waiver]).map(bare)).toEqual(findingsOf(now));
        for (const { waiver: applied, state } of findingsOf(now, [waiver])) {
          if (applied !== undefined) expect(state === 'violated' || (acceptUnknown && state === 'unknown')).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('covers nothing when it ended, was re-opened, or nothing of it is as it was', () => {
    fc.assert(
      fc.property(worlds, scopes, (world, scope) => {
        const waiver = waive(world, placed(scope, world), { acceptUnknown: true });
        expect(covered(world, [{ ...waiver, expiresOn: '2026-11-21' }])).toEqual([]);
        expect(covered(world, [{ ...waiver, state: 'reopened' }])).toEqual([]);
        expect(covered(world, [{ ...waiver, pins: [] }])).toEqual([]);
        const others = waiver.pins.map((pin) => ({ ...pin, evidence: { ...pin.evidence, more: 1 } }));
        expect(covered(world, [{ ...waiver, pins: others }])).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('never adds to what is satisfied, and the numbers of a check add up', () => {
    fc.assert(
      fc.property(worlds, scopes, fc.boolean(), (world, scope, acceptUnknown) => {
        const waiver = waive(world, placed(scope, world), { acceptUnknown });
        const plain = engineOf(world).checkEstate(workloadsOf(world)).summary;
        const waived = engineOf(world, [waiver]).checkEstate(workloadsOf(world)).summary;
        expect(waived.allowed).toBe(plain.allowed);
        expect(waived.allowed + waived.violated + waived.unknown + waived.waived).toBe(waived.workloads);
        const satisfied = new Map(plain.rules.map((rule) => [rule.ruleId, rule.satisfied]));
        for (const rule of waived.rules) expect(rule.satisfied).toBe(satisfied.get(rule.ruleId));
      }),
      { numRuns: 100 },
    );
  });
});

/** A site of the world, where the scope names one that it does not have. */
function placed(scope: WaiverScope, { countries }: World): WaiverScope {
  if ('finding' in scope || scope.sites === undefined || countries.length > 1) return scope;
  return { ...scope, sites: ['s0'] };
}
