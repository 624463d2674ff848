/** Builds the places of every source for the machines planned, and puts each machine on a cluster, host and store. */

import { planDisks } from '../machine/disk-plan.ts';
import type { EstatePlan, Slot } from '../plan.ts';
import { hashOf, randomFor } from '../random.ts';
import type { ClusterPurpose } from '../tables/tiers.ts';
import { CLUSTER_PURPOSES, SOURCES } from '../tables/sources.ts';
import type { SourcePlan } from '../tables/sources.ts';
import { GPU_HOSTS_ELSEWHERE, makeHosts, makeStores } from './hosts.ts';
import type { HostNumbering } from './hosts.ts';
import { networksOf } from './networks.ts';
import { sizeStore } from './place.ts';
import type { ClusterPlace, SourcePlace } from './place.ts';

/** Cluster sizes people keep to; Hyper-V allows no more than 64. */
const HOSTS_PER_CLUSTER = { vsphere: 24, hyperv: 64, kvm: Infinity, openshift: 400, azure: Infinity } as const;

export function layOut(plan: EstatePlan): SourcePlace[] {
  return SOURCES.map((source, i) => laySource(plan, source, plan.slots[i] ?? []));
}

function laySource(plan: EstatePlan, source: SourcePlan, slots: readonly Slot[]): SourcePlace {
  const random = randomFor(plan.seed, `scope of ${source.id}`);
  const scope = `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-9${random.hex(3)}-${random.hex(12)}`;
  const pools = new Map<string, Slot[]>();
  for (const slot of slots) {
    const key = poolOf(source, slot);
    const pool = pools.get(key);
    if (pool === undefined) pools.set(key, [slot]);
    else pool.push(slot);
  }
  const numbering: HostNumbering = { next: 0 };
  const clusters: ClusterPlace[] = [];
  for (const [key, pool] of [...pools].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    const made = makeClusters(plan.seed, source, key, pool.length, numbering);
    const first = clusters.length;
    clusters.push(...made);
    for (const slot of pool) placeSlot(plan.seed, slot, made, first);
  }
  for (const cluster of clusters) {
    const fill = randomFor(plan.seed, `fill of ${source.id} ${cluster.name}`);
    for (const store of cluster.stores) sizeStore(store, fill.next() * 0.37 + 0.55);
  }
  return { source, scope, clusters, networks: networksOf(source) };
}

/** Machines of one pool share clusters. The insurer's machines stayed apart after the merger. */
function poolOf(source: SourcePlan, slot: Slot): string {
  if (source.kind !== 'vsphere') return 'production';
  const purpose = slot.placeholderFor === undefined ? slot.purpose : 'recovery';
  return purpose === 'production' && source.siteCode === 'MUC' && slot.application.department.key === 'insurance'
    ? 'production alv'
    : purpose;
}

function makeClusters(
  seed: number,
  source: SourcePlan,
  pool: string,
  machines: number,
  numbering: HostNumbering,
): ClusterPlace[] {
  const purpose = pool.split(' ')[0] as ClusterPurpose;
  const rule = CLUSTER_PURPOSES[purpose];
  const hostCount =
    source.kind === 'azure'
      ? 0
      : Math.max(machines > 6 ? 2 : 1, Math.ceil(machines / machinesPerHost(source, rule.perHost)));
  const clusterCount = Math.max(1, Math.ceil(hostCount / HOSTS_PER_CLUSTER[source.kind]));
  return Array.from({ length: clusterCount }, (_, i) => {
    const name = clusterName(source, pool, rule.label, i);
    const random = randomFor(seed, `cluster ${source.id} ${name}`);
    const share = Math.floor(hostCount / clusterCount) + (i < hostCount % clusterCount ? 1 : 0);
    const hosts = makeHosts(seed, source, name, purpose, share, numbering);
    const stores = makeStores(
      seed,
      source,
      name,
      hosts,
      Math.max(1, Math.ceil((machines * 1.8) / clusterCount / rule.disksPerStore)),
    );
    return {
      name,
      purpose,
      hosts,
      stores,
      named: source.kind === 'vsphere' || source.kind === 'hyperv' || source.kind === 'openshift',
      datacenter: source.kind !== 'vsphere' ? undefined : purpose === 'branch' ? 'Aussenstellen' : source.datacenter,
      drs: purpose !== 'branch' && random.chance(0.85),
      dpm: random.chance(0.08),
    };
  });
}

/** 40 KVM hosts carry the default estate's 239 machines: many small hosts, as grown from single servers. */
const machinesPerHost = (source: SourcePlan, vsphere: number): number =>
  source.kind === 'kvm' ? 6 : source.kind === 'vsphere' ? vsphere : 24;

function clusterName(source: SourcePlan, pool: string, label: string, i: number): string {
  const number = String(i + 1).padStart(2, '0');
  if (source.kind === 'hyperv') return `HAM-HVC${number}`;
  if (source.kind === 'openshift') return i === 0 ? 'ocp-fra' : `ocp-fra-${number}`;
  if (source.kind !== 'vsphere') return source.id;
  return pool.endsWith('alv') ? `ALV Cluster ${number}` : `${source.siteCode}-${label}-${number}`;
}

function placeSlot(seed: number, slot: Slot, clusters: readonly ClusterPlace[], first: number): void {
  const chosen = hashOf(seed, 'cluster of application', slot.application.index) % clusters.length;
  const cluster = clusters[chosen];
  if (cluster === undefined) return;
  slot.cluster = first + chosen;
  // Members of one tier are spread over hosts, as anti-affinity rules would have it.
  const needsGpu = slot.tier.special === 'gpu' || slot.tier.special === 'inference';
  const eligible =
    needsGpu && cluster.purpose !== 'gpu' ? Math.min(GPU_HOSTS_ELSEWHERE, cluster.hosts.length) : cluster.hosts.length;
  slot.host = eligible === 0 ? 0 : (hashOf(seed, 'host', slot.application.index) + slot.member) % eligible;
  slot.store =
    cluster.stores.length === 0
      ? 0
      : hashOf(seed, 'store', slot.diskLeader?.index ?? slot.index) % cluster.stores.length;
  const host = cluster.hosts[slot.host];
  if (host !== undefined) {
    host.machines++;
    if (slot.power === 'on') {
      host.running++;
      host.vcpus += slot.cpuCount;
      host.memoryMiB += slot.memoryMiB;
    }
  }
  const touched = new Set<number>();
  for (const disk of planDisks(seed, slot, cluster.stores.length)) {
    if (disk.sharedWithLeader && slot.diskLeader !== slot) continue;
    const store = cluster.stores[disk.store];
    if (store === undefined) continue;
    store.provisionedMiB += disk.capacityMiB;
    store.usedMiB += disk.raw ? 0 : disk.thin ? disk.usedMiB : disk.capacityMiB;
    if (!touched.has(disk.store)) store.machines++;
    touched.add(disk.store);
  }
}
