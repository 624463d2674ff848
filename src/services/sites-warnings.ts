/** What is probably not meant in a sites file that is valid: names that match nothing, regions without prices, workloads that
 * are nowhere. */

import { TARGETS } from '../core/assess/targets/registry.ts';
import { createPricer } from '../core/cost/pricing.ts';
import { strangeNames } from '../core/policy/check-names.ts';
import { strangeDataClasses } from '../core/policy/data-classes.ts';
import { siteLocator } from '../core/policy/locate.ts';
import type { SitesFile } from '../core/policy/site.ts';
import { columnsOf } from './columns.ts';
import type { ServiceContext } from './context.ts';
import { newestGeneration } from './generations.ts';
import { loadPacks } from './packs.ts';
import { loadPriceLists } from './prices.ts';
import { LIST_PATHS, listItem } from './workload-list-item.ts';

const JUDGED: ReadonlySet<string> = new Set(TARGETS.map(({ id }) => id));

/** Sentences for people. What names match nothing is judged by the newest generation, once there is one. */
export async function sitesWarnings(context: ServiceContext, file: SitesFile): Promise<string[]> {
  const unjudged = file.sites
    .filter((site) => site.acceptsWorkloads && !JUDGED.has(site.target))
    .map(({ id, target }) => `site ${id}: no rule judges target "${target}" yet, so nothing new is placed there`);
  // Classes of one's own are fine; one that nearly is a class of a rule is probably misspelt.
  const packs = await loadPacks(context.home);
  const said = [...new Set(file.classify.flatMap(({ set }) => set.dataClasses ?? []))].sort();
  const misspelt = strangeDataClasses(said, packs).filter((text) => text.includes('Did you'));
  const names = strangeNames(file, await context.catalog(), packs);
  const general = [
    ...names.map((text) => `names: ${text}`),
    ...unjudged,
    ...misspelt.map((text) => `classify: ${text}`),
    ...(await unpricedSites(context, file)),
  ];
  const generation = await newestGeneration(context);
  if (generation === undefined) return general;
  const locate = siteLocator(file.sites);
  const { rows, column } = await columnsOf(context, generation.number).load(LIST_PATHS);
  const perSite = new Map<string | null, number>();
  for (let row = 0; row < rows; row += 1) {
    const { site } = listItem(row, column, locate);
    perSite.set(site, (perSite.get(site) ?? 0) + 1);
  }
  const empty = file.sites.filter((site) => site.matches !== undefined && !perSite.has(site.id));
  const nowhere = perSite.get(null) ?? 0;
  return [
    ...general,
    ...empty.map(
      ({ id }) =>
        `site ${id}: no workload of gen/${generation.number} is there; compare the names under "matches" with the inventory`,
    ),
    ...(nowhere > 0
      ? [`${nowhere} of ${rows} workloads are at no site, so what they break and cost where they run now stays unknown`]
      : []),
  ];
}

/** Sites that sell by size from a region, or a list, that no price list in force has. */
async function unpricedSites(context: ServiceContext, file: SitesFile): Promise<string[]> {
  const pricer = createPricer(await context.catalog(), await loadPriceLists(context.home), file.placement);
  return file.sites.flatMap((site) => {
    const sold = pricer.sold(site);
    return sold !== undefined && 'unknown' in sold
      ? [`site ${site.id}: ${sold.unknown}, so nothing there has a price`]
      : [];
  });
}
