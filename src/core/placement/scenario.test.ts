import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { parseSites } from '../policy/parse-sites.ts';
import { scenarioSchema, sitesFileSchema } from '../policy/site.ts';
import type { SitesFile } from '../policy/site.ts';
import { place } from './place.ts';
import { inputsWith, machine, machines, OWN_COST, ownSite } from './place.fixture.ts';
import { applyScenario, scenarioLocator } from './scenario.ts';

const inputOf = inputsWith(await loadCatalog());

const SITES = [
  ownSite('fra', 40, { zone: 'de-1', latencyMs: { osl: 20 }, matches: { clusters: ['FRA-*'] } }),
  ownSite('osl', 40, { matches: { datacenters: ['*'] } }),
  { id: 'cloud', platform: 'azure', target: 'azure-vm', region: 'westeurope', latencyMs: { fra: 9 } },
];
const BASE = {
  sites: SITES,
  pins: [{ match: 'name = vm-1', sites: ['fra', 'cloud'], reason: 'contract' }],
  placement: {
    rules: [
      { kind: 'prefer', id: 'own', sites: ['fra', 'osl'], usdPerMonth: 5, reason: 'paid for' },
      { kind: 'share', id: 'cap', over: 'site', of: ['fra'], atMostPct: 80, reason: 'risk' },
    ],
  },
};
const base = sitesFileSchema.parse(BASE);

const scenario = (fields: Record<string, unknown>): ReturnType<typeof scenarioSchema.parse> =>
  scenarioSchema.parse({ id: 'what-if', name: 'What if', ...fields });

describe('applyScenario', () => {
  const [fra, osl, cloud] = SITES;
  const cases: readonly { reason: string; fields: Record<string, unknown>; byHand: Record<string, unknown> }[] = [
    {
      reason: 'fields of a site, one taken away',
      fields: { change: { fra: { zone: null, capacity: { cpuCores: 10 }, attributes: { country: 'DE' } } } },
      byHand: {
        sites: [
          {
            ...ownSite('fra', 10),
            latencyMs: { osl: 20 },
            matches: { clusters: ['FRA-*'] },
            attributes: { country: 'DE' },
          },
          osl,
          cloud,
        ],
      },
    },
    {
      reason: 'a capacity that becomes elastic',
      fields: { change: { osl: { capacity: { elastic: true } } } },
      byHand: { sites: [fra, { ...osl, capacity: { elastic: true } }, cloud] },
    },
    {
      reason: 'a capacity that stops being elastic',
      fields: { change: { cloud: { capacity: { cpuCores: 1, memoryGiB: 2, diskGiB: 3 } } } },
      byHand: { sites: [fra, osl, { ...cloud, capacity: { cpuCores: 1, memoryGiB: 2, diskGiB: 3 } }] },
    },
    {
      reason: 'a site goes, and every list goes on without it',
      fields: { remove: ['fra'] },
      byHand: {
        sites: [osl, { ...cloud, latencyMs: {} }],
        pins: [{ match: 'name = vm-1', sites: ['cloud'], reason: 'contract' }],
        placement: { rules: [{ ...BASE.placement.rules[0], sites: ['osl'] }] },
      },
    },
    { reason: 'a site comes', fields: { add: [ownSite('muc', 5)] }, byHand: { sites: [...SITES, ownSite('muc', 5)] } },
    {
      reason: 'prices',
      fields: { priceFactors: { fra: 2.5 }, change: { fra: { cost: { priceFactor: 2 } } } },
      byHand: { sites: [{ ...fra, cost: { ...OWN_COST, priceFactor: 5 } }, osl, cloud] },
    },
    {
      reason: 'regimes, pins, rules and settings',
      fields: {
        regimes: ['gdpr'],
        removePins: ['contract'],
        addPins: [{ match: 'name = vm-2', notSites: ['cloud'], reason: 'no cloud' }],
        removeRules: ['own', 'cap'],
        addRules: [{ kind: 'apart', id: 'apart', reason: 'x' }],
        placement: { horizonMonths: 12 },
      },
      byHand: {
        regimes: ['gdpr'],
        pins: [{ match: 'name = vm-2', notSites: ['cloud'], reason: 'no cloud' }],
        placement: { horizonMonths: 12, rules: [{ kind: 'apart', id: 'apart', reason: 'x' }] },
      },
    },
  ];
  test.each(cases)('$reason: the same as by hand', ({ fields, byHand }) => {
    const before = JSON.stringify(base);
    expect(applyScenario(base, scenario(fields))).toEqual(sitesFileSchema.parse({ ...BASE, ...byHand }));
    expect(JSON.stringify(base)).toBe(before);
  });

  test.each([
    { fields: { change: { frb: { zone: 'x' } } }, where: 'change.frb' },
    { fields: { change: { fra: { id: 'x' } } }, where: 'change.fra.id' },
    { fields: { change: { fra: { capacity: { cpuCores: -1 } } } }, where: 'change.fra.capacity.cpuCores' },
    { fields: { change: { fra: { colour: 'red' } } }, where: 'change.fra.colour' },
    { fields: { remove: ['x'] }, where: 'remove' },
    { fields: { remove: ['fra', 'cloud'] }, where: 'remove' },
    { fields: { add: [ownSite('fra', 1)] }, where: 'add[0].id' },
    { fields: { removeRules: ['x'] }, where: 'removeRules' },
    { fields: { removePins: ['x'] }, where: 'removePins' },
    { fields: { priceFactors: { x: 2 } }, where: 'priceFactors.x' },
    {
      fields: { addRules: [{ kind: 'prefer', id: 'p', sites: ['x'], usdPerMonth: 1, reason: 'y' }] },
      where: 'placement.rules[2].sites[0]',
    },
    { fields: { placement: { horizonMonths: 0 } }, where: 'placement.horizonMonths' },
  ])('$where is refused by its field', ({ fields, where }) => {
    expect(() => applyScenario(base, scenario(fields))).toThrow(
      expect.objectContaining({
        code: 'IST-5011',
        causes: expect.arrayContaining([expect.objectContaining({ where: `scenario what-if: ${where}` })]),
      }),
    );
  });

  test('null in a scenario survives reading the file, and takes the field away', () => {
    const text = `
sites: [{id: a, platform: kvm, target: kvm, zone: z, region: null}]
scenarios: [{id: s, name: S, change: {a: {zone: null}}}]
`;
    const file = parseSites(text);
    expect(file.sites[0]?.region).toBeUndefined();
    const [first] = file.scenarios;
    expect(first && applyScenario(file, first).sites[0]?.zone).toBeUndefined();
  });

  test('what is wrong in a scenario is told when the file is read', () => {
    const text = `
sites: [{id: a, platform: kvm, target: kvm}]
placement: {rules: [{kind: apart, id: r, reason: x, match: "nmae = 1"}, {kind: prefer, id: r, sites: [b], usdPerMonth: 1, reason: x}]}
scenarios: [{id: s, name: S, remove: [b]}, {id: s, name: T}]
`;
    expect(() => parseSites(text)).toThrow(
      expect.objectContaining({
        code: 'IST-4003',
        causes: [
          expect.objectContaining({ where: expect.stringContaining('placement.rules[0].match') }),
          expect.objectContaining({ where: expect.stringContaining('placement.rules[1].id') }),
          expect.objectContaining({ where: expect.stringContaining('placement.rules[1].sites[0]') }),
          expect.objectContaining({ where: expect.stringContaining('scenarios[0].remove[0]') }),
          expect.objectContaining({ where: expect.stringContaining('scenarios[1].id') }),
        ],
      }),
    );
  });
});

test('placing a scenario is placing the file written by hand', () => {
  const plans = (file: SitesFile): string =>
    JSON.stringify(place({ ...inputOf(machines(20), SITES), sites: file }, { iterations: 100 }));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.constantFrom(0.5, 1, 3), fc.boolean(), (cores, factor, remove) => {
      const applied = applyScenario(
        base,
        scenario({
          change: { osl: { capacity: { cpuCores: cores } } },
          priceFactors: { osl: factor },
          remove: remove ? ['fra'] : [],
        }),
      );
      const osl = ownSite('osl', cores, {
        cost: { ...OWN_COST, priceFactor: factor },
        matches: { datacenters: ['*'] },
      });
      const byHand = remove
        ? {
            ...BASE,
            sites: [osl, SITES[2]].map((site) => ({ ...site, latencyMs: {} })),
            pins: [{ match: 'name = vm-1', sites: ['cloud'], reason: 'contract' }],
            placement: { rules: [{ ...BASE.placement.rules[0], sites: ['osl'] }] },
          }
        : { ...BASE, sites: [SITES[0], osl, SITES[2]] };
      expect(plans(applied)).toBe(plans(sitesFileSchema.parse(byHand)));
    }),
    { numRuns: 10 },
  );
});

describe('a site that is removed', () => {
  const without = applyScenario(base, scenario({ remove: ['fra'] }));
  const locate = scenarioLocator(base, without);
  const inFra = machine(1, { cluster: 'FRA-1', datacenter: 'DC' });

  test('leaves its workloads nowhere, even where another site matches more coarsely', () => {
    expect(locate(inFra)).toBeNull();
    expect(locate(machine(2, { datacenter: 'DC' }))).toBe('osl');
  });

  test('what is added is no home of anybody yet, and what is behind a lost step stays as far behind', () => {
    const added = ownSite('new', 40, { matches: { clusters: ['FRA-1'] } });
    const withNew = applyScenario(base, scenario({ add: [added] }));
    expect(scenarioLocator(base, withNew)(inFra)).toBe('fra');
    const [prefer, share] = BASE.placement.rules;
    const four = sitesFileSchema.parse({
      ...BASE,
      sites: [...SITES, ownSite('x', 4), ownSite('y', 4)],
      placement: { rules: [{ ...prefer, sites: ['fra', 'osl', 'x', 'cloud'] }, share] },
    });
    const usdOf = (file: SitesFile, id: string): number =>
      file.placement.rules.reduce((sum, rule) => {
        if (rule.kind !== 'prefer') return sum;
        const at = rule.sites.indexOf(id);
        return sum + (at < 0 ? rule.sites.length : at) * rule.usdPerMonth;
      }, 0);
    for (const gone of ['fra', 'osl', 'x', 'cloud']) {
      const applied = applyScenario(four, scenario({ remove: [gone], removePins: ['contract'] }));
      const first = gone === 'fra' ? 'osl' : 'fra';
      for (const { id } of applied.sites)
        expect(usdOf(applied, id) - usdOf(applied, first)).toBeCloseTo(usdOf(four, id) - usdOf(four, first), 9);
    }
  });

  test('a reason that several pins have names none of them', () => {
    const two = sitesFileSchema.parse({ ...BASE, pins: [...BASE.pins, { ...BASE.pins[0], match: 'name = vm-2' }] });
    expect(() => applyScenario(two, scenario({ removePins: ['contract'] }))).toThrow(
      expect.objectContaining({
        code: 'IST-5011',
        causes: [expect.objectContaining({ message: expect.stringContaining('"name = vm-1", "name = vm-2"') })],
      }),
    );
  });

  test('and what they cost today stays what it was', () => {
    const now = (file: SitesFile): Parameters<typeof place>[0] => ({ ...inputOf([inFra], SITES), sites: file });
    const before = place({ ...now(base), currentSiteOf: () => 'fra' });
    const scenarioInput = { ...now(without), currentSiteOf: locate };
    expect(place(scenarioInput).currentUsdPerMonth).toBeNull();
    const after = place({ ...scenarioInput, today: { sites: base, siteOf: () => 'fra' } });
    expect(after.currentUsdPerMonth).toBeCloseTo(before.currentUsdPerMonth ?? Number.NaN, 9);
    expect(after.assignments[0]).toMatchObject({ fromSiteId: null, moves: true });
  });
});
