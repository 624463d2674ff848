/**
 * What a source says of one machine, whichever tool wrote it down: our collector, the Hyper-V module's own objects,
 * Forklift's batches, System Center. Absent: it did not say.
 */

import type { PowerState } from '../../core/model/workload.ts';

export interface DiskWord {
  readonly path?: string;
  /** "IDE", "SCSI", "PMEM". */
  readonly controllerType?: string;
  readonly controllerNumber?: number;
  readonly controllerLocation?: number;
  readonly sizeBytes?: number;
  readonly fileBytes?: number;
  readonly passThrough?: boolean;
  readonly shared?: boolean;
  readonly kind?: 'fixed' | 'dynamic' | 'differencing';
  readonly identifier?: string;
  /** Resilient change tracking. */
  readonly changeTracking?: boolean;
}

export interface NicWord {
  readonly name?: string;
  readonly macAddress?: string;
  readonly switchName?: string;
  /** Set for access mode only. */
  readonly vlanId?: number;
  readonly connected?: boolean;
  readonly legacy?: boolean;
  readonly sriov?: boolean;
  readonly ipAddresses?: readonly string[];
}

/** What the guest's integration services report, by their own names: OSName, OSVersion, FullyQualifiedDomainName … */
export type GuestWords = ReadonlyMap<string, string>;

export interface MachineWord {
  readonly id?: string;
  readonly name?: string;
  readonly host?: string;
  readonly scope?: string;
  readonly observedAt?: string;
  readonly powerState?: PowerState;
  readonly status?: string;
  readonly generation?: number;
  readonly version?: string;
  readonly cpuCount?: number;
  readonly memoryBytes?: number;
  readonly dynamicMemory?: boolean;
  readonly heartbeat?: string;
  readonly toolsVersion?: string;
  readonly createdAt?: string;
  readonly notes?: string;
  readonly clusterName?: string;
  /** Whether the failover cluster keeps it as a role of its own. */
  readonly clustered?: boolean;
  readonly priority?: string;
  readonly separations?: readonly string[];
  /** A copy kept for recovery, which another site replicates to. */
  readonly replica?: boolean;
  readonly biosGuid?: string;
  readonly secureBoot?: boolean;
  readonly tpm?: boolean;
  readonly shielded?: boolean;
  readonly guest?: GuestWords;
  readonly disks?: readonly DiskWord[];
  readonly nics?: readonly NicWord[];
  readonly dvdDrives?: readonly { readonly loaded: boolean }[];
  readonly floppyDrives?: readonly { readonly loaded: boolean }[];
  readonly comPorts?: readonly { readonly name: string; readonly used: boolean }[];
  readonly checkpoints?: readonly { readonly name: string; readonly createdAt?: string }[];
  readonly assignedDevices?: readonly string[];
  readonly gpuPartitions?: readonly string[];
  readonly remoteFx?: number;
  readonly fibreChannel?: number;
  readonly cpuUsagePct?: number;
}
