import { describe, expect, it, test } from 'vitest';
import { NODES, object } from '../../../../test/support/kube-api-cluster.ts';
import { hostOf } from './hosts.ts';
import { sceneOf } from './scene.fixture.ts';

const of = (node: ReturnType<typeof object>, scene = sceneOf([])) => hostOf(scene, node);
const node = (labels: Readonly<Record<string, string | undefined>>, capacity: Record<string, unknown>) =>
  object('v1', 'Node', 'n', { metadata: { labels }, status: { capacity } });

describe('nodes as hosts', () => {
  it('takes the build of a Windows node from its kernel, which has all four numbers', () => {
    expect(NODES.map((one) => of(one).osBuild)).toEqual([undefined, undefined, '10.0.20348.2402']);
    const short = object('v1', 'Node', 'w', {
      metadata: { labels: { 'kubernetes.io/os': 'windows', 'node.kubernetes.io/windows-build': '10.0.17763' } },
    });
    expect(of(short)).toMatchObject({ osFamily: 'windows', osBuild: '10.0.17763' });
  });

  it('tells what there is from what workloads may use', () => {
    expect(of(NODES[1] ?? node({}, {}))).toMatchObject({
      cpuCores: 64,
      cpuAllocatableMilli: 63_500,
      memoryMiB: 1_001_358,
      memoryAllocatableMiB: 991_821,
      maxWorkloads: 250,
      region: 'eu-central',
      zone: 'fra-b',
      roles: ['worker'],
      ready: true,
      inMaintenance: false,
    });
  });

  it('leaves a node of which only the name is known with that name', () => {
    const bare = of(object('v1', 'Node', 'bare'));
    expect(Object.keys(bare).sort()).toEqual(['cluster', 'id', 'name', 'observedBy', 'platform']);
  });

  it('says that an amount could not be understood instead of taking none', () => {
    const scene = sceneOf([]);
    expect(of(node({}, { cpu: 'many', memory: '1Gi' }), scene)).not.toHaveProperty('cpuCores');
    expect(scene.told).toMatchObject([{ code: 'QUANTITY_NOT_UNDERSTOOD', where: 'Node n, status.capacity.cpu' }]);
  });
});

describe('GPUs of nodes', () => {
  const product = { 'nvidia.com/gpu.product': 'NVIDIA-A100-SXM4-80GB', 'nvidia.com/gpu.memory': '81920' };
  test.each([
    {
      name: 'whole cards',
      labels: product,
      capacity: { 'nvidia.com/gpu': '4' },
      gpus: [{ type: 'NVIDIA-A100-SXM4-80GB', count: 4, memoryGiB: 80 }],
    },
    {
      name: 'cards shared in time count as cards',
      labels: {
        ...product,
        'nvidia.com/gpu.product': 'Tesla-T4-SHARED',
        'nvidia.com/gpu.replicas': '4',
        'nvidia.com/gpu.memory': '15360',
      },
      capacity: { 'nvidia.com/gpu': '8' },
      gpus: [{ type: 'Tesla-T4', count: 2, memoryGiB: 15, sharing: 'time-slicing' }],
    },
    {
      name: 'MPS',
      labels: { ...product, 'nvidia.com/gpu.sharing-strategy': 'mps', 'nvidia.com/gpu.replicas': '10' },
      capacity: { 'nvidia.com/gpu': '10' },
      gpus: [{ type: 'NVIDIA-A100-SXM4-80GB', count: 1, memoryGiB: 80, sharing: 'mps' }],
    },
    {
      name: 'MIG slices of several sizes beside whole cards',
      labels: { ...product, 'nvidia.com/mig.strategy': 'mixed' },
      capacity: { 'nvidia.com/gpu': '1', 'nvidia.com/mig-1g.10gb': '7', 'nvidia.com/mig-3g.40gb': '0' },
      gpus: [
        { type: 'NVIDIA-A100-SXM4-80GB', count: 1, memoryGiB: 80 },
        { type: 'NVIDIA-A100-SXM4-80GB', count: 7, memoryGiB: 10, sharing: 'mig-1g.10gb' },
      ],
    },
    {
      name: 'MIG slices advertised as GPUs',
      labels: { 'nvidia.com/gpu.product': 'NVIDIA-A100-SXM4-80GB-MIG-1g.10gb', 'nvidia.com/mig.strategy': 'single' },
      capacity: { 'nvidia.com/gpu': '14' },
      gpus: [{ type: 'NVIDIA-A100-SXM4-80GB', count: 14, memoryGiB: 10, sharing: 'mig-1g.10gb' }],
    },
    {
      name: 'virtual GPUs for machines',
      labels: product,
      capacity: { 'nvidia.com/GRID_A100-10C': '3' },
      gpus: [{ type: 'GRID_A100-10C', count: 3, sharing: 'vgpu' }],
    },
    {
      name: 'cards of other makers',
      labels: { 'amd.com/gpu.product-name': 'AMD_Instinct_MI300X', 'amd.com/gpu.vram': '192G' },
      capacity: { 'amd.com/gpu': '8', 'gpu.intel.com/i915': '1', 'gpu.intel.com/i915_monitoring': '1' },
      gpus: [
        { type: 'AMD_Instinct_MI300X', count: 8, memoryGiB: 192 },
        { type: 'i915', count: 1 },
      ],
    },
    {
      name: 'cards of which the same number is told in two units',
      labels: { 'alibabacloud.com/gpu-card-model': 'P100' },
      capacity: { 'alibabacloud.com/gpu-count': '2', 'alibabacloud.com/gpu-milli': '2000' },
      gpus: [{ type: 'P100', count: 2 }],
    },
    { name: 'no GPU', labels: product, capacity: { cpu: '4', 'vendor.example/nic': '2' }, gpus: [] },
  ])('$name', ({ labels, capacity, gpus }) => expect(of(node(labels, capacity)).gpus).toEqual(gpus));
});
