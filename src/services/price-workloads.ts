/** Workloads priced at every site and for every way to buy there, side by side (C1). */

import type { SiteLinesDocument, WorkloadPricesDocument } from '../api/prices.ts';
import { elasticCostLines } from '../core/cost/elastic-lines.ts';
import { createPricer } from '../core/cost/pricing.ts';
import { addRanges } from '../core/cost/range.ts';
import { priceSideBySide } from '../core/cost/side-by-side.ts';
import { tcoSettings } from '../core/cost/settings.ts';
import { failure } from '../core/errors/registry.ts';
import type { SitesFile } from '../core/policy/site.ts';
import { matches, parseFilter } from '../core/model/filter/filter.ts';
import type { Workload } from '../core/model/workload.ts';
import { siteLocator } from '../core/policy/locate.ts';
import type { ServiceContext } from './context.ts';
import { today } from './decide.ts';
import { findWorkload } from './get-workload.ts';
import { classifiedEstate } from './classified-estate.ts';
import { requireGeneration } from './generations.ts';
import { loadPriceLists } from './prices.ts';
import { requireSites } from './sites-document.ts';

export interface PriceWorkloadsRequest {
  /** Id or name of one; otherwise the filter says which. */
  readonly workload?: string | undefined;
  readonly filter?: string | undefined;
  readonly site?: string | undefined;
  readonly limit: number;
}

/** Throws IST-2001 to IST-2005 for the filter, IST-2101, IST-2103 and IST-2104 for the workload, IST-4004 and IST-4005. */
export async function priceWorkloads(
  context: ServiceContext,
  request: PriceWorkloadsRequest,
): Promise<WorkloadPricesDocument> {
  const { file } = await requireSites(context);
  const sites = request.site === undefined ? file.sites : file.sites.filter(({ id }) => id === request.site);
  if (sites.length === 0) throw failure('IST-4005', `sites.yaml has no site "${request.site ?? ''}"`);
  const { workloads, generation, total } = await chosen(context, request, file);
  const prices = await loadPriceLists(context.home);
  const pricer = createPricer(await context.catalog(), prices, file.placement);
  const locate = siteLocator(file.sites);
  const spread = tcoSettings(file).uncertaintyPct;
  const day = today(context);
  return {
    generation,
    asOf: day,
    total,
    items: workloads.map((workload) => {
      const currentSiteId = locate(workload) ?? undefined;
      const found = priceSideBySide({ workload, sites, currentSiteId, pricer, spread, today: day });
      return {
        id: workload.id,
        name: workload.facts.name ?? workload.id,
        prices: found.prices.map((price) => ({
          ...price,
          usdPerMonth: price.usdPerMonth === null ? null : { ...price.usdPerMonth },
          basis: [...price.basis],
        })),
        suggestions: found.suggestions.map((suggestion) => ({ ...suggestion })),
      };
    }),
    assumptions: [...new Set(sites.flatMap((site) => pricer.assumptions(site)))],
  };
}

const UNPRICED_SHOWN = 50;

/** Throws IST-2001 to IST-2005 for the filter, IST-2101, IST-4004 and IST-4005, IST-5073 for a site with its own hardware. */
export async function priceSiteLines(
  context: ServiceContext,
  request: { readonly site: string; readonly filter?: string | undefined },
): Promise<SiteLinesDocument> {
  const { file } = await requireSites(context);
  const site = file.sites.find(({ id }) => id === request.site);
  if (site === undefined) throw failure('IST-4005', `sites.yaml has no site "${request.site}"`);
  const { workloads, generation } = await chosen(context, { filter: request.filter, limit: Infinity }, file);
  const catalog = await context.catalog();
  const pricer = createPricer(catalog, await loadPriceLists(context.home), file.placement);
  const locate = siteLocator(file.sites);
  const day = today(context);
  const found = elasticCostLines({
    site,
    workloads: workloads.map((workload) => ({ workload, staying: locate(workload) === site.id })),
    pricer,
    catalog,
    spread: tcoSettings(file).uncertaintyPct,
    today: day,
  });
  if (found === undefined) throw failure('IST-5073', `${site.id} has its own hardware: isthmus tco says what it costs`);
  return {
    generation,
    asOf: day,
    siteId: site.id,
    workloads: workloads.length,
    usdPerMonth: { ...addRanges(found.lines.flatMap(({ usd }) => usd ?? [])) },
    lines: found.lines.map(({ id, title, group, formula, inputs, usd, assumptions, asks }) => ({
      id,
      title,
      group,
      formula,
      inputs: inputs.map((input) => ({ ...input })),
      usdPerMonth: usd === null ? null : { ...usd },
      assumptions: [...assumptions],
      asks: [...asks],
    })),
    unpricedCount: found.unpriced.length,
    unpriced: found.unpriced.slice(0, UNPRICED_SHOWN).map((one) => ({ ...one })),
    notes: [...found.notes],
  };
}

async function chosen(
  context: ServiceContext,
  { workload, filter, limit }: PriceWorkloadsRequest,
  file: SitesFile,
): Promise<{ workloads: readonly Workload[]; generation: number; total: number }> {
  if (workload !== undefined) {
    const found = await findWorkload(context, workload);
    const { generation } = found;
    // Data classes decide prices only where a site has confidential sizes for them; else the estate need not be read.
    const asked = file.sites.some(({ cost }) => (cost.confidentialDataClasses ?? []).length > 0);
    const one = asked
      ? (await classifiedEstate(context, generation, file)).inherited.apply(found.workload)
      : found.workload;
    return { workloads: [one], generation, total: 1 };
  }
  const ast = parseFilter(filter ?? '');
  const { number: generation } = await requireGeneration(context);
  const estate = await classifiedEstate(context, generation, file);
  const all = estate.workloads.filter(
    (one) => one.facts.template !== true && one.facts.placeholder !== true && matches(ast, one),
  );
  const named = all.toSorted((a, b) => {
    const [left, right] = [a.facts.name ?? a.id, b.facts.name ?? b.id];
    return left < right ? -1 : left > right ? 1 : a.id < b.id ? -1 : 1;
  });
  return { workloads: named.slice(0, limit), generation, total: all.length };
}
