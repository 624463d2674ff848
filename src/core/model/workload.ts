/**
 * A workload as the estate knows it: facts, where each fact came from, and what the sources disagree on.
 * An absent property means "no source said"; it never means false, zero or empty.
 * An empty list means a source looked and found none.
 */

export type WorkloadKind = 'vm' | 'container' | 'ai';
export type PowerState = 'on' | 'off' | 'suspended';
export type Firmware = 'bios' | 'efi';
export type OsFamily = 'windows' | 'linux' | 'other';

/** What is known of the guest operating system. `id` joins catalog/os-lifecycle.yaml. */
export interface GuestOs {
  readonly id?: string;
  readonly family?: OsFamily;
  /** Product without its release: "windows-server", "rhel", "ubuntu". Known more often than `id`. */
  readonly product?: string;
  /** Product as people write it, such as "Windows Server 2019". */
  readonly name?: string;
  /** Release within the product: "2019", "2012r2", "8.6". Compared by versionKey(). */
  readonly version?: string;
  readonly architecture?: 'x86_64' | 'x86' | 'arm64' | 'other';
  /** Set when the native id covers several releases ("or later" ids): the ids it may be. */
  readonly candidates?: readonly string[];
  /** Releases of the candidates, in the order of `candidates`: lets "version < 2016" hold when it holds for all. */
  readonly candidateVersions?: readonly string[];
  /** Text the platform's configuration gives, untouched. */
  readonly configuredAs?: string;
  /** Text the guest agent reports, untouched. */
  readonly reportedAs?: string;
  /** Platform's own identifier, such as a vSphere guestId. */
  readonly nativeId?: string;
}

export interface Disk {
  readonly label: string;
  readonly key?: string;
  readonly capacityMiB?: number;
  readonly usedMiB?: number;
  readonly datastore?: string;
  readonly path?: string;
  readonly thin?: boolean;
  readonly mode?:
    'persistent' | 'independent_persistent' | 'independent_nonpersistent' | 'nonpersistent' | 'append' | 'undoable';
  /** True when more than one machine may write to it. */
  readonly shared?: boolean;
  readonly rawDeviceMapping?: boolean;
  readonly rawCompatibility?: 'physical' | 'virtual';
  readonly controller?: string;
  readonly bus?: 'scsi' | 'sata' | 'ide' | 'nvme' | 'virtio' | 'usb' | 'other';
  readonly sharedBus?: 'none' | 'virtual' | 'physical';
  readonly changeTracking?: boolean;
  readonly uuid?: string;
  /** Service level it is paid for, as the platform names it: "Premium_LRS". */
  readonly tier?: string;
  /** What the platform grants it at most. */
  readonly iops?: number;
  readonly throughputMiBps?: number;
  /** Whose key it is encrypted with at rest. */
  readonly encryption?: 'none' | 'platform-key' | 'customer-key' | 'both-keys';
  /** What its bytes lie on, as the hypervisor opens it. 'nvme', 'vhost-user' and 'vhost-vdpa' bypass the host's block layer. */
  readonly backing?: (typeof DISK_BACKINGS)[number];
  /** The guest may reserve it against other machines (SCSI-3 persistent reservations). */
  readonly scsiReservation?: boolean;
  /** Whether a file share covers it, over which it can be read from outside; false for what is no file. */
  readonly onFileShare?: boolean;
  /** 'busy' while it is made, filled or locked; 'broken' when the platform says that it cannot be used. */
  readonly condition?: 'ok' | 'busy' | 'broken';
}

export const DISK_BACKINGS = [
  'file',
  'block',
  'volume',
  'network',
  'directory',
  'nvme',
  'vhost-user',
  'vhost-vdpa',
] as const;

export interface Nic {
  readonly label: string;
  readonly network?: string;
  readonly switchName?: string;
  readonly macAddress?: string;
  readonly adapter?: string;
  readonly connected?: boolean;
  readonly startConnected?: boolean;
  readonly ipAddresses?: readonly string[];
  /** 'sriov' and 'direct-path' bypass the virtual switch. */
  readonly passthrough?: 'none' | 'sriov' | 'direct-path';
  /** A packet filter of the hypervisor applies to it. */
  readonly filtered?: boolean;
  /** The hypervisor limits or guarantees its bandwidth. */
  readonly bandwidthLimited?: boolean;
  /** It receives a copy of other machines' traffic. */
  readonly mirrored?: boolean;
  /** Queues, buffers or properties of its own are set. */
  readonly tuned?: boolean;
  /** Whether the platform lists the network or switch that it names; true also when it names none. */
  readonly networkKnown?: boolean;
}

export interface Snapshot {
  readonly name: string;
  readonly createdAt?: string;
  readonly sizeMiB?: number;
  readonly quiesced?: boolean;
  /** Holds the memory of the running machine beside its disks. */
  readonly memory?: boolean;
}

export interface GuestFilesystem {
  /** Mount point or drive: "/", "/boot", "C:\\". */
  readonly path: string;
  readonly capacityMiB?: number;
  readonly freeMiB?: number;
  /** Key of the virtual disk below it; 0 when the platform could not tell. */
  readonly diskKey?: number;
}

export const DEVICE_TYPES = [
  'pci-passthrough',
  'sriov',
  'usb',
  'usb-controller',
  'cdrom',
  'floppy',
  'serial',
  'parallel',
  'gpu',
  'vgpu',
  'tpm',
  'watchdog',
  'other',
] as const;

export const CPU_PINNING_POLICIES = ['none', 'manual', 'dedicated', 'isolate-threads', 'resize-and-pin-numa'] as const;

export interface Device {
  readonly type: (typeof DEVICE_TYPES)[number];
  readonly label?: string;
  readonly connected?: boolean;
}

/** Measured over the source's own window; null members are absent. */
export interface Utilisation {
  readonly cpuAvgPct?: number;
  readonly cpuP95Pct?: number;
  readonly cpuMaxPct?: number;
  readonly memoryAvgPct?: number;
  readonly memoryP95Pct?: number;
  readonly memoryMaxPct?: number;
  readonly diskReadMiBps?: number;
  readonly diskWriteMiBps?: number;
  readonly diskIops?: number;
  readonly windowDays?: number;
}

export interface InstalledSoftware {
  readonly name: string;
  readonly version?: string;
  readonly publisher?: string;
}

/** A Windows service or a systemd unit, by the system's own name. */
export interface GuestService {
  readonly name: string;
  readonly title?: string;
  readonly state?: 'running' | 'stopped';
  readonly startMode?: 'automatic' | 'manual' | 'disabled';
}

export interface WebSite {
  readonly name: string;
  /** "http *:80:", "https *:443:shop.example". */
  readonly bindings?: readonly string[];
  /** Managed runtime of its application pool: "v4.0", or "none" for native and reverse-proxied sites. */
  readonly runtime?: string;
  readonly path?: string;
}

/** Roles that change how a machine may be moved, with what they were told from. */
export const WORKLOAD_ROLES = [
  'domain-controller',
  'failover-cluster',
  'sql-server',
  'sql-cluster',
  'oracle-database',
  'sap',
  'web-server',
  'file-server',
  'dns-server',
  'monitoring',
  'backup',
  'virtual-appliance',
  'gpu-compute',
  'kubernetes-node',
] as const;
export type WorkloadRole = (typeof WORKLOAD_ROLES)[number];

export interface GpuNeed {
  readonly type?: string;
  readonly count: number;
  readonly memoryGiB?: number;
  readonly shared?: boolean;
}

/**
 * Facts a source can state. Flat on purpose: one key is one unit of provenance and of conflict.
 * A new fact needs a line here and one in fields.ts.
 */
export interface WorkloadFacts {
  readonly name?: string;
  readonly platform?: string;
  readonly template?: boolean;
  readonly placeholder?: boolean;
  readonly powerState?: PowerState;
  readonly connectionState?: string;
  readonly cpuCount?: number;
  readonly coresPerSocket?: number;
  readonly memoryMiB?: number;
  readonly provisionedMiB?: number;
  readonly usedMiB?: number;
  readonly os?: GuestOs;
  readonly hostName?: string;
  readonly ipAddresses?: readonly string[];
  readonly firmware?: Firmware;
  readonly secureBoot?: boolean;
  readonly tpm?: boolean;
  readonly hardwareVersion?: number;
  readonly generation?: number;
  readonly disks?: readonly Disk[];
  readonly nics?: readonly Nic[];
  readonly networks?: readonly string[];
  readonly datastores?: readonly string[];
  readonly snapshots?: readonly Snapshot[];
  readonly filesystems?: readonly GuestFilesystem[];
  /** Devices a source saw. One in the list is there; one not in the list is absent only when its type is in `deviceTypesSeen`. */
  readonly devices?: readonly Device[];
  /**
   * Device types the source of `devices` lists completely. A source that states `devices` must state this too
   * (empty when it vouches for none), so that both come from one source after a merge. An RVTools workbook sees
   * USB and CD drives but not PCI passthrough, for example: a rule on passthrough is then unknown, not passed.
   */
  readonly deviceTypesSeen?: readonly Device['type'][];
  readonly gpus?: readonly GpuNeed[];
  readonly changeTracking?: boolean;
  readonly cpuHotAdd?: boolean;
  readonly cpuHotRemove?: boolean;
  readonly memoryHotAdd?: boolean;
  readonly cpuReservationMhz?: number;
  readonly memoryReservationMiB?: number;
  readonly cpuAffinity?: readonly number[];
  readonly numaAffinity?: readonly number[];
  /** How its CPUs are bound to those of the host. 'resize-and-pin-numa': with the host's memory nodes shown to the guest. */
  readonly cpuPinningPolicy?: (typeof CPU_PINNING_POLICIES)[number];
  /** Weight against other machines when CPUs are short; absent also when the platform's own is used. 0: not set. */
  readonly cpuShares?: number;
  /** Memory nodes that the guest is shown; 0: none of its own. */
  readonly guestNumaNodes?: number;
  readonly ballooning?: boolean;
  /** Whether its pages may be merged with equal ones of other machines (KSM). */
  readonly pageSharing?: boolean;
  /** Threads for disk input and output beside the main one. */
  readonly ioThreads?: number;
  readonly bootMenu?: boolean;
  /** Protocols of its console: "vnc", "spice". */
  readonly displays?: readonly string[];
  /** Settings past what the platform models, by name and without values: "qemu:-device", "hugepages". */
  readonly customSettings?: readonly string[];
  readonly latencySensitivity?: string;
  readonly consolidationNeeded?: boolean;
  readonly faultTolerance?: boolean;
  readonly diskUuidEnabled?: boolean;
  readonly guestToolsStatus?: string;
  readonly guestToolsVersion?: string;
  readonly haRestartPriority?: string;
  /** Whether the platform starts it again on another host when its own fails. */
  readonly highAvailability?: boolean;
  /** What the platform does with it after an error of its storage: "auto-resume", "leave-paused", "kill". */
  readonly resumeBehavior?: string;
  /** Whether the platform says it can move the running machine from one host to another. */
  readonly liveMigratable?: boolean;
  readonly affinityRules?: readonly string[];
  readonly hostAffinity?: boolean;
  readonly datacenter?: string;
  readonly cluster?: string;
  readonly clusterDrsEnabled?: boolean;
  readonly clusterDpmEnabled?: boolean;
  readonly host?: string;
  readonly folder?: string;
  readonly resourcePool?: string;
  readonly vApp?: string;
  readonly namespace?: string;
  readonly region?: string;
  readonly zone?: string;
  readonly size?: string;
  /** Licence benefit a cloud applies: "Windows_Server", "RHEL_BYOS". */
  readonly licenseType?: string;
  /** "TrustedLaunch", "ConfidentialVM", "Standard" or a platform's own word. */
  readonly securityType?: string;
  /** The platform may take it away at any time: a spot machine. */
  readonly interruptible?: boolean;
  /** Product that wrote the package (OVF, OVA) it comes from: "vmware", "ovirt", "virtualbox", "other". */
  readonly exportedBy?: string;
  readonly annotation?: string;
  readonly createdAt?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly utilisation?: Utilisation;
  readonly roles?: readonly WorkloadRole[];
  /**
   * Roles the source of `roles` would have told: a role that is neither here nor in `roles` may still be held. Absent: a
   * person or a source that knows them all stated the roles. A source that sees some roles only must state this.
   */
  readonly rolesSeen?: readonly WorkloadRole[];
  /** Roles and features switched on in the guest, by the system's own names: "AD-Domain-Services", "Web-Server". */
  readonly guestFeatures?: readonly string[];
  /** Everything the guest's package list or registry names as installed. */
  readonly software?: readonly InstalledSoftware[];
  readonly guestServices?: readonly GuestService[];
  readonly webSites?: readonly WebSite[];
  /** .NET runtimes installed: "4.8", "8.0.11". */
  readonly dotNetVersions?: readonly string[];
  /** Partition table of the disk it boots from. */
  readonly bootDiskLayout?: 'mbr' | 'gpt';
  /** Volumes the guest itself encrypts (BitLocker, LUKS): "C:", "/dev/sda3". */
  readonly guestEncryption?: readonly string[];
  /** CPU generation the cluster shows to its machines: an EVC mode, a libvirt or KubeVirt CPU model. */
  readonly cpuModel?: string;
  readonly images?: readonly string[];
  /** One of its containers runs with the rights of its node. */
  readonly privileged?: boolean;
  /** Folders of its node that it mounts. */
  readonly hostPaths?: readonly string[];
  /** Kind of object that runs it, as the platform writes it: "Deployment", "StatefulSet", "VirtualMachine". */
  readonly controller?: string;
  /** Of all containers of one replica together; absent when one of them states none. */
  readonly cpuRequestMilli?: number;
  readonly memoryRequestMiB?: number;
  readonly cpuLimitMilli?: number;
  readonly memoryLimitMiB?: number;
  readonly replicas?: number;
  /** Set by classification in sites.yaml, by tags, or by hand. */
  readonly application?: string;
  readonly environment?: string;
  readonly criticality?: 'low' | 'medium' | 'high' | 'mission-critical';
  readonly dataClasses?: readonly string[];
  readonly owner?: string;
}

export type FactKey = keyof WorkloadFacts;

/** What can tell that two observations are one machine. All lower case, UUIDs with dashes, MACs with colons. */
export interface Identity {
  readonly biosUuid?: string;
  readonly instanceUuid?: string;
  readonly macAddresses?: readonly string[];
  readonly fqdn?: string;
}

/** One source's word on one workload, as it came. */
export interface WorkloadObservation {
  readonly sourceId: string;
  /** The source's own stable id (managed object id, UUID, resource id, or name as a last resort). */
  readonly nativeId: string;
  /** Scope in which nativeId and names are unique, such as a vCenter's instance UUID. */
  readonly scope?: string;
  readonly observedAt: string;
  readonly kind: WorkloadKind;
  readonly identity: Identity;
  readonly facts: WorkloadFacts;
}

export interface FieldConflict {
  readonly field: FactKey;
  /** What lost against facts[field], each with the index of its observation. */
  readonly others: readonly { readonly observation: number; readonly value: unknown }[];
}

export interface ObservationRef {
  readonly sourceId: string;
  readonly nativeId: string;
  readonly observedAt: string;
}

export interface Workload {
  /** "wl-" + 16 hex digits; stays the same from one generation to the next. */
  readonly id: string;
  readonly kind: WorkloadKind;
  readonly identity: Identity;
  readonly facts: WorkloadFacts;
  readonly observations: readonly ObservationRef[];
  /** Index into observations for every fact that did not come from observations[0]. */
  readonly provenance: Readonly<Partial<Record<FactKey, number>>>;
  readonly conflicts: readonly FieldConflict[];
  /** By fact: why another source than the best one was believed, when somebody decided so. */
  readonly corrected?: Readonly<Partial<Record<FactKey, string>>>;
  /**
   * Lists known only in part: by fact, the fields that nobody states and that would complete it. An element that is
   * not in such a list may still belong to it.
   */
  readonly open?: Readonly<Partial<Record<FactKey, readonly string[]>>>;
}

/** The source reference behind one fact, or undefined when no source stated it. */
export function provenanceOf(workload: Workload, field: FactKey): ObservationRef | undefined {
  if (workload.facts[field] === undefined) return undefined;
  return workload.observations[workload.provenance[field] ?? 0];
}
