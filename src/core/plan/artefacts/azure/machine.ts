/** One machine of a wave as Azure needs it: what is known, and what whoever deploys must say. */

import { BYTES_PER_MIB, MIB_PER_GIB } from '../../../model/units.ts';
import type { Disk, Nic, Workload } from '../../../model/workload.ts';
import type { Site } from '../../../policy/site.ts';
import type { Move } from '../../plan.ts';
import type { GapList } from '../artefact.ts';
import { setting } from '../names.ts';

export const DISK_SKUS = [
  'Standard_LRS',
  'StandardSSD_LRS',
  'Premium_LRS',
  'PremiumV2_LRS',
  'StandardSSD_ZRS',
  'Premium_ZRS',
  'UltraSSD_LRS',
];
/** Sizes Azure can hold in one managed disk. */
const MAX_DISK_MIB = 32_767 * MIB_PER_GIB;
/** A fixed VHD ends with a footer of this size. */
const VHD_FOOTER_BYTES = 512;

export interface MachineDisk {
  readonly label: string;
  readonly role: 'os' | 'data';
  /** Exact size of the fixed VHD that is uploaded. */
  readonly uploadSizeBytes: number;
  /** Null: the storage map says nothing or no disk type. */
  readonly sku: string | null;
  /** Written by more than one machine. */
  readonly shared: boolean;
}

export interface Machine {
  readonly move: Move;
  readonly workload: Workload | undefined;
  readonly disks: readonly MachineDisk[];
  readonly networks: readonly { readonly from: string; readonly to: string | null }[];
  readonly osType: 'Windows' | 'Linux' | null;
  readonly generation: 'V1' | 'V2' | null;
  readonly trustedLaunch: { readonly secureBoot: boolean; readonly tpm: boolean } | null;
  readonly licenseType?: string;
  readonly zone?: string;
}

function sizeBytes(capacityMiB: number): number {
  return Math.ceil(capacityMiB) * BYTES_PER_MIB + VHD_FOOTER_BYTES;
}

/** Disk type of the datastore; where no source named one, the site's fallback. */
function diskSku(disk: Disk, move: Move, site: Site | undefined): string | null {
  const mapped =
    disk.datastore === undefined
      ? setting(site?.storage, '*')
      : move.storage.find(({ from }) => from === disk.datastore)?.to;
  return mapped !== undefined && mapped !== null && DISK_SKUS.includes(mapped) ? mapped : null;
}

function machineDisks(
  move: Move,
  workload: Workload | undefined,
  site: Site | undefined,
): MachineDisk[] | { readonly problem: string } {
  const known = workload?.facts.disks;
  if (known === undefined || known.length === 0) {
    return { problem: known === undefined ? 'disks are unknown' : 'it has no disks' };
  }
  const disks: MachineDisk[] = [];
  for (const [i, disk] of known.entries()) {
    if (disk.capacityMiB === undefined) return { problem: 'a disk size is unknown' };
    if (disk.capacityMiB > MAX_DISK_MIB) return { problem: 'a disk is larger than a managed disk may be (32,767 GiB)' };
    disks.push({
      label: disk.label,
      role: i === 0 ? 'os' : 'data',
      uploadSizeBytes: sizeBytes(disk.capacityMiB),
      sku: diskSku(disk, move, site),
      shared: disk.shared === true,
    });
  }
  return disks;
}

/**
 * One entry per adapter, in the machine's order; per network when no source listed adapters with their networks.
 * An adapter whose network no source named is kept: whoever deploys says where it goes.
 */
function machineNetworks(move: Move, workload: Workload | undefined): Machine['networks'] {
  const nics = workload?.facts.nics;
  if (nics === undefined) return move.networks;
  const noneNamed = nics.every(({ network }) => network === undefined);
  if (noneNamed && nics.length > 0 && move.networks.length >= nics.length) return move.networks;
  return nics.map((nic) => {
    const { network } = nic;
    if (network === undefined) return unnamedNetwork(nic);
    return move.networks.find(({ from }) => from === network) ?? { from: network, to: null };
  });
}

const unnamedNetwork = ({ label }: Nic): Machine['networks'][number] => ({ from: `unknown, ${label}`, to: null });

function licenseType(workload: Workload | undefined, site: Site | undefined): string | undefined {
  const os = workload?.facts.os;
  const name = `${os?.id ?? ''} ${os?.name ?? ''}`.toLowerCase();
  if (os?.family === 'windows' && site?.cost.windowsServer === 'hybrid-benefit') {
    return name.includes('server') ? 'Windows_Server' : undefined;
  }
  if (setting(site?.settings, 'linuxLicence') !== 'byos') return undefined;
  if (/\b(rhel|red hat)/.test(name)) return 'RHEL_BYOS';
  return /\b(sles|suse)/.test(name) ? 'SLES_BYOS' : undefined;
}

function zoneOf(site: Site | undefined, index: number): string | undefined {
  const zones = (setting(site?.settings, 'zones') ?? '')
    .split(',')
    .map((zone) => zone.trim())
    .filter((zone) => /^[1-9]$/.test(zone));
  return zones[index % Math.max(1, zones.length)];
}

/** Undefined when it cannot be built; the gap says why. `index` spreads machines over the zones of the site. */
export function machineOf(
  move: Move,
  workload: Workload | undefined,
  site: Site | undefined,
  index: number,
  wave: string,
  gaps: GapList,
): Machine | undefined {
  const disks = machineDisks(move, workload, site);
  if ('problem' in disks) {
    gaps.add(
      {
        wave,
        what: `${disks.problem}, so no managed disk can be prepared`,
        remedy:
          'Left out of the templates; import a source that gives disks (vDisk sheet or a live connection). Azure Migrate replication does not need it',
        effect: 'blocks',
      },
      move.workloadName,
    );
    return undefined;
  }
  const facts = workload?.facts ?? {};
  const networks = machineNetworks(move, workload);
  if (networks.length === 0) {
    gaps.add(
      {
        wave,
        what: 'networks are unknown, and a machine needs an interface',
        remedy: 'Left out of the templates; import a source that gives adapters (vNetwork sheet or a live connection)',
        effect: 'blocks',
      },
      move.workloadName,
    );
    return undefined;
  }
  const efi = facts.firmware === 'efi';
  const secureBoot = efi && facts.secureBoot === true;
  const tpm = efi && facts.tpm === true;
  const licence = licenseType(workload, site);
  const zone = zoneOf(site, index);
  return {
    move,
    workload,
    disks,
    networks,
    osType: facts.os?.family === 'windows' ? 'Windows' : facts.os?.family === 'linux' ? 'Linux' : null,
    generation: facts.firmware === undefined ? null : efi ? 'V2' : 'V1',
    trustedLaunch: secureBoot || tpm ? { secureBoot, tpm } : null,
    ...(licence === undefined ? {} : { licenseType: licence }),
    ...(zone === undefined ? {} : { zone }),
  };
}
