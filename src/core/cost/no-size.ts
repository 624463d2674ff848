/** Why no size of a region takes a workload: what nothing there satisfies, and the size that comes nearest. */

import { DIMENSIONS, lacks } from './size-fit.ts';
import type { Dimension, FitNeed, KnownOffer } from './size-fit.ts';

export interface NoSize {
  /** Dimensions that no size of the region satisfies, even alone. Empty: each is there, not together. */
  readonly never: readonly Dimension[];
  /** The size that lacks least, the cheapest of those; absent when the region has no sizes at all. */
  readonly nearest?: { readonly size: string; readonly lacks: readonly Dimension[] };
  readonly text: string;
}

interface Figure {
  readonly unit: string;
  of(known: KnownOffer): number | undefined;
  wanted(need: FitNeed): number;
}

const FIGURE: Partial<Record<Dimension, Figure>> = {
  vcpu: { unit: 'vCPU', of: ({ offer }) => offer.vcpu, wanted: ({ vcpu }) => vcpu },
  memoryGiB: { unit: 'GiB memory', of: ({ offer }) => offer.memoryGiB, wanted: ({ memoryGiB }) => memoryGiB },
  dataDisks: { unit: 'data disks', of: ({ limits }) => limits?.maxDataDisks, wanted: ({ dataDisks }) => dataDisks },
  nics: { unit: 'interfaces', of: ({ limits }) => limits?.maxNics, wanted: ({ nics }) => nics },
};

/** `offers` sorted by price, as the index has them. */
export function explainNoSize(need: FitNeed, offers: readonly KnownOffer[], region: string): NoSize {
  if (offers.length === 0) return { never: [], text: `no sizes are sold in ${region}` };
  const met = new Set<Dimension>();
  let nearest: { readonly known: KnownOffer; readonly lacks: readonly Dimension[]; readonly far: number } | undefined;
  for (const known of offers) {
    const missing = lacks(need, known);
    for (const dimension of DIMENSIONS) if (!missing.includes(dimension)) met.add(dimension);
    const far = missing.reduce((sum, dimension) => sum + farOff(dimension, need, known), 0);
    if (nearest === undefined || far < nearest.far) nearest = { known, lacks: missing, far };
  }
  const never = DIMENSIONS.filter((dimension) => !met.has(dimension));
  const parts = (never.length > 0 ? never : (nearest?.lacks ?? [])).map((dimension) => wish(dimension, need));
  const head = `no size in ${region} for ${need.vcpu} vCPU, ${need.memoryGiB} GiB, ${need.dataDisks} data disks, ${need.nics} interfaces${gpuText(need)}`;
  const why =
    never.length > 0
      ? `none offers ${parts.join(' nor ')}${mostText(never, offers)}`
      : `none offers all of it together`;
  if (nearest === undefined) return { never, text: `${head}: ${why}` };
  const size = nearest.known.offer.size;
  const missing = nearest.lacks.map((dimension) => shortfall(dimension, need, nearest.known));
  return {
    never,
    nearest: { size, lacks: nearest.lacks },
    text: `${head}: ${why}; nearest is ${size}, which lacks ${missing.join(', ')}`,
  };
}

/** What cannot be had another way weighs more than one step of size. */
const WEIGHT: Partial<Record<Dimension, number>> = { special: 20, architecture: 20, gpu: 10, confidential: 10 };

/** A figure that is nearly reached is nearer than one that is far off. */
function farOff(dimension: Dimension, need: FitNeed, known: KnownOffer): number {
  const figure = FIGURE[dimension];
  if (figure === undefined) return WEIGHT[dimension] ?? 1;
  const wanted = figure.wanted(need);
  return wanted === 0 ? 0 : 1 + (wanted - (figure.of(known) ?? 0)) / wanted;
}

const gpuText = ({ gpus, gpuType }: FitNeed): string => (gpus > 0 ? `, ${gpus} × ${gpuType ?? 'any'} GPU` : '');

function wish(dimension: Dimension, need: FitNeed): string {
  switch (dimension) {
    case 'vcpu':
    case 'memoryGiB':
    case 'dataDisks':
    case 'nics':
      return `${need[dimension]} ${FIGURE[dimension]?.unit ?? dimension}`;
    case 'gpu':
      return need.gpus > 0 ? `${need.gpus} × ${need.gpuType ?? 'any'} GPU` : 'no GPU';
    case 'generation':
      return 'first-generation (BIOS) machines';
    case 'architecture':
      return need.arm ? 'Arm' : 'x86';
    case 'confidential':
      return need.confidential ? 'confidential machines' : 'ordinary machines';
    case 'premiumDisks':
      return 'premium disks';
    case 'burstable':
      return 'sustained CPU';
    case 'special':
      return 'general use';
  }
}

function shortfall(dimension: Dimension, need: FitNeed, known: KnownOffer): string {
  const has = FIGURE[dimension]?.of(known);
  return has === undefined ? wish(dimension, need) : `${wish(dimension, need)} (it has ${has})`;
}

function mostText(never: readonly Dimension[], offers: readonly KnownOffer[]): string {
  const parts = never.flatMap((dimension) => {
    const figure = FIGURE[dimension];
    if (figure === undefined) return [];
    const most = offers.reduce((max, known) => Math.max(max, figure.of(known) ?? 0), 0);
    return [`${most} ${figure.unit}`];
  });
  return parts.length === 0 ? '' : ` (at most ${parts.join(', ')})`;
}
