import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import type { Workload, WorkloadFacts } from '../model/workload.ts';
import { sitesFileSchema } from '../policy/site.ts';
import type { PlacementInput } from './input.ts';
import { buildProblem } from './build.ts';
import { machine, OWN_COST } from './place.fixture.ts';
import { place, placeInSteps } from './place.ts';
import type { Assignment, PlacementResult } from './result.ts';

const catalog = await loadCatalog();

const SITES = [
  { id: 'azure-we', platform: 'azure', target: 'azure-vm', region: 'westeurope' },
  {
    id: 'kvm-oslo',
    platform: 'kvm',
    target: 'kvm',
    capacity: { cpuCores: 20, memoryGiB: 400, diskGiB: 20_000 },
    cost: OWN_COST,
  },
  {
    id: 'vc-1',
    platform: 'vsphere',
    target: 'stay',
    acceptsWorkloads: false,
    capacity: { cpuCores: 200, memoryGiB: 4000, diskGiB: 90_000 },
    cost: { ...OWN_COST, platformUsdPerCoreMonth: 60 },
  },
];

function input(
  workloads: readonly Workload[],
  change: { file?: Record<string, unknown> } & Partial<PlacementInput> = {},
): PlacementInput {
  const { file, ...rest } = change;
  return {
    generation: 3,
    workloads,
    sites: sitesFileSchema.parse({ sites: SITES, ...file }),
    catalog,
    prices: [],
    readiness: () => ({ readiness: 'ready', rules: [], conditions: 0 }),
    policy: () => ({ verdict: 'pass', violated: [], unknown: [] }),
    currentSiteOf: () => 'vc-1',
    matcher: (filter) => (workload) => filter === '*' || workload.facts.name === filter,
    ...rest,
  };
}

function only(result: PlacementResult): Assignment {
  const [assignment] = result.assignments;
  if (assignment === undefined) throw new Error('nothing placed');
  return assignment;
}

function candidate(assignment: Assignment, siteId: string): Assignment['candidates'][number] {
  const found = assignment.candidates.find((entry) => entry.siteId === siteId);
  if (found === undefined) throw new Error(`no candidate ${siteId}`);
  return found;
}

describe('place', () => {
  test('the cheapest site wins, with its price, the others with what forcing them adds', () => {
    const result = place(input([machine(1)]));
    const found = only(result);
    expect(found).toMatchObject({ fromSiteId: 'vc-1', siteId: 'kvm-oslo', target: 'kvm', moves: true });
    expect(found.why).toMatch(
      /^Moving to kvm-oslo is cheapest of 3 possible sites: \$[\d.]+ a month, \$[\d.]+ less than vc-1, the next\.$/,
    );
    const stay = candidate(found, 'vc-1');
    expect(stay).toMatchObject({ target: 'stay', feasible: true });
    expect(stay.extraUsdPerMonth).toBeCloseTo(
      (stay.cost?.totalUsdPerMonth ?? 0) - (found.cost?.totalUsdPerMonth ?? 0),
      2,
    );
    expect(result.gapPct).toBe(0);
    expect(result.boundUsdPerMonth).toBe(result.totalUsdPerMonth);
    expect(result.currentUsdPerMonth).toBeCloseTo(stay.cost?.totalUsdPerMonth ?? 0, 9);
    expect(result.migrationUsdOneOff).toBe(found.cost?.migrationUsdOneOff);
  });

  test('what is full says which resource, and who gains more goes there', () => {
    const result = place(input(Array.from({ length: 30 }, (_, index) => machine(index + 1))));
    const staying = result.assignments.filter((assignment) => assignment.siteId === 'vc-1');
    expect(result.sites.find((site) => site.siteId === 'kvm-oslo')).toMatchObject({
      workloads: 16,
      resources: { vcpu: { used: 64, limit: 64 } },
    });
    expect(staying).toHaveLength(14);
    expect(staying[0]?.why).toMatch(
      /kvm-oslo would be \$[\d.]+ cheaper, but its CPU is full, and others gain more from the room\./,
    );
    expect(candidate(staying[0] ?? only(result), 'kvm-oslo').reasons).toEqual([{ kind: 'capacity', resource: 'vcpu' }]);
  });

  const refused: readonly {
    reason: string;
    change: Parameters<typeof input>[1];
    site: string;
    first: Record<string, unknown>;
  }[] = [
    {
      reason: 'not ready there',
      change: {
        readiness: (_w, target) =>
          target === 'kvm' ? { readiness: 'not-ready', rules: ['disk.shared'], conditions: 0 } : undefined,
      },
      site: 'kvm-oslo',
      first: { kind: 'readiness', rules: ['disk.shared'] },
    },
    {
      reason: 'unlawful there',
      change: {
        policy: (_w, siteId) => ({
          verdict: siteId === 'azure-we' ? 'fail' : 'pass',
          violated: ['gdpr-44'],
          unknown: [],
        }),
      },
      site: 'azure-we',
      first: { kind: 'policy', rules: ['gdpr-44'] },
    },
    {
      reason: 'pinned elsewhere',
      change: { file: { pins: [{ match: 'vm-1', sites: ['vc-1'], reason: 'contract' }] } },
      site: 'kvm-oslo',
      first: { kind: 'pin', reason: 'contract' },
    },
    {
      reason: 'pinned away',
      change: { file: { pins: [{ match: '*', notSites: ['azure-we'], reason: 'no cloud' }] } },
      site: 'azure-we',
      first: { kind: 'pin', reason: 'no cloud' },
    },
    { reason: 'closed to newcomers', change: { currentSiteOf: () => null }, site: 'vc-1', first: { kind: 'closed' } },
    {
      reason: 'larger than any host',
      change: { largestHost: (siteId) => (siteId === 'kvm-oslo' ? { memoryMiB: 8192 } : undefined) },
      site: 'kvm-oslo',
      first: { kind: 'size', resource: 'memoryMiB', needs: 16_384, most: 8192 },
    },
    {
      reason: 'unknown readiness, when that is not allowed',
      change: { readiness: () => undefined, file: { placement: { allowUnknownReadiness: false } } },
      site: 'kvm-oslo',
      first: { kind: 'readiness', rules: ['not assessed (unknown)'] },
    },
    {
      reason: 'unknown policy, when that is not allowed',
      change: {
        policy: () => ({ verdict: 'unknown', violated: [], unknown: ['gdpr-44'] }),
        file: { placement: { allowUnknownPolicy: false } },
      },
      site: 'kvm-oslo',
      first: { kind: 'policy', rules: ['gdpr-44 (unknown)'] },
    },
  ];
  test.each(refused)('$reason: the reason is kept, and the site is not chosen', ({ change, site, first }) => {
    const found = only(place(input([machine(1)], change)));
    expect(found.siteId).not.toBe(site);
    expect(candidate(found, site)).toMatchObject({ feasible: false, reasons: [first] });
  });

  test('nowhere to go is an answer with every reason, and costs nothing', () => {
    const result = place(
      input([machine(1)], { policy: () => ({ verdict: 'fail', violated: ['itar-1'], unknown: [] }) }),
    );
    expect(only(result)).toMatchObject({ siteId: null, target: null, cost: null, moves: false });
    expect(only(result).why).toBe('Nowhere to go: azure-we, kvm-oslo, vc-1 (policy: itar-1).');
    expect(result).toMatchObject({ unplaced: 1, totalUsdPerMonth: 0, boundUsdPerMonth: 0, gapPct: 0 });
    expect(result.warnings).toContain(
      '1 workloads have no site that is allowed and able to take them; see their reasons.',
    );
  });

  test('a size nobody sells and a missing fact are told apart', () => {
    const big = only(place(input([machine(1, { cpuCount: 3000 })])));
    expect(candidate(big, 'azure-we').reasons).toEqual([{ kind: 'no-sku' }]);
    const blind = only(place(input([machine(1, { memoryMiB: undefined })])));
    expect(blind.siteId).toBeNull();
    expect(blind.why).toMatch(/no price: memoryMiB unknown/);
  });

  test('unknown readiness and policy are allowed unless forbidden, and counted', () => {
    const result = place(
      input([machine(1)], {
        readiness: () => undefined,
        policy: () => ({ verdict: 'unknown', violated: [], unknown: ['dora-28'] }),
      }),
    );
    expect(only(result).why).toMatch(/Readiness is unknown: facts are missing\. Policy is unknown: dora-28\.$/);
    expect(result.warnings.join('\n')).toMatch(/1 workloads move although their readiness is unknown/);
    expect(result.warnings.join('\n')).toMatch(/1 workloads are at a site whose policy verdict is unknown/);
  });

  test('an application stays together when spreading gains less than the split costs', () => {
    const facts = { application: 'shop' };
    const workloads = [machine(1, facts), machine(2, facts)];
    const policy: PlacementInput['policy'] = (workload, siteId) => ({
      verdict: workload.facts.name === 'vm-1' && siteId === 'kvm-oslo' ? 'fail' : 'pass',
      violated: ['x'],
      unknown: [],
    });
    const sitesOf = (applicationSplitUsdPerMonth: number): (string | null)[] =>
      place(input(workloads, { policy, file: { placement: { applicationSplitUsdPerMonth } } })).assignments.map(
        ({ siteId }) => siteId,
      );
    expect(sitesOf(0)).toEqual(['vc-1', 'kvm-oslo']);
    expect(sitesOf(500)).toEqual(['vc-1', 'vc-1']);
  });

  test('letter case does not tell applications apart', () => {
    const prepared = buildProblem(input([machine(1, { application: 'Shop' }), machine(2, { application: 'shop' })]));
    expect(prepared.problem.groups).toEqual(['shop']);
    expect([...prepared.problem.group]).toEqual([0, 0]);
  });

  test('unknown GPUs and plain Windows are counted in the warnings, once per placement', () => {
    const windows = { os: { family: 'windows' as const, name: 'Windows' }, gpus: [] };
    const { warnings } = place(input([machine(1), machine(2), machine(3, windows)]));
    expect(warnings).toContain('2 workloads have no known GPUs: none is counted for them.');
    expect(warnings).toContain(
      '1 workloads run Windows of which it is not known whether it is a server: no guest licence is counted for them.',
    );
  });

  describe('machines that write to one disk', () => {
    const quorum = { label: 'q', path: '[ds] q.vmdk', shared: true, capacityMiB: 1024 };
    const node = (index: number, facts: WorkloadFacts = {}): Workload =>
      machine(index, { disks: [{ label: 'a', capacityMiB: 100 * 1024 }, quorum], ...facts });

    test('go together, and say so', () => {
      const result = place(input([node(1), node(2), machine(3)]));
      expect(result.assignments.map(({ siteId }) => siteId)).toEqual(['kvm-oslo', 'kvm-oslo', 'kvm-oslo']);
      expect(only(result).why).toContain('Goes together with vm-2: they write to one disk.');
      expect(result.assignments[2]?.why).not.toContain('disk');
      expect(result.warnings.join('\n')).toMatch(/^2 workloads write to disks they share, in 1 sets: each set is/m);
      expect(result.sites.find(({ siteId }) => siteId === 'kvm-oslo')).toMatchObject({
        workloads: 3,
        resources: { vcpu: { used: 12 } },
      });
    });

    test('stay when one of them may not go, with its reason', () => {
      const policy: PlacementInput['policy'] = (workload, siteId) => ({
        verdict: workload.facts.name === 'vm-1' && siteId === 'kvm-oslo' ? 'fail' : 'pass',
        violated: ['gdpr-44'],
        unknown: [],
      });
      const result = place(input([node(1), node(2), machine(3)], { policy }));
      expect(result.assignments.map(({ siteId }) => siteId)).toEqual(['vc-1', 'vc-1', 'kvm-oslo']);
      expect(candidate(result.assignments[1] ?? only(result), 'kvm-oslo')).toMatchObject({
        feasible: false,
        reasons: [{ kind: 'shared-disk', with: 'vm-1', because: { kind: 'policy', rules: ['gdpr-44'] } }],
      });
      expect(result.assignments[1]?.why).toContain('Ruled out: kvm-oslo (shares a disk with vm-1: policy: gdpr-44)');
    });

    test('are not parted by a site that has room for one of them', () => {
      const big = { cpuCount: 40 };
      const result = place(input([node(1, big), node(2, big)]));
      expect(result.assignments.map(({ siteId }) => siteId)).toEqual(['vc-1', 'vc-1']);
      expect(candidate(only(result), 'kvm-oslo').reasons).toEqual([
        {
          kind: 'shared-disk',
          with: '1 workloads, together',
          because: { kind: 'size', resource: 'vcpu', needs: 80, most: 64 },
        },
      ]);
      const parted = place(input([machine(1, big), machine(2, big)])).assignments.map(({ siteId }) => siteId);
      expect(new Set(parted)).toEqual(new Set(['kvm-oslo', 'vc-1']));
    });

    test('are left out together when no site takes all of them', () => {
      const pins = [
        { match: 'vm-1', sites: ['kvm-oslo'], reason: 'one' },
        { match: 'vm-2', sites: ['azure-we'], reason: 'two' },
      ];
      const result = place(input([node(1), node(2), machine(3)], { file: { pins } }));
      expect(result.assignments.map(({ siteId }) => siteId)).toEqual([null, null, 'kvm-oslo']);
      expect(result.unplaced).toBe(2);
      expect(only(result).why).toContain('shares a disk with vm-2: pinned: two');
    });

    test('forcing one adds what moving all of them adds', () => {
      const free = place(input([node(1), node(2)]));
      const pins = [{ match: 'vm-1', sites: ['azure-we'], reason: 'forced' }];
      const forced = place(input([node(1), node(2)], { file: { pins } }));
      expect(forced.assignments.map(({ siteId }) => siteId)).toEqual(['azure-we', 'azure-we']);
      expect(forced.totalUsdPerMonth - free.totalUsdPerMonth).toBeCloseTo(
        candidate(only(free), 'azure-we').extraUsdPerMonth ?? Number.NaN,
        1,
      );
    });
  });

  const twoClusters = {
    sites: [
      { ...SITES[2], id: 'vc-old', cost: { ...OWN_COST, platformUsdPerCoreMonth: 300 } },
      { ...SITES[2], id: 'vc-new', acceptsWorkloads: true },
    ],
  };

  test('a move within one platform has the target "stay", and is paid for', () => {
    const result = place(
      input([machine(1, { platform: 'vsphere' })], { file: twoClusters, currentSiteOf: () => 'vc-old' }),
    );
    expect(only(result)).toMatchObject({ siteId: 'vc-new', target: 'stay', moves: true });
    expect(only(result).cost?.migrationUsdOneOff).toBeGreaterThan(0);
    expect(result.totalUsdPerMonth).toBeCloseTo(only(result).cost?.totalUsdPerMonth ?? 0, 9);
  });

  test('a site that converts nothing is no place for another platform', () => {
    const found = only(
      place(input([machine(1, { platform: 'hyperv' })], { file: twoClusters, currentSiteOf: () => null })),
    );
    expect(found.siteId).toBeNull();
    expect(candidate(found, 'vc-new').reasons[0]).toEqual({
      kind: 'readiness',
      rules: ['no way from hyperv to vsphere is judged'],
    });
  });

  test('a container is not placed as a machine', () => {
    const workload: Workload = { ...machine(1, { platform: 'openshift', disks: undefined }), kind: 'container' };
    const found = only(place(input([workload], { currentSiteOf: () => null })));
    expect(candidate(found, 'kvm-oslo').reasons[0]).toEqual({
      kind: 'readiness',
      rules: ['does not run as a virtual machine'],
    });
  });

  describe('a pin of which it is not known whether it applies', () => {
    const pins = [
      { match: 'environment = prod', notSites: ['kvm-oslo'], reason: 'not certified' },
      { match: 'vm-9', notSites: ['kvm-oslo'], reason: 'of another' },
    ];
    const matcher: PlacementInput['matcher'] = (filter) =>
      filter === 'vm-9'
        ? () => false
        : (workload) => (workload.facts.name === 'vm-1' ? { needs: ['environment'] } : false);

    test('keeps the site, and is counted and named', () => {
      const result = place(input([machine(1), machine(2)], { matcher, file: { pins } }));
      expect(only(result).siteId).toBe('kvm-oslo');
      expect(only(result).why).toContain(
        'It is not known whether the pin "not certified" forbids this: needs environment.',
      );
      expect(result.assignments[1]?.why).not.toContain('pin');
      expect(result.warnings.filter((warning) => warning.includes('pin'))).toEqual([
        '1 workloads are where the pin "not certified" would not let them be, and it is not known whether it applies: needs environment; set placement.allowUnknownPolicy to false to rule such sites out.',
      ]);
    });

    test('rules the site out when unknown policy is not allowed', () => {
      const file = { pins, placement: { allowUnknownPolicy: false } };
      const result = place(input([machine(1), machine(2)], { matcher, file }));
      expect(candidate(only(result), 'kvm-oslo').reasons).toEqual([
        { kind: 'pin', reason: 'not certified (unknown: needs environment)' },
      ]);
      expect(result.assignments.map(({ siteId }) => siteId)).toEqual(['vc-1', 'kvm-oslo']);
      expect(result.warnings.join()).not.toContain('pin');
    });
  });

  test('a machine larger than the known hosts of the site it runs at may stay', () => {
    const result = place(input([machine(1, { cpuCount: 64 })], { largestHost: () => ({ vcpu: 32 }) }));
    expect(only(result).siteId).toBe('vc-1');
    expect(candidate(only(result), 'kvm-oslo').feasible).toBe(false);
  });

  test('a pin that names no site is refused', () => {
    const file = { pins: [{ match: '*', sites: ['atlantis'], reason: 'x' }] };
    expect(() => place(input([machine(1)], { file }))).toThrow(expect.objectContaining({ code: 'IST-5004' }));
  });

  test.each([
    { reason: 'not a number', facts: { cpuCount: Number.NaN } },
    { reason: 'negative', facts: { memoryMiB: -1 } },
    { reason: 'infinite', facts: { disks: [{ label: 'a', capacityMiB: Infinity }] } },
  ])('a size that is $reason is refused by name', ({ facts }) => {
    expect(() => place(input([machine(1, facts)]))).toThrow(
      expect.objectContaining({ code: 'IST-5003', message: expect.stringContaining('wl-0000000000000001') }),
    );
  });

  test('no workloads: an empty plan', () => {
    expect(place(input([]))).toMatchObject({
      assignments: [],
      totalUsdPerMonth: 0,
      currentUsdPerMonth: null,
      unplaced: 0,
      gapPct: 0,
    });
  });

  test('zero capacity takes nothing', () => {
    const file = { sites: [{ ...SITES[1], capacity: { cpuCores: 0, memoryGiB: 0, diskGiB: 0 } }] };
    const found = only(place(input([machine(1)], { file, currentSiteOf: () => null })));
    expect(found.siteId).toBeNull();
    expect(candidate(found, 'kvm-oslo').reasons[0]).toEqual({ kind: 'size', resource: 'vcpu', needs: 4, most: 0 });
  });

  test('the order of workloads and sites does not change a byte', () => {
    const machines = fc.array(
      fc.record({ cpuCount: fc.integer({ min: 1, max: 16 }), memoryMiB: fc.constantFrom(2048, 8192, 65_536) }),
      { minLength: 1, maxLength: 25 },
    );
    fc.assert(
      fc.property(machines, (facts) => {
        const workloads = facts.map((entry, index) => machine(index + 1, entry));
        const options = { seed: 2, iterations: 500 };
        const there = JSON.stringify(place(input(workloads), options));
        const back = JSON.stringify(
          place(input([...workloads].reverse(), { file: { sites: [...SITES].reverse() } }), options),
        );
        expect(back).toBe(there);
      }),
      { numRuns: 25 },
    );
  });

  test('totals are the sums of their parts, and used never passes the limit', () => {
    const machines = fc.array(
      fc.record({ cpuCount: fc.integer({ min: 1, max: 32 }), memoryMiB: fc.constantFrom(2048, 8192, 65_536) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(machines, (facts) => {
        const result = place(input(facts.map((entry, index) => machine(index + 1, entry))), { iterations: 300 });
        const parts = result.assignments.reduce((sum, { cost }) => sum + (cost?.totalUsdPerMonth ?? 0), 0);
        expect(result.totalUsdPerMonth).toBeCloseTo(parts, 6);
        expect(result.sites.reduce((sum, site) => sum + site.costUsdPerMonth, 0)).toBeCloseTo(parts, 6);
        for (const { cost } of result.assignments) {
          if (cost === null) continue;
          const {
            runUsdPerMonth: run,
            licenceUsdPerMonth: licence,
            riskUsdPerMonth: risk,
            migrationUsdOneOff: oneOff,
          } = cost;
          expect(cost.totalUsdPerMonth).toBeCloseTo(run + licence + risk + oneOff / 36, 9);
          expect(cost.basis.length).toBeGreaterThan(0);
        }
        for (const site of result.sites) {
          for (const { used, limit } of Object.values(site.resources))
            expect(used).toBeLessThanOrEqual((limit ?? Infinity) + 1e-6);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('what forcing a site adds is what a plan with that pin costs more, when there is room', () => {
    const free = place(input([machine(1), machine(2, { cpuCount: 8 })]));
    for (const { siteId, extraUsdPerMonth } of only(free).candidates) {
      const forced = place(
        input([machine(1), machine(2, { cpuCount: 8 })], {
          file: { pins: [{ match: 'vm-1', sites: [siteId], reason: 'forced' }] },
        }),
      );
      expect(forced.totalUsdPerMonth - free.totalUsdPerMonth).toBeCloseTo(extraUsdPerMonth ?? Number.NaN, 1);
    }
  });

  test('in steps, and stopped at the first: still a whole plan', () => {
    const steps = placeInSteps(input(Array.from({ length: 40 }, (_, index) => machine(index + 1))), {
      iterations: 50_000,
    });
    expect(steps.next().done).toBe(false);
    const last = steps.next(true);
    expect(last.done === true && last.value.assignments).toHaveLength(40);
  });
});
