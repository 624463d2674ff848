/** What a workload asks of a place, as far as prices are concerned. Facts that no source stated stay unknown. */

import { mibToGib } from '../model/units.ts';
import type { Workload, WorkloadFacts } from '../model/workload.ts';

/**
 * Which guest licence a move touches. 'windows-server' is the only one with a public formula and price here;
 * 'windows-unknown' is Windows of which no source said whether it is a server or a client.
 */
export type GuestLicence =
  'windows-server' | 'windows-client' | 'windows-unknown' | 'commercial-linux' | 'none' | 'unknown';

export interface Demand {
  readonly vcpu: number;
  readonly memoryGiB: number;
  /** Capacity of each disk; shared raw disks count where they are attached. */
  readonly diskGiB: readonly number[];
  /** True when only a total was known and one disk was assumed, or none for a container. */
  readonly diskLayoutAssumed: boolean;
  readonly nics: number;
  readonly gpus: number;
  readonly gpuType?: string;
  /** True when a GPU was seen and no source said how many: none is counted, and the basis says so. */
  readonly gpuCountUnknown: boolean;
  readonly licence: GuestLicence;
  /** Needs a first-generation machine. */
  readonly bios: boolean;
  /** Highest burstable base percentage that would still carry the measured load; 0 when load was not measured. */
  readonly burstableFromPct: number;
  /** Size the workload runs on today, when its platform has sizes. */
  readonly currentSize?: string;
  /** In the order of diskGiB; absent: no source says how busy any disk is, or what it is granted. */
  readonly diskPerformance?: readonly DiskPerformance[];
  /** True when the figures are the machine's total, shared out by capacity. */
  readonly performanceShared?: boolean;
  readonly confidential?: true;
  /** Sorted. */
  readonly dataClasses?: readonly string[];
  readonly arm?: true;
  /** The platform may take it away at any time. Absent: no source said. */
  readonly interruptible?: boolean;
}

/** Absent members are not known. Rounded up to two figures, so that machines that differ little count as one kind. */
export interface DiskPerformance {
  readonly iops?: number;
  readonly mibPerSecond?: number;
}

/** Names as guest agents and platforms write them. RHEL and SLES carry a subscription; their rebuilds do not. */
const COMMERCIAL_LINUX = /\b(rhel|red hat|sles|suse linux enterprise)/i;

const WINDOWS_CLIENT = /windows[ -]?(7|8|8\.1|10|11|xp|vista)\b/i;

/** Plain "Windows" is unknown, not a server: a licence that nobody stated is said to be missing, never made up. */
export function guestLicenceOf(facts: WorkloadFacts): GuestLicence {
  const os = facts.os;
  if (os?.family === undefined) return 'unknown';
  const text = `${os.id ?? ''} ${os.name ?? ''} ${os.reportedAs ?? ''} ${os.configuredAs ?? ''}`;
  if (os.family === 'windows') {
    if (os.product === 'windows-server' || /server/i.test(text)) return 'windows-server';
    return WINDOWS_CLIENT.test(text) ? 'windows-client' : 'windows-unknown';
  }
  return os.family === 'linux' && COMMERCIAL_LINUX.test(text) ? 'commercial-linux' : 'none';
}

/**
 * The demand of a workload, or the first fact that is missing for a price.
 * Disks: each disk's capacity; otherwise provisionedMiB, otherwise usedMiB, as one disk. Containers and AI services
 * whose volumes no source stated are taken to have none, which the basis says.
 */
export function demandOf(workload: Workload): Demand | { readonly unknown: string } {
  const facts = workload.facts;
  if (facts.cpuCount === undefined) return { unknown: 'cpuCount' };
  if (facts.memoryMiB === undefined) return { unknown: 'memoryMiB' };
  const disks: KnownDisks | undefined =
    diskSizes(facts) ?? (workload.kind === 'vm' ? undefined : { sizes: [], assumed: true });
  if (disks === undefined) return { unknown: 'disks' };
  const gpus = facts.gpus?.reduce((sum, need) => sum + need.count, 0) ?? 0;
  const p95 = facts.utilisation?.cpuP95Pct;
  return {
    vcpu: facts.cpuCount,
    memoryGiB: mibToGib(facts.memoryMiB),
    diskGiB: disks.sizes,
    diskLayoutAssumed: disks.assumed,
    nics: facts.nics?.length ?? 1,
    gpus,
    gpuCountUnknown: facts.gpus === undefined && seesGpu(facts),
    gpuType: facts.gpus?.find((need) => need.type !== undefined)?.type,
    licence: guestLicenceOf(facts),
    bios: facts.firmware === 'bios',
    burstableFromPct: p95 === undefined ? 0 : p95 <= 20 ? 20 : p95 <= 30 ? 30 : p95 <= 40 ? 40 : 0,
    currentSize: facts.size,
    ...disks.performance,
    ...(/^confidential/i.test(facts.securityType ?? '') && { confidential: true as const }),
    ...(facts.dataClasses !== undefined &&
      facts.dataClasses.length > 0 && { dataClasses: facts.dataClasses.toSorted() }),
    ...(facts.os?.architecture === 'arm64' && { arm: true as const }),
    ...(facts.interruptible !== undefined && { interruptible: facts.interruptible }),
  };
}

/** A device list that names a GPU says that there is one, not how many of which type. */
function seesGpu(facts: WorkloadFacts): boolean {
  return facts.devices?.some(({ type }) => type === 'gpu' || type === 'vgpu') ?? false;
}

interface KnownDisks {
  readonly sizes: readonly number[];
  readonly assumed: boolean;
  readonly performance?: Pick<Demand, 'diskPerformance' | 'performanceShared'>;
}

function diskSizes(facts: WorkloadFacts): KnownDisks | undefined {
  const known = facts.disks?.flatMap((disk) =>
    disk.capacityMiB === undefined ? [] : [{ ...disk, sizeGiB: mibToGib(disk.capacityMiB) }],
  );
  if (known !== undefined && facts.disks !== undefined && known.length === facts.disks.length) {
    known.sort((a, b) => a.sizeGiB - b.sizeGiB || (a.iops ?? 0) - (b.iops ?? 0));
    const sizes = known.map(({ sizeGiB }) => sizeGiB);
    const granted = known.map(({ iops, throughputMiBps }) => performanceOf(iops, throughputMiBps));
    const own = granted.some((one) => Object.keys(one).length > 0)
      ? { diskPerformance: granted }
      : measuredPerformance(facts, sizes);
    return { sizes, assumed: false, performance: own };
  }
  const total = facts.provisionedMiB ?? facts.usedMiB;
  if (total === undefined) return undefined;
  const sizes = [mibToGib(total)];
  return { sizes, assumed: true, performance: measuredPerformance(facts, sizes) };
}

/** Measured of the machine as a whole: shared out by capacity, which the basis says. */
function measuredPerformance(facts: WorkloadFacts, sizes: readonly number[]): KnownDisks['performance'] {
  const { diskIops, diskReadMiBps, diskWriteMiBps } = facts.utilisation ?? {};
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const moved =
    diskReadMiBps === undefined && diskWriteMiBps === undefined
      ? undefined
      : (diskReadMiBps ?? 0) + (diskWriteMiBps ?? 0);
  if (total <= 0 || (diskIops === undefined && moved === undefined)) return {};
  const part = (value: number | undefined, size: number): number | undefined =>
    value === undefined ? undefined : (value * size) / total;
  return {
    diskPerformance: sizes.map((size) => performanceOf(part(diskIops, size), part(moved, size))),
    performanceShared: sizes.length > 1,
  };
}

/** No disk for sale gives less than this: below it needs are all the same. */
const LEAST_IOPS = 120;
const LEAST_MIB_PER_SECOND = 20;

function performanceOf(iops: number | undefined, mibPerSecond: number | undefined): DiskPerformance {
  return {
    ...(iops !== undefined && { iops: Math.max(LEAST_IOPS, upToTwoFigures(iops)) }),
    ...(mibPerSecond !== undefined && { mibPerSecond: Math.max(LEAST_MIB_PER_SECOND, upToTwoFigures(mibPerSecond)) }),
  };
}

function upToTwoFigures(value: number): number {
  if (!(value > 99)) return Math.ceil(value);
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / step) * step;
}

/** Workloads with the same key cost the same to run at every site: the equivalence class of the run price. */
export function demandKey(demand: Demand): string {
  return [
    demand.vcpu,
    demand.memoryGiB,
    demand.diskGiB.join('+'),
    demand.diskLayoutAssumed ? 'a' : 'd',
    demand.nics,
    demand.gpus,
    demand.gpuType ?? '',
    demand.gpuCountUnknown ? 'u' : 'k',
    demand.licence,
    demand.bios ? 'b' : 'e',
    demand.burstableFromPct,
    demand.currentSize ?? '',
    demand.diskPerformance?.map(({ iops, mibPerSecond }) => `${iops ?? ''}/${mibPerSecond ?? ''}`).join('+') ?? '',
    demand.performanceShared === true ? 's' : '',
    demand.confidential === true ? 'c' : '',
    demand.dataClasses?.join('+') ?? '',
    demand.arm === true ? 'arm' : '',
    demand.interruptible ?? '',
  ].join('|');
}
