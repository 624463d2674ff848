/** What machines stand on: hosts, stores and networks of one source. Totals are filled in while machines are placed. */

import type { Host, Network } from '../../../core/model/estate.ts';
import type { ClusterPurpose } from '../tables/tiers.ts';
import type { ServerModel } from '../tables/hardware.ts';
import type { SourcePlan } from '../tables/sources.ts';

export interface HostPlace {
  readonly name: string;
  readonly model: ServerModel;
  readonly version: string;
  readonly inMaintenance: boolean;
  readonly gpus: Host['gpus'];
  readonly serial: string;
  /** Newest virtual hardware this host runs; vSphere only. */
  readonly vmxMax: number;
  machines: number;
  running: number;
  vcpus: number;
  memoryMiB: number;
}

export interface StorePlace {
  readonly name: string;
  readonly type: string;
  readonly address: string;
  readonly cluster: string | undefined;
  readonly hostNames: readonly string[];
  capacityMiB: number;
  provisionedMiB: number;
  usedMiB: number;
  machines: number;
}

export interface NetworkPlace {
  readonly name: string;
  readonly kind: Network['kind'];
  readonly vlanId: number | undefined;
  readonly switchName: string | undefined;
  readonly purpose: ClusterPurpose;
}

export interface ClusterPlace {
  readonly name: string;
  readonly purpose: ClusterPurpose;
  readonly datacenter: string | undefined;
  readonly hosts: readonly HostPlace[];
  readonly stores: readonly StorePlace[];
  readonly drs: boolean;
  readonly dpm: boolean;
  /** False where the platform has no clusters: the list is then only how we lay machines out. */
  readonly named: boolean;
}

export interface SourcePlace {
  readonly source: SourcePlan;
  /** Instance UUID of the vCenter, or what stands for it elsewhere. */
  readonly scope: string;
  readonly clusters: readonly ClusterPlace[];
  readonly networks: readonly NetworkPlace[];
}

const TIB_IN_MIB = 1024 * 1024;

/** Gives every store a size that leaves it as full as asked for, in whole TiB. */
export function sizeStore(store: StorePlace, fullness: number): void {
  const needed = Math.max(store.usedMiB, TIB_IN_MIB / 4) / fullness;
  store.capacityMiB = Math.ceil(needed / TIB_IN_MIB) * TIB_IN_MIB;
}
