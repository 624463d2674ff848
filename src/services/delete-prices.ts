/** Deletes price lists. What stored placements were made with is kept, so that they can still be looked into. */

import type { PriceDeletedDocument } from '../api/price-receipts.ts';
import type { PriceList } from '../core/cost/price-list.ts';
import { failure } from '../core/errors/registry.ts';
import type { ServiceContext } from './context.ts';
import type { PlacementSettings } from './keep-placement.ts';
import {
  archivedPriceLists,
  loadPriceLists,
  priceVersions,
  removePriceVersion,
  requirePriceList,
  takeOutOfForce,
  versionName,
} from './prices.ts';
import { listResults } from './results.ts';
import { findSites } from './sites-document.ts';

/** More than a store keeps. */
const PLACEMENTS = 10_000;

/**
 * `reference` is a list, or LIST@DAY for one version that is not in force. Throws IST-5072 for none such, IST-5075 for
 * a list that sites.yaml names and for a version in force or in a stored placement.
 */
export async function deletePriceList(context: ServiceContext, reference: string): Promise<PriceDeletedDocument> {
  const { home } = context;
  const pinned = await pinnedDigests(context);
  if (reference.includes('@')) {
    const list = await requirePriceList(home, reference);
    const version = versionName(list);
    const { id } = list;
    if ((await priceVersions(home, id)).some((one) => one.inForce && one.version === version))
      throw failure('IST-5075', `${id}@${version} is in force`);
    if (pinned.has(list.digest)) throw failure('IST-5075', `a stored placement was made with ${id}@${version}`);
    await removePriceVersion(home, id, version);
    return { id, removed: [version], kept: [] };
  }
  const inForce = (await loadPriceLists(home)).find(({ id }) => id === reference);
  const list = inForce ?? (await archivedPriceLists(home)).find(({ id }) => id === reference);
  if (list === undefined) await requirePriceList(home, reference);
  const { id } = list ?? { id: reference };
  const named = (await findSites(context))?.file.sites.filter(({ cost }) => cost.priceList === id) ?? [];
  if (named.length > 0) {
    throw failure('IST-5075', `sites.yaml names ${id}: ${named.map((site) => site.id).join(', ')}`);
  }
  if (inForce !== undefined) await takeOutOfForce(home, inForce);
  const removed: string[] = [];
  const kept: string[] = [];
  for (const { version } of await priceVersions(home, id)) {
    if (await isPinned(version)) {
      kept.push(version);
      continue;
    }
    await removePriceVersion(home, id, version);
    removed.push(version);
  }
  return { id, removed, kept };

  async function isPinned(version: string): Promise<boolean> {
    const found: PriceList = await requirePriceList(home, `${id}@${version}`);
    return pinned.has(found.digest);
  }
}

async function pinnedDigests(context: ServiceContext): Promise<ReadonlySet<string>> {
  const placements = await listResults(context, 'place', PLACEMENTS);
  return new Set(
    placements.flatMap(({ settings }) =>
      ((settings as Partial<PlacementSettings>).prices ?? []).map(({ digest }) => digest),
    ),
  );
}
