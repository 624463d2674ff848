/** Picks the cheapest size of a region that holds a workload: vCPU, memory, data disks, interfaces, GPU, generation. */

import type { Catalog } from '../catalog/catalog.ts';
import type { Demand } from './demand.ts';
import type { Offer } from './price-list.ts';

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

export type FitFailure = 'no-offer' | 'too-large' | 'gpu';
export type Fit = { readonly offer: Offer; readonly limitsKnown: boolean } | { readonly failure: FitFailure };

/** Sizes with fewer usable cores than their vCPU column says ("E16-4s") and Arm sizes ("D4ps") cannot be judged here. */
const NOT_COMPARABLE = /^Standard_[A-Z]+(\d+-\d+|\d+[a-z]*p[a-z]*_)/;

/**
 * Offers must be sorted by price. A size whose limits the catalogue does not hold is taken only when none with known
 * limits fits. Burstable sizes are taken only when measured load stays below their base performance.
 */
export function fitSize(demand: Demand, offers: readonly Offer[], limits: ReadonlyMap<string, SizeLimits>): Fit {
  let fallback: Offer | undefined;
  for (const offer of offers) {
    if (offer.vcpu < demand.vcpu || offer.memoryGiB < demand.memoryGiB) continue;
    if (!gpuFits(demand, offer) || (demand.bios && offer.gen2Only === true)) continue;
    const known = limits.get(offer.size);
    if (known === undefined) {
      if (fallback === undefined && !NOT_COMPARABLE.test(offer.size)) fallback = offer;
      continue;
    }
    // The first disk is the system disk and does not count against the data disks.
    if (demand.diskGiB.length - 1 > known.maxDataDisks || demand.nics > known.maxNics) continue;
    if (known.burstableBasePct !== undefined && !burstableFits(demand, known.burstableBasePct)) continue;
    return { offer, limitsKnown: true };
  }
  if (fallback !== undefined) return { offer: fallback, limitsKnown: false };
  if (offers.length === 0) return { failure: 'no-offer' };
  return { failure: demand.gpus > 0 ? 'gpu' : 'too-large' };
}

function burstableFits(demand: Demand, basePct: number): boolean {
  return demand.burstableFromPct > 0 && demand.burstableFromPct <= basePct;
}

/** GPU sizes are kept for workloads that ask for a GPU; the type must match by name when both sides name one. */
function gpuFits(demand: Demand, offer: Offer): boolean {
  if (demand.gpus === 0) return offer.gpu === undefined;
  if (offer.gpu === undefined || (offer.gpuCount ?? 1) < demand.gpus) return false;
  return demand.gpuType === undefined || sameGpu(demand.gpuType, offer.gpu);
}

function sameGpu(wanted: string, offered: string): boolean {
  const words = (text: string): string[] => text.toUpperCase().split(/[^A-Z0-9]+/);
  const model = (text: string): string | undefined => words(text).find((word) => /^(MI|[A-Z])\d+[A-Z]?$/.test(word));
  return (model(wanted) ?? wanted.toUpperCase()) === (model(offered) ?? offered.toUpperCase());
}
