import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import type { Disk, WorkloadFacts, WorkloadRole } from '../model/workload.ts';
import { isDomainController } from './grouping.ts';
import type { Plan } from './plan.ts';
import { application, assessedAs, assignment, calls, planningInput, workload } from './plan.fixture.ts';
import type { Estate } from './plan.fixture.ts';
import type { PlanningInput } from './planning-input.ts';
import { planWaves } from './waves.ts';

const many = (prefix: string, count: number, facts: WorkloadFacts = {}) =>
  Array.from({ length: count }, (_, i) => workload(`${prefix}${String(i).padStart(3, '0')}`, facts));

const waveNumbers = (plan: Plan): Map<string, number> =>
  new Map(plan.waves.flatMap((wave) => wave.moves.map((move) => [move.workloadId, wave.number] as const)));

const checkOf = (plan: Plan, wave: number, text: string) =>
  plan.waves[wave - 1]?.checks.find((check) => check.check.includes(text));

describe('planWaves', () => {
  it('begins with a pilot no larger than its setting', () => {
    const plan = planWaves(planningInput({ workloads: many('w', 20), waves: { pilotSize: 3 } }));
    expect(plan.waves.map((wave) => [wave.name, wave.moves.length])).toEqual([
      ['wave-01-pilot', 3],
      ['wave-02', 17],
    ]);
  });

  it('lets the pilot cover every target site and operating system family', () => {
    const workloads = [
      ...many('a', 6, { os: { family: 'linux' } }),
      ...many('b', 2, { os: { family: 'windows' } }),
      workload('z'),
    ];
    const assignments = workloads.map((w) =>
      assignment(w.id, w.id === 'z' ? { siteId: 'azure-we', target: 'azure-vm' } : {}),
    );
    const pilot = planWaves(planningInput({ workloads, assignments, waves: { pilotSize: 3 } })).waves[0];
    expect(pilot?.moves.map((move) => move.workloadId)).toEqual(['a000', 'b000', 'z']);
  });

  it('keeps machines that hold far more than others out of the pilot', () => {
    const workloads = [...many('a', 5), workload('big', { provisionedMiB: 400 * 1024, os: { family: 'windows' } })];
    const pilot = planWaves(planningInput({ workloads, waves: { pilotSize: 2 } })).waves[0];
    expect(pilot?.moves.map((move) => move.workloadId)).toEqual(['a000', 'a001']);
  });

  it('prefers machines whose readiness is known for the pilot, and takes others when there are none', () => {
    const workloads = [...many('a', 3, { os: { family: 'windows' } }), ...many('b', 3)];
    const pilotOf = (known: string) =>
      planWaves(
        planningInput({
          workloads,
          waves: { pilotSize: 2 },
          assess: (id) => assessedAs(id.startsWith(known) ? 'ready' : 'unknown'),
        }),
      ).waves[0]?.moves;
    expect(pilotOf('b')?.map((move) => move.workloadId)).toEqual(['b000', 'b001']);
    expect(pilotOf('none')).toHaveLength(2);
  });

  it('does not claim that there is no domain controller where roles are unknown', () => {
    const plan = planWaves(planningInput({ workloads: [workload('a'), workload('b', { roles: [] })] }));
    expect(checkOf(plan, 1, 'no domain controller')?.detail).toBe('none known; the roles of 1 of 2 are unknown');
  });

  it('keeps an application together and counts those that stay', () => {
    const workloads = [...many('shop', 8), ...many('crm', 8), workload('stays')];
    const plan = planWaves(
      planningInput({
        workloads,
        assignments: workloads.map((w) => assignment(w.id, w.id === 'stays' ? { moves: false } : {})),
        applications: [
          application(
            'shop',
            many('shop', 8).map((w) => w.id),
          ),
          application(
            'crm',
            many('crm', 8).map((w) => w.id),
          ),
        ],
        waves: { maxWorkloadsPerWave: 10, pilotSize: 2 },
      }),
    );
    expect(plan.waves.map((wave) => [...new Set(wave.moves.map((move) => move.application))])).toEqual([
      ['crm'],
      ['shop'],
    ]);
    expect(plan.waves[0]?.reasons.join('\n')).toContain('no low-risk set of at most 2 workloads stands alone');
    expect(plan.staying).toBe(1);
    expect(plan.waves.every((wave) => wave.checks.every((check) => check.ok))).toBe(true);
  });

  it('splits an application that is larger than a wave, says so and marks the check', () => {
    const workloads = many('big', 25);
    const plan = planWaves(
      planningInput({
        workloads,
        applications: [
          application(
            'erp',
            workloads.map((w) => w.id),
          ),
        ],
        waves: { maxWorkloadsPerWave: 10 },
      }),
    );
    expect(plan.waves.map((wave) => wave.moves.length)).toEqual([10, 10, 5]);
    expect(plan.waves[1]?.reasons.join('\n')).toContain('application erp is split, part 2 of 3: 25 workloads');
    expect(checkOf(plan, 1, 'applications move whole')).toEqual({
      check: 'applications move whole',
      ok: false,
      detail: 'erp (10 of 25 here)',
    });
  });

  it('moves what is called before its callers, even when the callee is more critical', () => {
    const workloads = [
      workload('db', { criticality: 'mission-critical' }),
      workload('web', { criticality: 'low' }),
      ...many('x', 4, { criticality: 'low' }),
    ];
    const plan = planWaves(
      planningInput({ workloads, dependencies: [calls('web', 'db')], waves: { maxWorkloadsPerWave: 2, pilotSize: 1 } }),
    );
    const at = waveNumbers(plan);
    expect(at.get('db')).toBeLessThanOrEqual(at.get('web') ?? 0);
    expect(at.get('x001')).toBeLessThan(at.get('db') ?? 0);
  });

  it('moves a ring of calls together when it fits and reports it when it does not', () => {
    const ring = [calls('a', 'b', 50), calls('b', 'c', 50), calls('c', 'a', 50)];
    const workloads = [workload('a'), workload('b'), workload('c'), ...many('x', 3)];
    const fits = waveNumbers(
      planWaves(planningInput({ workloads, dependencies: ring, waves: { maxWorkloadsPerWave: 3, pilotSize: 1 } })),
    );
    expect(new Set(['a', 'b', 'c'].map((id) => fits.get(id))).size).toBe(1);
    const split = planWaves(
      planningInput({ workloads, dependencies: ring, waves: { maxWorkloadsPerWave: 2, pilotSize: 1 } }),
    );
    const broken = split.waves.flatMap((wave) => wave.checks).filter((check) => !check.ok);
    expect(broken).toHaveLength(1);
    expect(broken[0]?.detail).toMatch(/^\w calls \w, which moves in wave \d$/);
  });

  it('lets background traffic tie nothing together and order nothing', () => {
    const workloads = [workload('a'), workload('b'), workload('c'), ...many('x', 3)];
    const ring = [calls('a', 'b', 95), calls('b', 'a', 95), calls('b', 'c', 95), calls('c', 'b', 95)];
    const waves = { maxWorkloadsPerWave: 2, pilotSize: 1 };
    const quiet = planWaves(planningInput({ workloads, waves }));
    const noisy = planWaves(
      planningInput({
        workloads,
        waves,
        dependencies: ring.map((edge) => ({ ...edge, noise: 'monitoring' as const })),
      }),
    );
    expect(waveNumbers(noisy)).toEqual(waveNumbers(quiet));
    expect(noisy.waves.flatMap((wave) => wave.checks).filter((check) => !check.ok)).toEqual([]);
    const tied = planWaves(planningInput({ workloads, waves, dependencies: ring }));
    expect(waveNumbers(tied)).not.toEqual(waveNumbers(quiet));
  });

  it('keeps the machines of a cluster on shared disks in one wave', () => {
    const quorum: Disk = { label: 'Hard disk 2', shared: true, path: '[ds] q.vmdk', capacityMiB: 1024 };
    const workloads = [workload('n1', { disks: [quorum] }), ...many('m', 6), workload('n2', { disks: [quorum] })];
    const at = waveNumbers(planWaves(planningInput({ workloads, waves: { maxWorkloadsPerWave: 2, pilotSize: 1 } })));
    expect(at.get('n1')).toBe(at.get('n2'));
  });

  it('moves domain controllers last, never all at once, the one that is called most at the end', () => {
    const dc = { roles: ['domain-controller'] as WorkloadRole[], application: 'directory' };
    const plan = planWaves(
      planningInput({
        workloads: [workload('dc1', dc), workload('dc2', dc), workload('web')],
        dependencies: [calls('web', 'dc1')],
      }),
    );
    expect(plan.waves.map((wave) => wave.moves.map((move) => move.workloadId))).toEqual([['web'], ['dc2'], ['dc1']]);
    expect(plan.waves.map((wave) => wave.name)).toEqual([
      'wave-01-pilot',
      'wave-02-infrastructure',
      'wave-03-infrastructure',
    ]);
    expect(plan.waves.every((wave) => wave.checks.every((check) => check.ok))).toBe(true);
  });

  it('says when only domain controllers move, because then the first wave must hold one', () => {
    const plan = planWaves(planningInput({ workloads: [workload('dc1', { roles: ['domain-controller'] })] }));
    expect(checkOf(plan, 1, 'no domain controller')).toMatchObject({ ok: false, detail: 'dc1' });
  });

  it('keeps declared production and non-production apart', () => {
    const workloads = [...many('d', 3, { environment: 'Dev' }), ...many('p', 3, { environment: 'production' })];
    const plan = planWaves(planningInput({ workloads, waves: { pilotSize: 5 } }));
    expect(plan.waves.map((wave) => [...new Set(wave.moves.map((move) => move.workloadId.charAt(0)))])).toEqual([
      ['d'],
      ['p'],
    ]);
  });

  it('gives a workload larger than a wave its own wave and says that it is above the limit', () => {
    const plan = planWaves(
      planningInput({
        workloads: [workload('huge', { provisionedMiB: 4096 * 1024 }), ...many('s', 3)],
        waves: { maxDiskGiBPerWave: 1000 },
      }),
    );
    const at = waveNumbers(plan).get('huge') ?? 0;
    expect(plan.waves[at - 1]?.moves).toHaveLength(1);
    expect(plan.waves[at - 1]?.reasons.join('\n')).toContain('above the limit of a wave: huge hold');
    expect(checkOf(plan, at, 'GiB of disk')?.ok).toBe(false);
  });

  it('maps networks and storage by the target site, and lists what has no target', () => {
    const workloads = [workload('a', { networks: ['VLAN120', 'constructor'] })];
    const plan = planWaves(
      planningInput({ workloads, assignments: [assignment('a', { siteId: 'azure-we', target: 'azure-vm' })] }),
    );
    const move = plan.waves[0]?.moves[0];
    expect(move?.networks).toEqual([
      { from: 'VLAN120', to: 'snet-prod' },
      { from: 'constructor', to: null },
    ]);
    expect(move?.storage).toEqual([{ from: 'ds-gold', to: 'Premium_LRS' }]);
    expect(move?.conditions).toEqual(['network "constructor" has no target: add it under networks of site azure-we']);
    expect(checkOf(plan, 1, 'every network')).toMatchObject({ ok: false, detail: '"constructor" at azure-we' });
  });

  it('never takes an unknown size for zero: it lowers confidence and fails a check', () => {
    const known = planWaves(planningInput({ workloads: [workload('a')] }));
    const unknown = planWaves(planningInput({ workloads: [workload('a', { provisionedMiB: undefined })] }));
    expect(unknown.waves[0]?.moves[0]?.diskGiB).toBeNull();
    expect(checkOf(unknown, 1, 'disk sizes')?.ok).toBe(false);
    expect(unknown.waves[0]?.confidencePct).toBeLessThan(known.waves[0]?.confidencePct ?? 0);
  });

  it('lists workloads with nowhere to go with their reason', () => {
    const plan = planWaves(
      planningInput({
        workloads: [workload('a')],
        assignments: [assignment('a', { siteId: null, target: null, moves: false, why: 'no site fits: memory' })],
      }),
    );
    expect(plan).toMatchObject({
      waves: [],
      staying: 0,
      unplaced: [{ workloadId: 'a', reason: 'no site fits: memory' }],
    });
  });

  it('plans a move whose workload and assessment are not known, and says so', () => {
    const plan = planWaves({
      ...planningInput({ workloads: [], assignments: [assignment('ghost')] }),
      assessments: () => undefined,
    });
    expect(plan.waves[0]?.moves[0]).toMatchObject({ fromPlatform: 'unknown', diskGiB: null, cpuCount: null });
    expect(plan.waves[0]?.moves[0]?.conditions[0]).toBe('readiness for openshift-virtualization was not assessed');
  });
});

const ROLES: readonly WorkloadRole[] = ['domain-controller', 'dns-server', 'sql-server', 'web-server'];

const estateArbitrary: fc.Arbitrary<Estate> = fc.integer({ min: 1, max: 40 }).chain((count) => {
  const id = (i: number): string => `w${String(i).padStart(2, '0')}`;
  const anyId = fc.integer({ min: 0, max: count - 1 }).map(id);
  return fc.record({
    workloads: fc.tuple(
      ...Array.from({ length: count }, (_, i) =>
        fc
          .record({
            provisionedMiB: fc.option(fc.integer({ min: 0, max: 800 * 1024 }), { nil: undefined }),
            criticality: fc.constantFrom(undefined, 'low', 'medium', 'high', 'mission-critical'),
            environment: fc.constantFrom(undefined, 'prod', 'test'),
            roles: fc.oneof(
              { weight: 3, arbitrary: fc.constant(undefined) },
              { weight: 1, arbitrary: fc.subarray([...ROLES]) },
            ),
          })
          .map((facts) => workload(id(i), facts as WorkloadFacts)),
      ),
    ),
    applications: fc
      .array(fc.uniqueArray(anyId, { maxLength: 12 }), { maxLength: 5 })
      .map((lists) => lists.map((ids, i) => application(`app${i}`, ids))),
    dependencies: fc
      .array(fc.tuple(anyId, anyId, fc.integer({ min: 0, max: 100 })), { maxLength: 60 })
      .map((list) => list.map(([a, b, pct]) => calls(a, b, pct))),
    waves: fc.record({
      maxWorkloadsPerWave: fc.integer({ min: 1, max: 12 }),
      maxDiskGiBPerWave: fc.integer({ min: 100, max: 3000 }),
      pilotSize: fc.integer({ min: 1, max: 6 }),
    }),
  });
});

const shuffle = <T>(items: readonly T[], seed: number): T[] =>
  items
    .map((item, i) => ({ item, key: (Math.imul(i + 1, 2654435761) ^ Math.imul(seed, 40503)) >>> 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

describe('every plan', () => {
  const assess = (id: string) => assessedAs(id.endsWith('3') ? 'unknown' : 'ready', id.charCodeAt(2) % 100);

  it('holds each move once, within limits unless said, with dependencies in order unless said', () => {
    fc.assert(
      fc.property(estateArbitrary, (estate) => {
        const plan = planWaves(planningInput({ ...estate, assess }));
        const moved = plan.waves.flatMap((wave) => wave.moves.map((move) => move.workloadId));
        expect(moved.toSorted()).toEqual(estate.workloads.map((w) => w.id));
        const at = waveNumbers(plan);
        const infrastructure = new Set(
          estate.workloads
            .filter((w) => w.facts.roles?.some((r) => r === 'domain-controller' || r === 'dns-server'))
            .map((w) => w.id),
        );
        for (const wave of plan.waves) {
          expect(wave.moves.length).toBeGreaterThan(0);
          const said = wave.reasons.some((reason) => reason.startsWith('above the limit'));
          const { maxWorkloadsPerWave = 0, maxDiskGiBPerWave = 0 } = estate.waves ?? {};
          expect(said || wave.moves.length <= maxWorkloadsPerWave).toBe(true);
          expect(said || wave.diskGiB <= maxDiskGiBPerWave + 0.01).toBe(true);
          const late = (estate.dependencies ?? []).filter(
            (d) =>
              at.get(d.fromWorkloadId) === wave.number &&
              (at.get(d.toWorkloadId) ?? 0) > wave.number &&
              !infrastructure.has(d.fromWorkloadId) &&
              !infrastructure.has(d.toWorkloadId),
          );
          expect(wave.checks.find((check) => check.check.startsWith('what is called'))?.ok).toBe(late.length === 0);
        }
        const early = estate.workloads.filter((w) => isDomainController(w) && at.get(w.id) === 1);
        expect(infrastructure.size === estate.workloads.length ? [] : early).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('is the same for the same estate in any order', () => {
    fc.assert(
      fc.property(estateArbitrary, fc.nat(), (estate, seed) => {
        const input = planningInput({ ...estate, assess });
        const shuffled: PlanningInput = {
          ...input,
          placement: { ...input.placement, assignments: shuffle(input.placement.assignments, seed) },
          workloads: new Map(shuffle([...input.workloads], seed)),
          applications: shuffle(input.applications, seed).map((a) => ({
            ...a,
            workloadIds: shuffle(a.workloadIds, seed),
          })),
          dependencies: shuffle(input.dependencies, seed),
        };
        expect(planWaves(shuffled)).toEqual(planWaves(input));
      }),
      { numRuns: 100 },
    );
  });
});
