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
  readonly gpus?: readonly HostGpu[];
  readonly osFamily?: 'linux' | 'windows' | 'other';
  /** "Red Hat Enterprise Linux CoreOS 418.94", "Windows Server 2022 Datacenter". */
  readonly osName?: string;
  /** Windows build, which container images must match: "10.0.20348.2031". */
  readonly osBuild?: string;
  /** What workloads may use of it, after what the platform keeps for itself. */
  readonly cpuAllocatableMilli?: number;
  readonly memoryAllocatableMiB?: number;
  readonly maxWorkloads?: number;
  readonly region?: string;
  readonly zone?: string;
  /** Roles the platform gives it: "control-plane", "worker". */
  readonly roles?: readonly string[];
  readonly ready?: boolean;
  readonly observedBy: ObservedBy;
}

export interface HostGpu {
  readonly type: string;
  readonly count: number;
  readonly memoryGiB?: number;
  /** How one card serves several: "time-slicing", "mps", "mig-1g.5gb", "vgpu". Absent: whole, or not known. */
  readonly sharing?: string;
}

/** A rule of a cluster on where its machines may run together. */
export interface ClusterRule {
  readonly name: string;
  readonly kind:
    'keep-together' | 'keep-apart' | 'vm-host-must' | 'vm-host-should' | 'vm-host-must-not' | 'vm-host-should-not';
  readonly enabled: boolean;
  /** The source's own ids of the machines. */
  readonly workloads: readonly string[];
  readonly hosts?: readonly string[];
}

/** What is installed in a cluster and matters for a move: an operator, a platform service. */
export interface ClusterComponent {
  /** "openshift", "kubevirt", "windows-machine-config-operator", "gpu-operator", "compliance-operator". */
  readonly name: string;
  readonly version?: string;
  readonly state?: string;
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
  readonly admissionControlEnabled?: boolean;
  readonly version?: string;
  /** What the cluster itself stands on, as its platform calls it: "vsphere", "azure", "none". */
  readonly infrastructure?: string;
  readonly region?: string;
  readonly rules?: readonly ClusterRule[];
  /** Complete when present: what is not listed is not installed. */
  readonly components?: readonly ClusterComponent[];
  readonly observedBy: ObservedBy;
}

export interface Network {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly datacenter?: string;
  readonly vlanId?: number;
  readonly switchName?: string;
  /** Address ranges in CIDR form. */
  readonly cidrs?: readonly string[];
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
  /** Driver that makes volumes in it: a storage class's provisioner. */
  readonly provisioner?: string;
  readonly isDefault?: boolean;
  /** Whether one volume can be written from several hosts at once, which live migration needs. */
  readonly sharedWrite?: boolean;
  readonly region?: string;
  readonly zone?: string;
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

export const NOISE_KINDS = [
  'scanner',
  'monitoring',
  'dns',
  'directory',
  'time',
  'backup',
  'management',
  'broadcast',
] as const;
export type NoiseKind = (typeof NOISE_KINDS)[number];

/** Directed: `from` calls `to`. */
export interface Dependency {
  readonly fromWorkloadId: string;
  readonly toWorkloadId: string;
  readonly port?: number;
  readonly protocol?: 'tcp' | 'udp';
  readonly service?: string;
  /** Connections that were seen, when the evidence counts them. */
  readonly connections?: number;
  readonly firstSeenAt?: string;
  readonly lastSeenAt?: string;
  /** Set when the edge says nothing about an application: what kind of background traffic it is. */
  readonly noise?: NoiseKind;
  readonly confidencePct: number;
  readonly evidence: string;
  readonly sourceId: string;
  /** What flow records say beyond the above; absent for dependencies that are stated as such. */
  readonly flow?: FlowEvidence;
  /** Sources that state it beside `sourceId`, sorted. */
  readonly alsoStatedBy?: readonly string[];
  /** Set when a person added it or said whether it is noise. */
  readonly byHand?: { readonly actor: string; readonly at: string; readonly reason: string };
}

export interface FlowEvidence {
  /** From the most telling: processes or sockets as the machine itself lists them, records of the network, a table. */
  readonly kind: 'process' | 'socket' | 'flow-log' | 'sampled' | 'table';
  /** Different days it was seen on. */
  readonly days: number;
  readonly bytes?: number;
  /** Both machines, or packets in both directions, say the same. */
  readonly bothSides?: boolean;
  /** True when it is not known which end called: the lower port, else the lesser name, was taken as the called one. */
  readonly directionUnknown?: boolean;
  readonly fromProcess?: string;
  readonly toProcess?: string;
}

/** What a workload talks to that is no one workload of the estate. Matters for a move: firewalls, names, latency. */
export interface ExternalEnds {
  /** The workload's id. */
  readonly id: string;
  /** The workload's name, for the order of lists. */
  readonly name: string;
  /** Different peers in all, also those beyond the list. */
  readonly outgoing: number;
  readonly incoming: number;
  /** By direction, peer, port; the busiest when there are more than fit. */
  readonly ends: readonly ExternalEnd[];
}

export interface ExternalEnd {
  readonly direction: 'out' | 'in';
  /** Address or name, as the source gives it. */
  readonly peer: string;
  /** No source lists it; or several workloads have it, and nothing tells which is meant. */
  readonly why: 'unlisted' | 'ambiguous';
  /** Where the address lies; 'name' when the source gives none. */
  readonly zone: 'public' | 'private' | 'special' | 'name';
  readonly port?: number;
  readonly protocol?: 'tcp' | 'udp';
  readonly service?: string;
  readonly connections?: number;
  readonly lastSeenAt?: string;
  readonly noise?: NoiseKind;
  readonly sourceIds: readonly string[];
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
