/** Price lists as people and programs see them: what is in force, which versions there are, how old they are. */

import type { PriceDiffDocument, PriceListDetails, PriceListDocument } from '../api/prices.ts';
import { ageDays, isStale } from '../core/cost/certainty.ts';
import { diffPriceLists } from '../core/cost/price-diff.ts';
import { builtInPriceList } from '../core/cost/price-list.ts';
import type { PriceList } from '../core/cost/price-list.ts';
import type { ServiceContext } from './context.ts';
import { today } from './decide.ts';
import { archivedPriceLists, loadPriceLists, priceVersions, requirePriceList, usePriceList } from './prices.ts';

export async function describePriceLists(context: ServiceContext): Promise<PriceListDocument[]> {
  const { home } = context;
  const lists = [...(await loadPriceLists(home)), builtInPriceList(await context.catalog())];
  const archived = await archivedPriceLists(home);
  return Promise.all([
    ...lists.map((list) => summaryOf(context, list)),
    ...archived.map(async (list) => ({ ...(await summaryOf(context, list)), archived: true })),
  ]);
}

async function summaryOf(context: ServiceContext, list: PriceList): Promise<PriceListDocument> {
  const { id, name, asOf, source, digest, currency, builtIn, regions } = list;
  const perRegion = Object.values(regions);
  const versions = builtIn ? [] : await priceVersions(context.home, id);
  return {
    id,
    name,
    asOf,
    source,
    digest,
    currency,
    builtIn,
    archived: false,
    heldBack: [...(list.heldBack ?? [])],
    regions: perRegion.length,
    offers: perRegion.reduce((sum, offers) => sum + offers.length, 0),
    ageDays: ageDays(list, today(context)) ?? null,
    stale: isStale(list, today(context)),
    versions: versions.map((version) => ({ ...version })),
  };
}

/** The built-in list goes by its id too. Throws IST-5072. */
async function findList(context: ServiceContext, reference: string): Promise<PriceList> {
  const builtIn = builtInPriceList(await context.catalog());
  return reference === builtIn.id ? builtIn : requirePriceList(context.home, reference);
}

export async function getPriceList(
  context: ServiceContext,
  reference: string,
  wanted: { readonly region?: string | undefined; readonly size?: string | undefined; readonly limit: number },
): Promise<PriceListDetails> {
  const list = await findList(context, reference);
  const size = wanted.size?.toLowerCase();
  const items = Object.entries(list.regions)
    .filter(([region]) => wanted.region === undefined || region === wanted.region)
    .flatMap(([region, offers]) =>
      offers
        .filter((offer) => size === undefined || offer.size.toLowerCase().includes(size))
        .map((offer) => ({ region, ...offer })),
    );
  return {
    list: await summaryOf(context, list),
    regions: Object.entries(list.regions).map(([region, offers]) => ({
      region,
      offers: offers.length,
      extras: Object.keys(list.extras?.[region] ?? {}),
    })),
    items: items.slice(0, wanted.limit),
    total: items.length,
  };
}

/** Throws IST-5072. */
export async function comparePriceLists(
  context: ServiceContext,
  { from, to, limit }: { readonly from: string; readonly to: string; readonly limit: number },
): Promise<PriceDiffDocument> {
  const [before, after] = await Promise.all([findList(context, from), findList(context, to)]);
  const { added, removed, changed, same, medianPct } = diffPriceLists(before, after);
  const head = ({ id, asOf, digest }: PriceList): PriceDiffDocument['from'] => ({ id, asOf, digest });
  return {
    from: head(before),
    to: head(after),
    same,
    medianPct,
    addedCount: added.length,
    removedCount: removed.length,
    changedCount: changed.length,
    added: added.slice(0, limit).map((one) => ({ ...one })),
    removed: removed.slice(0, limit).map((one) => ({ ...one })),
    changed: changed.slice(0, limit).map((one) => ({ ...one })),
  };
}

/** Throws IST-5072. */
export async function putPriceListInForce(context: ServiceContext, reference: string): Promise<PriceListDocument> {
  return summaryOf(context, await usePriceList(context.home, reference));
}
