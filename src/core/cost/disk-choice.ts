/** The cheapest disk that holds a size and gives the input and output operations that are known to be needed. */

import type { DiskMarket, DiskTier, ProvisionedDisk } from './disk-market.ts';

export interface DiskNeed {
  readonly sizeGiB: number;
  /** Absent: not known. Nothing is then asked of the disk but its size. */
  readonly iops?: number | undefined;
  /** Compared with the MB/s that disks are sold by: sources write one for the other. */
  readonly mibPerSecond?: number | undefined;
  /** The machine starts from it: provisioned classes cannot be used for that. */
  readonly system: boolean;
}

export interface DiskChoice {
  readonly class: string;
  /** "P10"; a provisioned disk has its figures instead: "premium-ssd-v2 200 GiB 6000 IOPS 125 MB/s". */
  readonly tier: string;
  /** More than one: striped, since a single disk does not suffice. */
  readonly count: number;
  /** Of one. */
  readonly usdPerMonth: number;
  readonly from: string;
  readonly asOf: string;
  readonly conf: string;
  /** Why it is not of the class that was asked for, or does not give what is needed. */
  readonly remark?: string;
}

/** Class setting of a site that lets known needs choose the class. */
export const BY_NEED = 'by-need';
export const DEFAULT_DISK_CLASS = 'premium-ssd';
/** Above so many the answer is another class, not more disks. */
const MOST_STRIPED = 16;

export type DiskAnswer = DiskChoice | { readonly unknown: string };

/**
 * `wanted`: a class of the market, or 'by-need': the cheapest of all classes that satisfies what is known of the disk,
 * and the default class where no source says how busy it is.
 */
export function chooseDisk(need: DiskNeed, wanted: string, market: DiskMarket): DiskAnswer {
  const measured = need.iops !== undefined || need.mibPerSecond !== undefined;
  if (wanted === BY_NEED && measured) {
    const all = [...market.ladders.values()].flatMap((ladder) => inLadder(need, ladder));
    return cheapest([...all, ...provisionedFor(need, market)]) ?? largestOf(need, DEFAULT_DISK_CLASS, market);
  }
  const asked = wanted === BY_NEED ? DEFAULT_DISK_CLASS : wanted;
  const provisioned = market.provisioned.get(asked);
  if (provisioned !== undefined) {
    const fits = need.system ? undefined : inProvisioned(need, provisioned);
    if (fits !== undefined) return fits;
    const remark = need.system ? `${asked} cannot hold a system disk` : `${asked} does not reach what is needed`;
    const found = chooseDisk(need, DEFAULT_DISK_CLASS, market);
    return 'unknown' in found ? found : { ...found, remark };
  }
  const ladder = market.ladders.get(asked);
  if (ladder === undefined || ladder.length === 0) return { unknown: `prices of disk class ${asked}` };
  const own = cheapest(inLadder(need, ladder));
  if (own !== undefined && own.count === 1) return own;
  const other = cheapest([...(own === undefined ? [] : [own]), ...provisionedFor(need, market)]);
  if (other === undefined) return largestOf(need, asked, market);
  return other.class === asked ? other : { ...other, remark: `no single ${asked} disk gives ${needText(need)}` };
}

/** Tiers that satisfy the need with the fewest disks: one wherever one will do, since stripes are made in the guest. */
function inLadder(need: DiskNeed, ladder: readonly DiskTier[]): readonly DiskChoice[] {
  const fewest = ladder.reduce((least, tier) => Math.min(least, disksOf(need, tier)), Infinity);
  const largest = ladder.at(-1);
  // A system disk cannot be striped, save that one larger than any tier has to be spread in any case.
  const most = need.system && largest !== undefined && need.sizeGiB <= largest.sizeGiB ? 1 : MOST_STRIPED;
  if (fewest > most) return [];
  return ladder.flatMap((tier) => (disksOf(need, tier) === fewest ? [choiceOf(tier, fewest)] : []));
}

function disksOf({ sizeGiB, iops = 0, mibPerSecond = 0 }: DiskNeed, tier: DiskTier): number {
  return Math.max(
    1,
    Math.ceil(sizeGiB / tier.sizeGiB),
    Math.ceil(iops / tier.iops),
    Math.ceil(mibPerSecond / tier.mbPerSecond),
  );
}

function choiceOf(tier: DiskTier, count: number): DiskChoice {
  const { class: diskClass, tier: name, usdPerMonth, from, asOf, conf } = tier;
  return { class: diskClass, tier: name, count, usdPerMonth, from, asOf, conf };
}

function provisionedFor(need: DiskNeed, market: DiskMarket): readonly DiskChoice[] {
  if (need.system) return [];
  return [...market.provisioned.values()].flatMap((disk) => inProvisioned(need, disk) ?? []);
}

/** Performance is set to the need; where it is bound to the size, or throughput to operations, those are raised. */
function inProvisioned(need: DiskNeed, disk: ProvisionedDisk): DiskChoice | undefined {
  const mbPerSecond = Math.max(disk.freeMbPerSecond, Math.ceil(need.mibPerSecond ?? 0));
  const paid = Math.max(need.iops ?? 0, disk.freeIops);
  const iops = Math.max(paid, Math.ceil(mbPerSecond / disk.mbPerSecondPerIops));
  const sizeGiB = Math.max(1, Math.ceil(need.sizeGiB), iops > disk.freeIops ? Math.ceil(iops / disk.iopsPerGiB) : 0);
  if (iops > disk.mostIops || mbPerSecond > disk.mostMbPerSecond || sizeGiB > disk.mostGiB) return undefined;
  const usdPerMonth =
    sizeGiB * disk.usdPerGiBMonth +
    (iops - disk.freeIops) * disk.usdPerIopsMonth +
    (mbPerSecond - disk.freeMbPerSecond) * disk.usdPerMbPerSecondMonth;
  const { class: diskClass, from, asOf, conf } = disk;
  const tier = `${diskClass} ${sizeGiB} GiB ${iops} IOPS ${mbPerSecond} MB/s`;
  return { class: diskClass, tier, count: 1, usdPerMonth, from, asOf, conf };
}

function cheapest(choices: readonly DiskChoice[]): DiskChoice | undefined {
  let best: DiskChoice | undefined;
  for (const choice of choices) {
    const less = best === undefined || total(choice) < total(best);
    if (less || (best !== undefined && total(choice) === total(best) && choice.tier < best.tier)) best = choice;
  }
  return best;
}

const total = ({ count, usdPerMonth }: DiskChoice): number => count * usdPerMonth;

/** Nothing gives what is needed: the most that there is, and a word about it. */
function largestOf(need: DiskNeed, wanted: string, market: DiskMarket): DiskAnswer {
  const ladder = market.ladders.get(wanted);
  const most = ladder?.at(-1);
  if (most === undefined) return { unknown: `prices of disk class ${wanted}` };
  const count = Math.max(1, Math.ceil(need.sizeGiB / most.sizeGiB));
  return {
    ...choiceOf(most, count),
    remark: `no disk for sale gives ${needText(need)}: the largest ${wanted} counted`,
  };
}

function needText({ sizeGiB, iops, mibPerSecond }: DiskNeed): string {
  const parts = [
    `${sizeGiB} GiB`,
    ...(iops === undefined ? [] : [`${iops} IOPS`]),
    ...(mibPerSecond === undefined ? [] : [`${mibPerSecond} MiB/s`]),
  ];
  return parts.join(', ');
}
