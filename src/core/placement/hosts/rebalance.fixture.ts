/** Small sites for tests, and a replayer of rebalance plans that shares no code with what makes them. */

import type { Cluster, Datastore, Estate, Host } from '../../model/estate.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import type { Workload, WorkloadFacts } from '../../model/workload.ts';
import { DEVICE_TYPES } from '../../model/workload.ts';
import { siteSchema } from '../../policy/site.ts';
import type { Site } from '../../policy/site.ts';
import type { RebalanceOptions } from './rebalance.ts';
import type { RebalancePlan } from './rebalance-result.ts';

export const observedBy = (nativeId: string): Host['observedBy'] => ({
  sourceId: 'src-1',
  nativeId,
  observedAt: '2026-11-20T08:00:00.000Z',
});

export const host = (name: string, rest: Partial<Host> = {}): Host => ({
  id: `host-${name}`,
  name,
  platform: 'vsphere',
  cluster: 'C1',
  cpuCores: 32,
  cpuModel: 'Intel Xeon 6',
  memoryMiB: 100 * 1024,
  observedBy: observedBy(name),
  ...rest,
});

/** A running machine of which everything is known; gib and vcpus as they come most often. */
export function machine(name: string, on: string, gib: number, facts: Partial<WorkloadFacts> = {}): Workload {
  return workloadWith(
    {
      name,
      host: on,
      cluster: 'C1',
      platform: 'vsphere',
      powerState: 'on',
      cpuCount: 2,
      memoryMiB: gib * 1024,
      devices: [],
      deviceTypesSeen: DEVICE_TYPES,
      datastores: ['shared'],
      ...facts,
    },
    { id: `wl-${name}`, observations: [observedBy(`vm-${name}`)] },
  );
}

export const SHARED: Datastore = {
  id: 'ds-1',
  name: 'shared',
  platform: 'vsphere',
  sharedWrite: true,
  observedBy: observedBy('shared'),
};

export const cluster = (rest: Partial<Cluster> = {}): Cluster => ({
  id: 'cl-1',
  name: 'C1',
  platform: 'vsphere',
  rules: [],
  observedBy: observedBy('C1'),
  ...rest,
});

export const SITE: Site = siteSchema.parse({
  id: 'fra',
  platform: 'vsphere',
  target: 'openshift-virtualization',
  matches: { clusters: ['C1', 'C2'] },
});

export type SmallEstate = Pick<Estate, 'workloads' | 'hosts' | 'clusters' | 'datastores'>;

export const estateOf = (
  hosts: readonly Host[],
  workloads: readonly Workload[],
  clusters: readonly Cluster[] = [cluster()],
): SmallEstate => ({
  hosts,
  workloads,
  clusters,
  datastores: [SHARED],
});

export const OPTIONS: RebalanceOptions = {
  headroomPct: 20,
  tolerancePct: 100,
  vcpuPerCore: 4,
  memoryOvercommit: 1,
  moveUnknown: true,
  evacuate: [],
  seed: 1,
  perHost: 2,
  total: 8,
};

/**
 * Carries a plan out on a copy of the estate, memory and names only: every batch as if all its machines were on both hosts
 * at once. Returns what went wrong, and where everybody is in the end.
 */
export function replay(
  estate: SmallEstate,
  plan: RebalancePlan,
): { readonly wrong: string[]; readonly at: Map<string, string> } {
  const wrong: string[] = [];
  const at = new Map(estate.workloads.map(({ id, facts }) => [id, facts.host ?? '']));
  const size = new Map(
    estate.workloads.map(({ id, facts }) => [id, facts.powerState === 'off' ? 0 : (facts.memoryMiB ?? 0)]),
  );
  const has = new Map(estate.hosts.map(({ name, memoryMiB }) => [name, memoryMiB ?? 0]));
  const closed = new Set(estate.hosts.filter(({ inMaintenance }) => inMaintenance === true).map(({ name }) => name));
  const load = (name: string): number =>
    [...at].reduce((sum, [id, where]) => sum + (where === name ? (size.get(id) ?? 0) : 0), 0);
  const atFirst = new Map(estate.hosts.map(({ name }) => [name, load(name)]));
  const apart = estate.clusters.flatMap(({ rules }) =>
    (rules ?? []).filter(({ kind, enabled }) => kind === 'keep-apart' && enabled),
  );
  const idOf = new Map(estate.workloads.map(({ id, observations }) => [observations[0]?.nativeId ?? '', id]));
  const together = (): number =>
    apart.reduce((sum, { workloads }) => {
      const hosts = workloads.map((native) => at.get(idOf.get(native) ?? ''));
      return sum + hosts.length - new Set(hosts).size;
    }, 0);
  let met = together();
  const batches = Math.max(0, ...plan.moves.map(({ batch }) => batch));
  for (let batch = 1; batch <= batches; batch += 1) {
    const moves = plan.moves.filter((move) => move.batch === batch);
    const arriving = new Map<string, number>();
    for (const { workloads, from, to } of moves) {
      if (closed.has(to)) wrong.push(`batch ${batch}: ${to} takes nobody`);
      for (const { id } of workloads) {
        if (at.get(id) !== from) wrong.push(`batch ${batch}: ${id} is not on ${from}`);
        arriving.set(to, (arriving.get(to) ?? 0) + (size.get(id) ?? 0));
      }
    }
    for (const [name, more] of arriving) {
      if (load(name) + more > Math.max(has.get(name) ?? 0, atFirst.get(name) ?? 0))
        wrong.push(`batch ${batch}: ${name} is overfull`);
    }
    for (const { workloads, to } of moves) for (const { id } of workloads) at.set(id, to);
    if (together() > met) wrong.push(`batch ${batch}: a rule is broken`);
    met = together();
  }
  return { wrong, at };
}
