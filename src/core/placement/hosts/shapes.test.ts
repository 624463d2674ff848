import { describe, expect, it } from 'vitest';
import type { Workload } from '../../model/workload.ts';
import { cluster, estateOf, host, machine } from './rebalance.fixture.ts';
import { shapesOf, sizingOf } from './shapes.ts';
import type { SizingOptions } from './shapes.ts';
import { sizeHosts } from './size.ts';

const OPTIONS: SizingOptions = {
  vcpuPerCore: 4,
  memoryOvercommit: 1,
  reservePct: 0,
  failover: 0,
  cpu: 'configured',
  comfort: 1.3,
  apart: true,
};
const SHAPE = { name: 's', cpuCores: 4, memoryGiB: 64 };

const sizing = (workloads: readonly Workload[], options: Partial<SizingOptions> = {}, clusters = [cluster()]) =>
  sizingOf(estateOf([host('a'), host('b')], workloads, clusters), workloads, [SHAPE], { ...OPTIONS, ...options });

describe('workloads as a sizing request', () => {
  it('counts what is known, lists what is not with the facts that are missing', () => {
    const found = sizing([machine('one', 'a', 32), machine('who', 'a', 1, { memoryMiB: undefined })]);
    expect([...found.request.need]).toEqual([2000, 32 * 1024]);
    expect(found.unknown).toEqual([{ id: 'wl-who', name: 'who', needs: ['memoryMiB'] }]);
  });

  it('counts every replica of a container', () => {
    const pod: Workload = { ...machine('pod', 'a', 1, { replicas: 3 }), kind: 'container' };
    expect(sizing([pod]).rows.map(({ name }) => name)).toEqual(['pod (1 of 3)', 'pod (2 of 3)', 'pod (3 of 3)']);
  });

  it('takes measured demand with comfort, never above what is configured; unmeasured ones by their vCPUs', () => {
    const at = (cpuP95Pct: number) => ({ utilisation: { cpuP95Pct } });
    const found = sizing([machine('a', 'a', 1, at(10)), machine('b', 'a', 1, at(99)), machine('c', 'a', 1)], {
      cpu: 'measured',
    });
    expect([...found.request.need].filter((_, k) => k % 2 === 0)).toEqual([260, 2000, 500]);
    expect(found.notKnown[0]).toContain('1 workload');
  });

  it('keeps apart what rules keep apart, and joins sets that share a member', () => {
    const rules = [
      cluster({
        rules: [
          ['one', 'two'],
          ['two', 'three'],
        ].map((list, n) => ({
          name: `r${n}`,
          kind: 'keep-apart' as const,
          enabled: true,
          workloads: list.map((name) => `vm-${name}`),
        })),
      }),
    ];
    const all = ['one', 'two', 'three'].map((name) => machine(name, 'a', 1));
    const { request } = sizing(all, {}, rules);
    expect(new Set(request.service).size).toBe(1);
    expect(sizeHosts(request).hosts).toBe(3);
    expect(sizing(all, { apart: false }, rules).request.service).toBeNull();
  });

  it('adds spare hosts and the control plane', () => {
    const { request } = sizing([machine('one', 'a', 60), machine('two', 'a', 60)], {
      failover: 1,
      controlPlane: { count: 3, cpuCores: 2, memoryGiB: 8, dedicated: true },
    });
    expect(sizeHosts(request).hosts).toBe(2 + 1 + 3);
  });
});

describe('shapes of known hosts', () => {
  it('are told apart by size, and hosts of unknown size are none', () => {
    const found = shapesOf([host('a'), host('b'), host('c', { memoryMiB: 1024 }), host('d', { cpuCores: undefined })]);
    expect(found.shapes.map(({ cpuCores, memoryGiB, seen }) => [cpuCores, memoryGiB, seen])).toEqual([
      [32, 100, 2],
      [32, 1, 1],
    ]);
    expect(found.unsized).toBe(1);
  });
});
