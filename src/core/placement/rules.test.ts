import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { buildProblem } from './build.ts';
import { checkAssignment } from './check-assignment.fixture.ts';
import { place } from './place.ts';
import { assignmentOf, candidateOf, inputsWith, machine, machines, ownSite, siteIdsOf } from './place.fixture.ts';
import type { InputChange } from './place.fixture.ts';
import type { PlacementResult } from './result.ts';

const inputOf = inputsWith(await loadCatalog());

/** Three sites, the first the cheapest; a and b in one zone, all large unless said. */
const SITES = [
  ownSite('a', 400, { zone: 'north', latencyMs: { b: 1, c: 12 } }),
  ownSite('b', 400, { zone: 'north', cost: { ...(ownSite('b', 1)['cost'] as object), usdPerCoreMonth: 12 } }),
  ownSite('c', 400, { zone: 'south', cost: { ...(ownSite('c', 1)['cost'] as object), usdPerCoreMonth: 16 } }),
];

const rule = (kind: string, fields: Record<string, unknown> = {}): Record<string, unknown> => ({
  kind,
  id: `r-${kind}`,
  reason: 'because',
  ...fields,
});

function run(count: number, rules: readonly Record<string, unknown>[], change: InputChange = {}): PlacementResult {
  const { file, ...rest } = change;
  const placement = { applicationSplitUsdPerMonth: 0, ...(file?.['placement'] as object | undefined), rules };
  return place(inputOf(machines(count), SITES, { ...rest, file: { ...file, placement } }), { iterations: 200 });
}

const counts = (result: PlacementResult): Record<string, number> =>
  Object.fromEntries(result.sites.map(({ siteId, workloads }) => [siteId, workloads]));

describe('rules of sites.yaml', () => {
  test('without rules everybody goes where it is cheapest', () => {
    expect(counts(run(4, []))).toEqual({ a: 4, b: 0, c: 0 });
  });

  test('apart: one per site; one too many finds no place, and the rule is the reason', () => {
    expect(counts(run(3, [rule('apart')]))).toEqual({ a: 1, b: 1, c: 1 });
    const four = run(4, [rule('apart')]);
    expect(four.unplaced).toBe(1);
    expect(four.warnings).toContain(
      'The rule r-apart cannot be kept by all of all workloads: 3 places take 3 together, and there are 4.',
    );
    const left = four.assignments.find(({ siteId }) => siteId === null);
    expect(left?.candidates.map(({ reasons }) => reasons[0])).toEqual(
      ['a', 'b', 'c'].map((at) => ({ kind: 'rule', rule: 'r-apart', subject: 'all workloads', at })),
    );
    expect(left?.why).toContain('No room: a (the rule r-apart allows no more of all workloads at a)');
  });

  test('apart over zones counts sites of one zone together, per application', () => {
    const apps = (index: number): { application: string } => ({ application: index <= 2 ? 'Shop' : 'crm' });
    const input = inputOf(machines(4, apps), SITES, {
      file: { placement: { rules: [rule('apart', { each: 'application', over: 'zone' })] } },
    });
    const result = place(input);
    expect(new Set(siteIdsOf(result).slice(0, 2))).toEqual(new Set(['a', 'c']));
    expect(new Set(siteIdsOf(result).slice(2))).toEqual(new Set(['a', 'c']));
    expect(result.bindingRules).toEqual(
      ['crm', 'shop'].flatMap((subject) =>
        ['north', 'south'].map((at) => ({ rule: 'r-apart', kind: 'apart', subject, at, used: 1, most: 1 })),
      ),
    );
  });

  test('apart, soft: broken when that is cheaper, and said with its price', () => {
    const result = run(3, [rule('apart', { usdPerMonth: 1 })]);
    expect(counts(result)).toEqual({ a: 3, b: 0, c: 0 });
    expect(result.soft.excessUsdPerMonth).toBe(2);
    expect(result.brokenRules).toEqual([
      {
        rule: 'r-apart',
        kind: 'apart',
        subject: 'all workloads',
        at: 'a',
        above: 2,
        usdPerMonth: 2,
        examples: ['vm-1', 'vm-2', 'vm-3'],
      },
    ]);
    expect(counts(run(3, [rule('apart', { usdPerMonth: 1000 })]))).toEqual({ a: 1, b: 1, c: 1 });
  });

  test.each([
    { members: 5, atLeast: 2, over: 'zone', places: 2, most: 3 },
    { members: 4, atLeast: 3, over: 'site', places: 3, most: 2 },
    { members: 6, atLeast: 3, over: 'site', places: 3, most: 2 },
    { members: 2, atLeast: 3, over: 'site', places: 2, most: 1 },
  ])(
    'spread of $members over $atLeast: $places places, at most $most in one',
    ({ members, atLeast, over, places, most }) => {
      const result = run(members, [rule('spread', { atLeast, over })]);
      const zone: Record<string, string> =
        over === 'zone' ? { a: 'north', b: 'north', c: 'south' } : { a: 'a', b: 'b', c: 'c' };
      const held = new Map<string, number>();
      for (const id of siteIdsOf(result)) held.set(zone[id ?? ''] ?? '', (held.get(zone[id ?? ''] ?? '') ?? 0) + 1);
      expect(result.unplaced).toBe(0);
      expect(held.size).toBeGreaterThanOrEqual(places);
      expect(Math.max(...held.values())).toBeLessThanOrEqual(most);
    },
  );

  test('a hard spread keeps apart those who can be: pins leave the first two one place', () => {
    const zones = ['p', 'q', 'r', 's'].map((id) => ownSite(id, 400, { zone: id }));
    const pin = (match: string, id: string): Record<string, unknown> => ({ match, sites: [id], reason: id });
    const pins = [pin('vm-1|vm-2', 'p'), pin('vm-3', 'q'), pin('vm-4', 'r'), pin('vm-5', 's')];
    const spread = { kind: 'spread', id: 'sp', atLeast: 4, over: 'zone', reason: 'x' };
    const file = { pins, placement: { rules: [spread] } };
    expect(siteIdsOf(place(inputOf(machines(5), zones, { file }), { iterations: 50 }))).toEqual([
      'p',
      'p',
      'q',
      'r',
      's',
    ]);
    const fewer = { ...file, pins: [...pins.slice(0, 3), pin('vm-5', 'r')] };
    for (const { minimal } of place(inputOf(machines(5), zones, { file: fewer }), { iterations: 50 }).diagnoses)
      expect(minimal).toBe(false);
  });

  test('a soft spread over too few places is reported, even where no place has more than its share', () => {
    const result = run(5, [rule('spread', { atLeast: 4, over: 'site', usdPerMonth: 1 })]);
    const places = new Set(siteIdsOf(result)).size;
    expect(places).toBeLessThan(4);
    expect(result.brokenRules).toContainEqual(
      expect.objectContaining({ rule: 'r-spread', at: `${places} of 4 places`, above: 4 - places, usdPerMonth: 0 }),
    );
  });

  test('share: at most a part of the vCPUs at one operator, by what the catalogue knows of it', () => {
    const operators: Record<string, string> = { a: 'Acme', b: 'acme', c: 'Nord' };
    const attributesOf = (id: string): Record<string, unknown> => ({ operator: { name: operators[id] } });
    const result = run(10, [rule('share', { measure: 'vcpu', atMostPct: 65 })], { attributesOf });
    expect(counts(result)).toEqual({ a: 6, b: 0, c: 4 });
    const named = run(10, [rule('share', { of: ['ACME'], atMostPct: 30 })], { attributesOf });
    expect(counts(named)).toEqual({ a: 3, b: 0, c: 7 });
    const nowhere = run(2, [rule('share', { of: ['Elsewhere'], atMostPct: 30 })], { attributesOf });
    expect(nowhere.warnings).toContain(
      'The rule r-share names the operator "Elsewhere", and no site is known to be there.',
    );
  });

  test('a share of nothing closes the place to whom it speaks of, with the rule as the reason', () => {
    const result = run(2, [rule('share', { over: 'site', of: ['a'], atMostPct: 0, match: 'vm-1' })]);
    expect(siteIdsOf(result)).toEqual(['b', 'a']);
    expect(candidateOf(assignmentOf(result, 0), 'a')).toMatchObject({
      feasible: false,
      reasons: [{ kind: 'rule', rule: 'r-share', subject: 'vm-1', at: 'a' }],
    });
  });

  test('an operator that nobody knows is one of its own, and said', () => {
    const result = run(4, [rule('apart', { over: 'operator', atMost: 2 })]);
    expect(result.warnings).toContain(
      'The rule r-apart counts by operator, which is not known of a, b, c: each is counted as one of its own.',
    );
    expect(counts(result)).toEqual({ a: 2, b: 2, c: 0 });
  });

  test('together: one site for all; against apart or a pin, nobody goes and the rule is named', () => {
    const pins = [{ match: 'vm-2', sites: ['c'], reason: 'contract' }];
    const together = run(2, [rule('together')], { file: { pins } });
    expect(siteIdsOf(together)).toEqual(['c', 'c']);
    expect(assignmentOf(together, 0).why).toContain('Goes together with vm-2: the rule r-together says so.');
    expect(candidateOf(assignmentOf(together, 0), 'a').reasons).toEqual([
      { kind: 'together', rule: 'r-together', with: 'vm-2', because: { kind: 'pin', reason: 'contract' } },
    ]);
    const contradiction = run(2, [rule('together'), rule('apart')]);
    expect(siteIdsOf(contradiction)).toEqual([null, null]);
    expect(assignmentOf(contradiction, 0).why).toBe(
      'Nowhere to go: a (the rule r-apart allows no more of all workloads at a); b (the rule r-apart allows no more of all workloads at b); c (the rule r-apart allows no more of all workloads at c).',
    );
  });

  describe('latency', () => {
    const dependencies = [
      { fromWorkloadId: machine(2).id, toWorkloadId: machine(1).id, confidencePct: 90, evidence: 'x', sourceId: 's' },
      { fromWorkloadId: machine(1).id, toWorkloadId: machine(2).id, confidencePct: 90, evidence: 'x', sourceId: 's' },
      {
        fromWorkloadId: machine(1).id,
        toWorkloadId: machine(3).id,
        confidencePct: 90,
        evidence: 'x',
        sourceId: 's',
        noise: 'dns' as const,
      },
    ];
    const pins = [{ match: 'vm-1', sites: ['c'], reason: 'here' }];

    test('who depends on each other stays near; background traffic does not count', () => {
      const near = run(3, [rule('latency', { atMostMs: 5 })], { dependencies, file: { pins } });
      expect(siteIdsOf(near)).toEqual(['c', 'b', 'a']);
      expect(near.warnings.join('\n')).toContain(
        '1 pairs that the rule r-latency speaks of are between sites whose latency is unknown: b – c;',
      );
      expect(candidateOf(assignmentOf(near, 1), 'a').reasons).toEqual([
        { kind: 'latency', rule: 'r-latency', with: 'vm-1', latencyMs: 12 },
      ]);
    });

    test('unknown latency counts as too far when it is not allowed', () => {
      const file = { pins, placement: { allowUnknownLatency: false } };
      expect(siteIdsOf(run(3, [rule('latency', { atMostMs: 5 })], { dependencies, file }))).toEqual(['c', 'c', 'a']);
    });

    test('soft: broken where that is cheaper, and counted by pair', () => {
      const soft = run(3, [rule('latency', { atMostMs: 5, usdPerMonth: 0.5 })], { dependencies, file: { pins } });
      expect(siteIdsOf(soft)).toEqual(['c', 'a', 'a']);
      expect(soft.soft.distanceUsdPerMonth).toBe(0.5);
      expect(soft.brokenRules).toMatchObject([{ rule: 'r-latency', at: 'a – c', above: 1, examples: ['vm-1 – vm-2'] }]);
    });

    test('nobody is bound without dependencies, and that is said', () => {
      expect(run(1, [rule('latency', { atMostMs: 5 })]).warnings).toContain(
        'The rule r-latency binds nobody: no dependencies are known.',
      );
    });
  });

  test('prefer: a step down costs, and several rules add up', () => {
    const preferC = run(2, [rule('prefer', { match: 'vm-1', sites: ['c', 'b'], usdPerMonth: 200 })]);
    expect(siteIdsOf(preferC)).toEqual(['c', 'a']);
    const mild = run(2, [rule('prefer', { sites: ['c'], usdPerMonth: 0.01 })]);
    expect(siteIdsOf(mild)).toEqual(['a', 'a']);
    expect(mild.soft.preferenceUsdPerMonth).toBeCloseTo(0.02, 9);
    expect(assignmentOf(preferC, 0).why).toMatch(/a would be \$[\d.]+ cheaper, but a rule prefers this one\./);
  });

  test('a rule of which it is not known whether it matches does not bind, unless unknowns are not allowed', () => {
    const apart = [rule('apart', { match: '?vm-2' })];
    const both = [rule('apart', { match: 'vm-1' }), ...apart.map((each) => ({ ...each, id: 'second' }))];
    expect(run(2, both).warnings).toContain(
      'It is not known whether the rule second matches 1 workloads, and it does not bind them: needs environment; set placement.allowUnknownPolicy to false to have it bind them.',
    );
    const share = [rule('share', { over: 'site', of: ['a'], atMostPct: 0, match: '?vm-2' })];
    const strict = run(2, share, { file: { placement: { allowUnknownPolicy: false } } });
    expect(siteIdsOf(strict)).toEqual(['a', 'b']);
    expect(siteIdsOf(run(2, share))).toEqual(['a', 'a']);
  });

  test.each([
    {
      reason: 'an id twice',
      rules: [rule('apart'), rule('apart')],
      message: 'placement.rules r-apart: another rule has this id',
    },
    {
      reason: 'a site that is not there',
      rules: [rule('prefer', { sites: ['x'], usdPerMonth: 1 })],
      message: 'placement.rules r-prefer: names site "x", which sites.yaml does not have',
    },
  ])('$reason is refused by name', ({ rules, message }) => {
    expect(() => run(1, rules)).toThrow(expect.objectContaining({ code: 'IST-5010', message }));
  });

  test('addresses and disk operations are limits of their own where a site has them', () => {
    const sites = [
      ownSite('a', 400, { capacity: { cpuCores: 400, memoryGiB: 4000, diskGiB: 9000, ipAddresses: 3, iops: 1000 } }),
      ...SITES.slice(1),
    ];
    const disk = { label: 'd', capacityMiB: 1024, iops: 300 };
    const facts = [
      { nics: [{ label: 'x' }, { label: 'y' }], disks: [disk] },
      { nics: undefined, disks: [disk] },
      { nics: [], disks: [disk, disk] },
      { nics: [], disks: [{ ...disk, iops: undefined }] },
      { nics: [], disks: [disk] },
    ];
    const input = inputOf(
      machines(5, (index) => facts[index - 1] ?? {}),
      sites,
    );
    const { problem } = buildProblem(input);
    expect(problem.resources).toEqual(['vcpu', 'memoryMiB', 'diskGiB', 'gpus', 'ipAddresses', 'iops']);
    expect([...problem.need].filter((_, at) => at % 6 === 4)).toEqual([2, 1, 0, 0, 0]);
    expect([...problem.need].filter((_, at) => at % 6 === 5)).toEqual([300, 300, 600, 0, 300]);
    expect([...problem.limit.subarray(4, 6)]).toEqual([3, 800]);
    expect([...problem.limit.subarray(10, 12)]).toEqual([Infinity, Infinity]);
    const result = place(input);
    expect(result.sites[0]?.resources['iops']?.used).toBeLessThanOrEqual(800);
    expect(result.warnings).toContain('1 machines have no known interfaces: one address is counted for each.');
    expect(result.warnings).toContain('1 workloads have no known disk operations a second: none is counted for them.');
  });
});

const anyRule = fc.constantFrom(
  rule('apart', { each: 'application', over: 'zone' }),
  rule('apart', { id: 'soft-apart', atMost: 2, usdPerMonth: 7 }),
  rule('spread', { each: 'application', atLeast: 2 }),
  rule('share', { over: 'zone', measure: 'vcpu', atMostPct: 60 }),
  rule('together', { match: 'vm-1|vm-3' }),
  rule('latency', { atMostMs: 5 }),
  rule('prefer', { match: 'vm-2|vm-5', sites: ['c'], usdPerMonth: 20 }),
);

test('nothing hard is broken, soft costs are what an independent count says, and order changes nothing', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyRule, { selector: (each) => each['id'], maxLength: 4 }),
      fc.array(
        fc.record({ cpuCount: fc.integer({ min: 1, max: 8 }), application: fc.constantFrom('x', 'y', undefined) }),
        { minLength: 1, maxLength: 9 },
      ),
      fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 4 }),
      (rules, facts, calls) => {
        const dependencies = calls.map(([from, to]) => ({
          fromWorkloadId: machine(from + 1).id,
          toWorkloadId: machine(to + 1).id,
          confidencePct: 90,
          evidence: 'x',
          sourceId: 's',
        }));
        const workloads = facts.map((each, index) => machine(index + 1, each));
        const small = SITES.map((site, index) => ({
          ...site,
          capacity: { ...(site['capacity'] as object), cpuCores: [3, 4, 6][index] },
        }));
        const make = (reverse: boolean): ReturnType<typeof inputOf> => {
          const turn = <T>(list: readonly T[]): T[] => (reverse ? [...list].reverse() : [...list]);
          return inputOf(turn(workloads), turn(small), {
            dependencies: turn(dependencies),
            file: { placement: { rules: turn(rules) } },
          });
        };
        const there = place(make(false), { iterations: 100 });
        expect(JSON.stringify(place(make(true), { iterations: 100 }))).toBe(JSON.stringify(there));
        const { problem } = buildProblem(make(false));
        const checked = checkAssignment(
          problem,
          there.assignments.map(({ siteId }) => problem.siteIds.indexOf(siteId ?? '')),
        );
        expect(checked.violations).toEqual([]);
        expect(there.soft.excessUsdPerMonth).toBeCloseTo(checked.excessUsdPerMonth, 6);
        expect(there.soft.preferenceUsdPerMonth).toBeCloseTo(checked.preferenceUsdPerMonth, 6);
        expect(there.soft.distanceUsdPerMonth).toBeCloseTo(checked.brokenLinksUsdPerMonth, 6);
        expect(there.soft.splitUsdPerMonth).toBeCloseTo(checked.splitUsdPerMonth, 6);
        expect(there.totalUsdPerMonth).toBeCloseTo(checked.costUsdPerMonth, 6);
      },
    ),
    { numRuns: 40 },
  );
});
