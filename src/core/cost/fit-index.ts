/**
 * The cheapest size of a region that holds a need, fast enough for millions of questions. For each combination of what
 * cannot be compared by size (generation, architecture, GPU …) only sizes that no cheaper one beats in every figure are
 * kept: some dozens of a thousand. The answer is that of trying all sizes in the order of price.
 */

import type { Offer } from './price-list.ts';
import { knownOffer, lacks } from './size-fit.ts';
import type { FitNeed, KnownOffer, SizeLimits } from './size-fit.ts';

export interface Fit {
  readonly offer: Offer;
  readonly limitsKnown: boolean;
}

export interface FitIndex {
  /** Undefined: none fits; `offers` and explainNoSize say why. */
  cheapest(need: FitNeed): Fit | undefined;
  /** By price, then name. */
  readonly offers: readonly KnownOffer[];
}

/** Sizes of one kind that no cheaper one beats, by price; figures side by side so that a scan stays in one place. */
interface Front {
  readonly offers: readonly Offer[];
  readonly vcpu: Float64Array;
  readonly memoryGiB: Float64Array;
  readonly dataDisks: Float64Array;
  readonly nics: Float64Array;
}

interface Fronts {
  readonly known: Front;
  /** Sizes whose limits nobody states: taken only when no other fits. */
  readonly unknown: Front;
}

/** @param priceOf what an hour of the size costs the asker; equal prices go by name. */
export function createFitIndex(
  offers: readonly Offer[],
  limits: ReadonlyMap<string, SizeLimits>,
  priceOf: (offer: Offer) => number,
): FitIndex {
  const sorted = offers
    .map((offer) => ({ known: knownOffer(offer, limits), price: priceOf(offer) }))
    .sort((a, b) => a.price - b.price || (a.known.offer.size < b.known.offer.size ? -1 : 1))
    .map(({ known }) => known);
  const plain: (Fronts | undefined)[] = [];
  const withGpu = new Map<string, Fronts>();

  function frontsOf(need: FitNeed): Fronts {
    const kind =
      (need.bios ? 1 : 0) |
      (need.arm ? 2 : 0) |
      (need.confidential ? 4 : 0) |
      (need.premiumDisks ? 8 : 0) |
      (need.burstableFromPct << 4);
    if (need.gpus === 0) return (plain[kind] ??= frontsFor(sorted, need));
    const key = `${kind} ${need.gpus} ${need.gpuType ?? ''}`;
    let found = withGpu.get(key);
    if (found === undefined) withGpu.set(key, (found = frontsFor(sorted, need)));
    return found;
  }

  return {
    offers: sorted,
    cheapest(need) {
      const fronts = frontsOf(need);
      const first = firstThatHolds(fronts.known, need);
      if (first !== undefined) return { offer: first, limitsKnown: true };
      const fallback = firstThatHolds(fronts.unknown, need);
      return fallback === undefined ? undefined : { offer: fallback, limitsKnown: false };
    },
  };
}

function firstThatHolds({ offers, vcpu, memoryGiB, dataDisks, nics }: Front, need: FitNeed): Offer | undefined {
  const { length } = offers;
  for (let at = 0; at < length; at += 1) {
    if (
      (vcpu[at] ?? 0) >= need.vcpu &&
      (memoryGiB[at] ?? 0) >= need.memoryGiB &&
      (dataDisks[at] ?? 0) >= need.dataDisks &&
      (nics[at] ?? 0) >= need.nics
    )
      return offers[at];
  }
  return undefined;
}

const SMALLEST = { vcpu: 0, memoryGiB: 0, dataDisks: 0, nics: 0 };

function frontsFor(sorted: readonly KnownOffer[], need: FitNeed): Fronts {
  const smallest = { ...need, ...SMALLEST };
  const able = sorted.filter((known) => lacks(smallest, known).length === 0);
  return {
    known: frontOf(able.filter(({ limits }) => limits !== undefined)),
    unknown: frontOf(able.filter(({ limits }) => limits === undefined)),
  };
}

/** In the order of price, whoever is beaten in every figure by one before is never the first that holds. */
function frontOf(sorted: readonly KnownOffer[]): Front {
  const kept: { readonly offer: Offer; readonly figures: readonly [number, number, number, number] }[] = [];
  for (const { offer, limits } of sorted) {
    const figures = [
      offer.vcpu,
      offer.memoryGiB,
      limits?.maxDataDisks ?? Infinity,
      limits?.maxNics ?? Infinity,
    ] as const;
    const beaten = kept.some(({ figures: before }) => before.every((value, at) => value >= (figures[at] ?? 0)));
    if (!beaten) kept.push({ offer, figures });
  }
  const column = (at: 0 | 1 | 2 | 3): Float64Array => Float64Array.from(kept, ({ figures }) => figures[at]);
  return {
    offers: kept.map(({ offer }) => offer),
    vcpu: column(0),
    memoryGiB: column(1),
    dataDisks: column(2),
    nics: column(3),
  };
}
