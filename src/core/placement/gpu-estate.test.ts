import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Host } from '../model/estate.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import type { GpuNeed, Workload, WorkloadFacts } from '../model/workload.ts';
import { planGpus } from './gpu/plan.ts';
import { gpuEstateFromCsv } from './gpu-estate-csv.ts';
import { gpuEstate } from './gpu-estate.ts';
import type { GpuEstate } from './gpu-estate.ts';
import { gpuNameMatches } from './gpu-names.ts';
import { nodeUse } from './gpu-node-use.ts';

const host = (name: string, gpus: Host['gpus'], rest: Partial<Host> = {}): Host => ({
  id: `host-${name}`,
  name,
  platform: 'vsphere',
  cpuCores: 32,
  memoryMiB: 512 * 1024,
  gpus,
  observedBy: { sourceId: 'src-1', nativeId: name, observedAt: '2026-11-20T08:00:00.000Z' },
  ...rest,
});

const wants = (
  name: string,
  on: string | undefined,
  gpus: readonly GpuNeed[],
  facts: Partial<WorkloadFacts> = {},
): Workload =>
  workloadWith(
    { name, host: on, platform: 'vsphere', powerState: 'on', cpuCount: 8, memoryMiB: 64 * 1024, gpus, ...facts },
    { id: `wl-${name}` },
  );

const estate = (hosts: readonly Host[], workloads: readonly Workload[], anew = false): GpuEstate =>
  gpuEstate({
    hosts,
    workloads,
    hostOf: ({ facts }) => hosts.find(({ name }) => name === facts.host),
    sharing: () => ({ vcpuPerCore: 4, memoryOvercommit: 1 }),
    anew,
  });

const A100 = { type: 'NVIDIA A100', count: 4, memoryGiB: 80 };

describe('GPUs of the estate', () => {
  it('are nodes; who runs keeps its place and others take their cores', () => {
    const found = estate(
      [host('h', [A100])],
      [
        wants('one', 'h', [{ type: 'A100', count: 1 }]),
        wants('plain', 'h', [], { cpuCount: 28 }),
        wants('waits', undefined, [{ count: 2 }]),
      ],
    );
    expect(found.nodes).toEqual([
      { id: 'host-h', cpuMilli: 100_000, memoryMiB: 448 * 1024, gpus: 4, model: 'NVIDIA A100 (src-1)' },
    ]);
    expect(found.running).toEqual([{ demand: 'wl-one', node: 'host-h', gpus: [0] }]);
    expect(found.demands.map(({ id, gpuCount, gpuMilli }) => [id, gpuCount, gpuMilli])).toEqual([
      ['wl-one', 1, 1000],
      ['wl-waits', 2, 1000],
    ]);
    const plan = planGpus(found, { mode: 'offline', seed: 1, iterations: 100 });
    expect(plan.allocatedMilli).toBe(3000);
    expect(nodeUse(found, [...found.running, ...plan.placements])).toMatchObject([
      { name: 'h', allocatedMilli: 3000, freeGpus: 1, cpuMilli: 128_000, cpuUsedMilli: 44_000, others: 1 },
    ]);
  });

  it('count an unknown share as a whole GPU and say so; memory asked of a larger card is a share', () => {
    const found = estate(
      [host('h', [A100])],
      [
        wants('vague', undefined, [{ type: 'A100', count: 1, shared: true }]),
        wants('half', undefined, [{ type: 'A100', count: 1, memoryGiB: 40, shared: true }]),
      ],
    );
    expect(found.demands.map(({ gpuMilli }) => gpuMilli)).toEqual([500, 1000]);
    expect(found.notKnown).toEqual(['Share of a GPU that vague takes: counted as whole GPUs.']);
  });

  it('plan as waiting who asks for more than its host has, and never lets one platform use the GPUs of another', () => {
    const found = estate(
      [host('h', [A100]), host('k', [A100], { platform: 'kvm' })],
      [wants('a', 'h', [{ count: 3 }]), wants('b', 'h', [{ count: 4 }])],
    );
    expect(found.running).toHaveLength(1);
    expect(found.warnings[0]).toContain('b on h');
    const { unplaced } = planGpus(found, { mode: 'offline', seed: 1, iterations: 100 });
    expect(unplaced.map(({ demand }) => demand)).toEqual([]);
    const other = estate(
      [host('k', [A100], { platform: 'kvm', observedBy: { sourceId: 'src-2', nativeId: 'k', observedAt: '' } })],
      [wants('c', undefined, [{ type: 'A100', count: 1 }])],
    );
    expect(planGpus(other, { mode: 'offline', seed: 1, iterations: 10 }).unplaced[0]?.kind).toBe('never');
  });

  it('leave out what the model does not know: partitions, mixed types, unknown sizes', () => {
    const found = estate(
      [
        host('mig', [{ type: 'A100', count: 7, sharing: 'mig-1g.10gb' }]),
        host('unsized', [A100], { cpuCores: undefined }),
        host('h', [A100]),
      ],
      [
        wants('slice', undefined, [{ type: 'mig-1g.10gb', count: 1 }]),
        wants('two', undefined, [
          { type: 'A100', count: 1 },
          { type: 'T4', count: 1 },
        ]),
        wants('who', undefined, [{ count: 1 }], { cpuCount: undefined }),
        wants('off', 'h', [{ count: 1 }], { powerState: 'off' }),
      ],
    );
    expect(found.nodes.map(({ id }) => id)).toEqual(['host-h']);
    expect(found.demands).toEqual([]);
    expect(found.notKnown).toHaveLength(5);
    expect(found.warnings[0]).toContain('off');
  });
});

describe('names of GPU types', () => {
  it.each([
    ['A100', 'NVIDIA A100 80 GB', true],
    ['A100', 'NVIDIA-A100-SXM4-80GB', true],
    ['NVIDIA A100 80GB', 'NVIDIA A100', false],
    ['A10', 'NVIDIA A100', false],
    ['Tesla T4', 'NVIDIA T4', true],
    ['', 'NVIDIA T4', false],
  ])('%s is met by %s: %s', (wanted, card, met) => expect(gpuNameMatches(wanted, card)).toBe(met));
});

const NODES = 'sn,cpu_milli,memory_mib,gpu,model\nn1,64000,262144,2,G2\nn2,64000,262144,0,\n';

describe('CSV in the layout of the trace', () => {
  it('is read, with or without places, quotes and line ends of other systems', () => {
    const found = gpuEstateFromCsv(
      `\uFEFF${NODES.replaceAll('\n', '\r\n')}`,
      'name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,node\n"a,1",1000,1024,1,500,G2|G2,n1\nb,1000,1024,2,1000,,\nc,1000,1024,0,0,,\n',
    );
    expect(found.demands).toEqual([
      { id: 'a,1', cpuMilli: 1000, memoryMiB: 1024, gpuCount: 1, gpuMilli: 500, models: ['G2'] },
      { id: 'b', cpuMilli: 1000, memoryMiB: 1024, gpuCount: 2, gpuMilli: 1000, models: [] },
      { id: 'c', cpuMilli: 1000, memoryMiB: 1024, gpuCount: 0, gpuMilli: 0, models: [] },
    ]);
    expect(found.running).toEqual([{ demand: 'a,1', node: 'n1', gpus: [0] }]);
  });

  it.each([
    ['', 'the pods have no column name, cpu_milli, memory_mib, num_gpu'],
    ['name,cpu_milli,memory_mib,num_gpu\na,x,1,1', 'pods line 2, cpu_milli: "x" is not a whole number'],
    ['name,cpu_milli,memory_mib,num_gpu\na,-1,1,1', '"-1" is not a whole number'],
    ['name,cpu_milli,memory_mib,num_gpu\na,1,1,1\na,1,1,1', 'used twice'],
    ['name,cpu_milli,memory_mib,num_gpu,gpu_milli\na,1,1,1,1001', '"1001" is not a whole number from 0 to 1000'],
    ['name,cpu_milli,memory_mib,num_gpu,gpu_milli\na,1,1,2,0', 'wants 2 GPUs and none of any'],
    ['name,cpu_milli,memory_mib,num_gpu,gpu_milli,node\na,1,1,1,1,n9', 'not among the nodes'],
  ])('%j is refused by line', (pods, message) => expect(() => gpuEstateFromCsv(NODES, pods)).toThrow(message));

  it('never gives a GPU away twice, whatever is said to run where', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            gpus: fc.nat(3),
            milli: fc.integer({ min: 1, max: 1000 }),
            on: fc.constantFrom('', 'n1', 'n2'),
            cpu: fc.nat(40_000),
          }),
          { maxLength: 30 },
        ),
        (pods) => {
          const rows = pods.map(
            ({ gpus, milli, on, cpu }, n) =>
              `p${n},${cpu},1024,${gpus},${gpus === 1 ? milli : gpus === 0 ? 0 : 1000},,${on}`,
          );
          const found = gpuEstateFromCsv(
            NODES,
            ['name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,node', ...rows].join('\n'),
          );
          for (const use of nodeUse(found, found.running)) {
            expect(use.cpuUsedMilli).toBeLessThanOrEqual(use.cpuMilli);
            expect(use.allocatedMilli).toBeLessThanOrEqual(use.gpus * 1000);
            expect(use.partlyFreeMilli).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });
});
