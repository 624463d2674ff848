/** What a workload needs of a size, which sizes satisfy it, and why none does. */

import type { Catalog } from '../catalog/catalog.ts';
import type { Site } from '../policy/site.ts';
import type { Demand } from './demand.ts';
import type { Offer } from './price-list.ts';
import { traitsOf } from './size-traits.ts';

export interface SizeLimits {
  readonly maxDataDisks: number;
  readonly maxNics: number;
  /** Only burstable sizes: share of a vCPU that is there all the time. */
  readonly burstableBasePct?: number;
}

/** The limits of catalog/azure-sizes.yaml by size name. */
export function sizeLimits(catalog: Pick<Catalog, 'azure-sizes'>): ReadonlyMap<string, SizeLimits> {
  const limits = new Map<string, SizeLimits>();
  for (const series of catalog['azure-sizes'].series) {
    for (const [size, [maxDataDisks, maxNics, burstableBasePct]] of Object.entries(series.limits)) {
      limits.set(size, { maxDataDisks, maxNics, burstableBasePct });
    }
  }
  return limits;
}

/** What a size must offer. Workloads with the same need get the same size in a region. */
export interface FitNeed {
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly dataDisks: number;
  readonly nics: number;
  readonly gpus: number;
  readonly gpuType?: string | undefined;
  readonly bios: boolean;
  readonly burstableFromPct: number;
  readonly arm: boolean;
  readonly confidential: boolean;
  readonly premiumDisks: boolean;
}

/** `disks`: those that will be attached, and whether any is of a class that not every size takes. */
export function needOf(
  demand: Demand,
  site: Site,
  { count, premium }: { readonly count: number; readonly premium: boolean },
): FitNeed {
  return {
    vcpu: demand.vcpu,
    memoryGiB: demand.memoryGiB,
    // The first disk is the system disk and does not count against the data disks.
    dataDisks: Math.max(0, count - 1),
    nics: demand.nics,
    gpus: demand.gpus,
    gpuType: demand.gpuType,
    bios: demand.bios,
    burstableFromPct: demand.burstableFromPct,
    arm: demand.arm === true,
    confidential: isConfidential(demand, site),
    premiumDisks: premium,
  };
}

export function isConfidential(demand: Demand, site: Site): boolean {
  if (demand.confidential === true) return true;
  const classes = site.cost.confidentialDataClasses;
  return classes !== undefined && (demand.dataClasses?.some((name) => classes.includes(name)) ?? false);
}

export const DIMENSIONS = [
  'vcpu',
  'memoryGiB',
  'dataDisks',
  'nics',
  'gpu',
  'generation',
  'architecture',
  'confidential',
  'premiumDisks',
  'burstable',
  'special',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What is known of one offer, put together once per list and region. */
export interface KnownOffer {
  readonly offer: Offer;
  readonly limits: SizeLimits | undefined;
  readonly traits: ReturnType<typeof traitsOf>;
}

export function knownOffer(offer: Offer, catalogue: ReadonlyMap<string, SizeLimits>): KnownOffer {
  const listed = catalogue.get(offer.size);
  const maxDataDisks = offer.maxDataDisks ?? listed?.maxDataDisks;
  const maxNics = offer.maxNics ?? listed?.maxNics;
  const limits = maxDataDisks === undefined || maxNics === undefined ? undefined : { ...listed, maxDataDisks, maxNics };
  return { offer, limits, traits: traitsOf(offer.size) };
}

/**
 * What an offer lacks for a need; empty: it fits. Limits nobody states are not held against it: whoever chooses prefers
 * sizes whose limits are known. Burstable sizes are for load that was measured and stays below their base performance.
 */
export function lacks(need: FitNeed, { offer, limits, traits }: KnownOffer): Dimension[] {
  const found: Dimension[] = [];
  if (offer.vcpu < need.vcpu) found.push('vcpu');
  if (offer.memoryGiB < need.memoryGiB) found.push('memoryGiB');
  if (limits !== undefined && need.dataDisks > limits.maxDataDisks) found.push('dataDisks');
  if (limits !== undefined && need.nics > limits.maxNics) found.push('nics');
  if (!gpuFits(need, offer)) found.push('gpu');
  if (need.bios && offer.gen2Only === true) found.push('generation');
  if ((traits.arm ?? false) !== need.arm) found.push('architecture');
  if ((traits.confidential ?? false) !== need.confidential) found.push('confidential');
  if (need.premiumDisks && traits.premiumDisks === false) found.push('premiumDisks');
  if (!burstableFits(need, limits?.burstableBasePct, traits.burstable)) found.push('burstable');
  if (traits.special === true) found.push('special');
  return found;
}

function burstableFits(need: FitNeed, basePct: number | undefined, burstable: boolean | undefined): boolean {
  if (basePct === undefined) return burstable !== true;
  return need.burstableFromPct > 0 && need.burstableFromPct <= basePct;
}

/** GPU sizes are kept for workloads that ask for a GPU; the type must match by name when both sides name one. */
function gpuFits(need: FitNeed, offer: Offer): boolean {
  if (need.gpus === 0) return offer.gpu === undefined;
  if (offer.gpu === undefined || (offer.gpuCount ?? 1) < need.gpus) return false;
  return need.gpuType === undefined || sameGpu(need.gpuType, offer.gpu);
}

function sameGpu(wanted: string, offered: string): boolean {
  const words = (text: string): string[] => text.toUpperCase().split(/[^A-Z0-9]+/);
  const model = (text: string): string | undefined => words(text).find((word) => /^(MI|[A-Z])\d+[A-Z]?$/.test(word));
  return (model(wanted) ?? wanted.toUpperCase()) === (model(offered) ?? offered.toUpperCase());
}
