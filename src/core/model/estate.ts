/** The nouns of the estate beside workloads, and the immutable state that holds them all. */

import type { Workload } from './workload.ts';

export interface ObservedBy {
  readonly sourceId: string;
  readonly nativeId: string;
  readonly observedAt: string;
}

export interface Host {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly datacenter?: string;
  readonly cluster?: string;
  readonly vendor?: string;
  readonly model?: string;
  readonly serialNumber?: string;
  readonly cpuModel?: string;
  readonly cpuSockets?: number;
  readonly coresPerSocket?: number;
  readonly cpuCores?: number;
  readonly cpuMhz?: number;
  readonly hyperThreading?: boolean;
  readonly memoryMiB?: number;
  readonly cpuUsagePct?: number;
  readonly memoryUsagePct?: number;
  readonly workloadCount?: number;
  readonly version?: string;
  readonly evcMode?: string;
  readonly inMaintenance?: boolean;
  readonly certificateExpiresAt?: string;
  readonly gpus?: readonly { readonly type: string; readonly count: number; readonly memoryGiB?: number }[];
  readonly observedBy: ObservedBy;
}

export interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly datacenter?: string;
  readonly hostCount?: number;
  readonly cpuCores?: number;
  readonly memoryMiB?: number;
  readonly haEnabled?: boolean;
  readonly drsEnabled?: boolean;
  readonly dpmEnabled?: boolean;
  readonly failoverLevel?: number;
  readonly version?: string;
  readonly observedBy: ObservedBy;
}

export interface Network {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly datacenter?: string;
  readonly vlanId?: number;
  readonly switchName?: string;
  readonly kind?: 'standard' | 'distributed' | 'opaque' | 'overlay' | 'pod' | 'vnet' | 'other';
  readonly observedBy: ObservedBy;
}

export interface Datastore {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly type?: string;
  readonly capacityMiB?: number;
  readonly provisionedMiB?: number;
  readonly usedMiB?: number;
  readonly freeMiB?: number;
  readonly accessible?: boolean;
  readonly hostCount?: number;
  readonly cluster?: string;
  readonly observedBy: ObservedBy;
}

/** Workloads that serve one purpose and move together. */
export interface Application {
  readonly id: string;
  readonly name: string;
  readonly workloadIds: readonly string[];
  /** Where the grouping comes from: 'tag', 'hand', 'flow' … with the evidence in words. */
  readonly origin: 'tag' | 'hand' | 'flow' | 'name';
  readonly evidence: string;
}

/** Directed: `from` calls `to`. */
export interface Dependency {
  readonly fromWorkloadId: string;
  readonly toWorkloadId: string;
  readonly port?: number;
  readonly protocol?: 'tcp' | 'udp';
  readonly service?: string;
  readonly confidencePct: number;
  readonly evidence: string;
  readonly sourceId: string;
}

/** A connection or an imported file. */
export interface Source {
  readonly id: string;
  readonly name: string;
  readonly providerKind: string;
  /** Higher wins when sources disagree on a field; a live connection outranks a file by default. */
  readonly precedence: number;
  readonly observedAt: string;
}

export type InventoryKind = 'host' | 'cluster' | 'network' | 'datastore';

/** Everything known at one moment. Lists are sorted by id; the digest covers all of them. */
export interface Estate {
  readonly generation: number;
  readonly digest: string;
  readonly workloads: readonly Workload[];
  readonly hosts: readonly Host[];
  readonly clusters: readonly Cluster[];
  readonly networks: readonly Network[];
  readonly datastores: readonly Datastore[];
  readonly applications: readonly Application[];
  readonly dependencies: readonly Dependency[];
}

export interface GenerationInfo {
  readonly number: number;
  readonly digest: string;
  readonly createdAt: string;
  /** What made it: "import rvtools fra-vc01.xlsx". */
  readonly reason: string;
  readonly counts: Readonly<
    Record<'workloads' | 'hosts' | 'clusters' | 'networks' | 'datastores' | 'applications' | 'dependencies', number>
  >;
}
