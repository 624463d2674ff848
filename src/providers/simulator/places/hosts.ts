/** Hosts and stores for a group of machines, by platform. */

import { randomFor } from '../random.ts';
import type { Random } from '../random.ts';
import type { ClusterPurpose } from '../tables/tiers.ts';
import { ESXI_RELEASES, GPU_CARDS, GPU_SERVER, SERVER_MODELS } from '../tables/hardware.ts';
import type { SourceKind, SourcePlan } from '../tables/sources.ts';
import type { HostPlace, StorePlace } from './place.ts';

/** Off vSphere there is no cluster for GPUs: the first hosts of a source hold them. */
export const GPU_HOSTS_ELSEWHERE = 2;

export interface HostNumbering {
  /** Hosts made so far in this source; names carry it. */
  next: number;
}

/** A cluster is bought as one: all hosts of the same model and release, except for one in ten that came later. */
export function makeHosts(
  seed: number,
  source: SourcePlan,
  clusterName: string,
  purpose: ClusterPurpose,
  count: number,
  numbering: HostNumbering,
): HostPlace[] {
  const cluster = randomFor(seed, `hosts of ${source.id} ${clusterName}`);
  const usual = purpose === 'gpu' ? GPU_SERVER : cluster.weighted(SERVER_MODELS);
  const release = cluster.weighted(ESXI_RELEASES.filter((each) => usual.boughtIn < 2022 || each.vmxMax >= 19));
  const card = cluster.pick(GPU_CARDS);
  return Array.from({ length: count }, () => {
    numbering.next++;
    const random = randomFor(seed, `host of ${source.id}`, numbering.next);
    const model =
      purpose !== 'gpu' && random.chance(0.1)
        ? random.weighted(SERVER_MODELS.filter((each) => each.boughtIn >= usual.boughtIn))
        : usual;
    return {
      name: HOST_NAMES[source.kind](source, numbering.next),
      model,
      version: source.kind === 'vsphere' ? release.text : HOST_VERSIONS[source.kind],
      vmxMax: release.vmxMax,
      inMaintenance: count > 3 && random.chance(0.03),
      gpus:
        purpose === 'gpu' || (source.kind !== 'vsphere' && numbering.next <= GPU_HOSTS_ELSEWHERE)
          ? [{ type: card.type, count: card.perHost, memoryGiB: card.memoryGiB }]
          : [],
      serial: `SIM${random.hex(7).toUpperCase()}`,
      machines: 0,
      running: 0,
      vcpus: 0,
      memoryMiB: 0,
    };
  });
}

const HOST_NAMES: Readonly<Record<SourceKind, (source: SourcePlan, n: number) => string>> = {
  vsphere: (source, n) => `${source.siteCode.toLowerCase()}-esx${String(n).padStart(3, '0')}.${source.domain}`,
  hyperv: (_, n) => `HAM-HV${String(n).padStart(2, '0')}`,
  kvm: (source, n) => `bz-kvm${String(n).padStart(2, '0')}.${source.domain}`,
  openshift: (_, n) => `worker-${n - 1}.ocp-fra.nordwerk.example`,
  azure: (_, n) => `host-${n}`,
};

/** vSphere hosts carry the release of their cluster. */
const HOST_VERSIONS: Readonly<Record<Exclude<SourceKind, 'vsphere'>, string>> = {
  hyperv: 'Microsoft Windows Server 2019 Datacenter 10.0.17763',
  kvm: 'libvirt 9.0.0, QEMU 7.2.0',
  openshift: 'Red Hat Enterprise Linux CoreOS 418.94.202506121335-0, kubelet v1.31.9',
  azure: '',
};

export function makeStores(
  seed: number,
  source: SourcePlan,
  clusterName: string,
  hosts: readonly HostPlace[],
  count: number,
): StorePlace[] {
  const random = randomFor(seed, `stores of ${source.id} ${clusterName}`);
  const hostNames = hosts.map((host) => host.name);
  const cluster = source.kind === 'kvm' ? undefined : clusterName;
  const store = (name: string, type: string, address: string, on: readonly string[] = hostNames): StorePlace => ({
    name,
    type,
    address,
    cluster,
    hostNames: on,
    capacityMiB: 0,
    provisionedMiB: 0,
    usedMiB: 0,
    machines: 0,
  });
  const many = (make: (i: number) => StorePlace): StorePlace[] => Array.from({ length: count }, (_, i) => make(i));
  const byKind: Readonly<Record<SourceKind, () => StorePlace[]>> = {
    vsphere: () => vsphereStores(random, clusterName, store, many),
    hyperv: () => many((i) => store(`C:\\ClusterStorage\\Volume${i + 1}`, 'CSVFS', `Volume${i + 1}`)),
    kvm: () => [
      store('ceph-rbd', 'rbd', 'mon1.brennero.example,mon2.brennero.example'),
      store('nfs-images', 'netfs', 'nas.brennero.example:/export/images'),
    ],
    openshift: () => [
      store('ocs-storagecluster-ceph-rbd-virtualization', 'StorageClass', 'openshift-storage.rbd.csi.ceph.com'),
      store('nfs-csi', 'StorageClass', 'nfs.csi.k8s.io'),
    ],
    azure: () => [],
  };
  return byKind[source.kind]();
}

const twoDigits = (i: number): string => String(i + 1).padStart(2, '0');

function vsphereStores(
  random: Random,
  clusterName: string,
  store: (name: string, type: string, address: string) => StorePlace,
  many: (make: (i: number) => StorePlace) => StorePlace[],
): StorePlace[] {
  const label = clusterName.replaceAll(' ', '_');
  const style = random.next();
  if (style < 0.15) return [store(`vsanDatastore-${label}`, 'vsan', `vsan:${random.hex(16)}-${random.hex(16)}`)];
  if (style < 0.4)
    return many((i) =>
      store(
        `nfs_${label.toLowerCase()}_${twoDigits(i)}`,
        'NFS',
        `10.9.8.${(i % 200) + 11}:/vol/${label.toLowerCase()}_${twoDigits(i)}`,
      ),
    );
  return many((i) => store(`${label}_SAN_${twoDigits(i)}`, 'VMFS', `naa.60060160${random.hex(24)}`));
}
