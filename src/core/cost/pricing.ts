/** Prices of one workload at one site: run, licence, one-off move and risk, each with its basis. */

import type { Readiness, TargetId } from '../assess/verdict.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Workload } from '../model/workload.ts';
import type { CostBreakdown } from '../placement/result.ts';
import type { Site, SitesFile } from '../policy/site.ts';
import { demandOf } from './demand.ts';
import type { Demand } from './demand.ts';
import type { Commitment } from './commitment.ts';
import { diskMarket } from './disk-market.ts';
import { createElasticSite } from './elastic.ts';
import type { ElasticSite } from './elastic.ts';
import { windowsRate } from './elastic-guest.ts';
import { hostRates } from './host-rates.ts';
import type { HostRates } from './host-rates.ts';
import { migrationEffort, migrationHours } from './migration.ts';
import { quoteOwned } from './owned.ts';
import { builtInPriceList, listOfRegion, newestFirst } from './price-list.ts';
import type { PriceList } from './price-list.ts';
import type { Quote, QuoteOrUnknown } from './quote.ts';
import { sizeLimits } from './size-fit.ts';
import { windowsTerms } from './windows-licence.ts';

export type PricingCatalog = Pick<Catalog, 'azure-prices' | 'azure-sizes' | 'host-costs' | 'licensing'>;
export type PricingSettings = Pick<SitesFile['placement'], 'horizonMonths' | 'usdPerMigrationHour' | 'riskPct'>;

export interface PriceRequest {
  readonly workload: Workload;
  readonly site: Site;
  readonly target: TargetId;
  /** True: priced where it runs now. Absent: true when the target is 'stay'; a move within one platform says false. */
  readonly staying?: boolean;
  /** Imported lists; the built-in example list is used where none of them has the region. */
  readonly prices: readonly PriceList[];
  readonly catalog: PricingCatalog;
  readonly settings: PricingSettings;
  readonly readiness?: Readiness;
  /** Warnings to fix or accept before the move. */
  readonly conditions?: number;
}

/** The full price of one workload at one site, or what is missing for it. */
export function priceWorkload(request: PriceRequest): CostBreakdown | { readonly unknown: string } {
  const pricer = createPricer(request.catalog, request.prices, request.settings);
  return pricer.price(
    request.workload,
    request.site,
    request.staying ?? request.target === 'stay',
    request.readiness ?? 'ready',
    request.conditions ?? 0,
  );
}

export interface Pricer {
  /** Run and licence only. Workloads with the same demandKey have the same quote: ask once per class and site. */
  quote(demand: Demand, site: Site, staying: boolean): QuoteOrUnknown;
  /** The list and region a site is priced from; undefined for sites with their own hardware. */
  sold(site: Site, commitment?: Commitment): SoldBySize | { readonly unknown: string } | undefined;
  /** Hours × rate; 0 when staying. */
  migrationUsd(workload: Workload, demand: Demand, staying: boolean, conditions: number): number;
  riskUsdPerMonth(quote: Quote, readiness: Readiness): number;
  price(
    workload: Workload,
    site: Site,
    staying: boolean,
    readiness: Readiness,
    conditions: number,
  ): CostBreakdown | { readonly unknown: string };
  /** What the site's prices assume, in words; empty when sites.yaml or an imported list gives every figure. */
  assumptions(site: Site): readonly string[];
}

/** A site that sells by size, with what it is priced from. */
export interface SoldBySize extends ElasticSite {
  readonly list: PriceList;
  readonly region: string;
}

type Quoter = (demand: Demand, staying: boolean) => QuoteOrUnknown;

/** Unknown readiness weighs twice what a known condition does: nobody has looked yet. */
const UNKNOWN_RISK_FACTOR = 2;

/** Holds what does not change from workload to workload: sorted lists, limits, rates of each site. */
export function createPricer(catalog: PricingCatalog, prices: readonly PriceList[], settings: PricingSettings): Pricer {
  const lists = [...newestFirst(prices), builtInPriceList(catalog)];
  const rented = windowsRate(catalog);
  const limits = sizeLimits(catalog);
  const windows = windowsTerms(catalog.licensing);
  const quoters = new Map<string, Quoter>();
  const soldSites = new Map<string, SoldBySize | { readonly unknown: string }>();
  const rates = new Map<string, HostRates | { readonly unknown: string }>();

  function ratesOf(site: Site): HostRates | { readonly unknown: string } {
    let found = rates.get(site.id);
    if (found === undefined) rates.set(site.id, (found = hostRates(site, catalog['host-costs'])));
    return found;
  }

  function listFor(site: Site, region: string): PriceList | { readonly unknown: string } {
    const wanted = site.cost.priceList;
    const named = wanted === undefined ? undefined : lists.find((list) => list.id === wanted);
    if (wanted !== undefined) return named ?? { unknown: `price list ${wanted} of site ${site.id} is not imported` };
    return (
      listOfRegion(lists, region) ?? {
        unknown: `prices of region ${region}: no list has it`,
      }
    );
  }

  function quoterFor(site: Site): Quoter {
    if (!soldBySize(site)) {
      const own = ratesOf(site);
      if ('unknown' in own) return () => own;
      const context = { rates: own, costs: catalog['host-costs'], licensing: catalog.licensing, windows };
      return (demand) => quoteOwned(demand, site, context);
    }
    const sold = soldAt(site);
    return 'unknown' in sold ? () => sold : (demand, staying) => sold.quote(demand, staying);
  }

  function soldAt(site: Site): SoldBySize | { readonly unknown: string } {
    const key = `${site.id} ${site.cost.commitment ?? ''}`;
    let found = soldSites.get(key);
    if (found === undefined) soldSites.set(key, (found = openSite(site)));
    return found;
  }

  function openSite(site: Site): SoldBySize | { readonly unknown: string } {
    const region = site.cost.priceRegion ?? site.region;
    if (region === undefined) return { unknown: `region of site ${site.id}: set region or cost.priceRegion` };
    const list = listFor(site, region);
    if ('unknown' in list) return list;
    const market = diskMarket(catalog, list, region);
    const context = { list, region, market, windows: rented, limits, licensing: catalog.licensing };
    return { list, region, ...createElasticSite(site, context) };
  }

  function contextOf(site: Site): Quoter {
    let found = quoters.get(site.id);
    if (found === undefined) quoters.set(site.id, (found = withFactor(quoterFor(site), site)));
    return found;
  }

  const pricer: Pricer = {
    quote(demand, site, staying) {
      return contextOf(site)(demand, staying);
    },
    sold(site, commitment) {
      if (!soldBySize(site)) return undefined;
      return soldAt(commitment === undefined ? site : { ...site, cost: { ...site.cost, commitment } });
    },
    migrationUsd(workload, demand, staying, conditions) {
      if (staying) return 0;
      return migrationHours(workload.facts, totalDiskGiB(demand), conditions) * settings.usdPerMigrationHour;
    },
    riskUsdPerMonth(quote, readiness) {
      const factor = readiness === 'conditional' ? 1 : readiness === 'unknown' ? UNKNOWN_RISK_FACTOR : 0;
      return (quote.runUsdPerMonth * settings.riskPct * factor) / 100;
    },
    price(workload, site, staying, readiness, conditions) {
      const demand = demandOf(workload);
      if ('unknown' in demand) return demand;
      const quote = pricer.quote(demand, site, staying);
      if ('unknown' in quote) return quote;
      if ('noSize' in quote) return { unknown: quote.noSize };
      const risk = pricer.riskUsdPerMonth(quote, readiness);
      const migration = pricer.migrationUsd(workload, demand, staying, conditions);
      const basis = [...quote.basis()];
      if (!staying) {
        const effort = migrationEffort(workload.facts, totalDiskGiB(demand), conditions);
        basis.push(
          `move: ${effort.parts.join(' + ')} = ${Math.round(effort.hours * 100) / 100} h × ${settings.usdPerMigrationHour} USD over ${settings.horizonMonths} months (sites.yaml placement)`,
        );
      }
      if (risk > 0)
        basis.push(
          `risk: readiness ${readiness}, ${settings.riskPct} % of run${readiness === 'unknown' ? ` × ${UNKNOWN_RISK_FACTOR}` : ''} (sites.yaml placement.riskPct)`,
        );
      return {
        runUsdPerMonth: quote.runUsdPerMonth,
        licenceUsdPerMonth: quote.licenceUsdPerMonth,
        migrationUsdOneOff: migration,
        riskUsdPerMonth: risk,
        totalUsdPerMonth: quote.runUsdPerMonth + quote.licenceUsdPerMonth + risk + migration / settings.horizonMonths,
        basis,
        ...(quote.sku === undefined ? {} : { sku: quote.sku }),
      };
    },
    assumptions(site) {
      if (!soldBySize(site)) {
        const own = ratesOf(site);
        return 'unknown' in own || own.assumed.length === 0
          ? []
          : [
              `Site ${site.id} is priced with unverified product defaults for ${own.assumed.join(', ')}; set them in sites.yaml ${site.id}.cost.`,
            ];
      }
      const region = site.cost.priceRegion ?? site.region;
      const list = region === undefined ? undefined : listFor(site, region);
      return list !== undefined && 'builtIn' in list && list.builtIn
        ? [`Site ${site.id} is priced from the built-in example list of ${list.asOf}; import a current price list.`]
        : [];
    },
  };
  return pricer;
}

/** `cost.priceFactor` of the site on what is paid for the place: hardware, sizes, platform; guest licences keep their price. */
function withFactor(quote: Quoter, site: Site): Quoter {
  const factor = site.cost.priceFactor ?? 1;
  if (factor === 1) return quote;
  return (demand, staying) => {
    const found = quote(demand, staying);
    if (!('runUsdPerMonth' in found)) return found;
    const platform = found.platformUsdPerMonth ?? 0;
    return {
      ...found,
      runUsdPerMonth: found.runUsdPerMonth * factor,
      licenceUsdPerMonth: found.licenceUsdPerMonth + platform * (factor - 1),
      basis: () => [...found.basis(), `hardware and platform × ${factor} (sites.yaml ${site.id}.cost.priceFactor)`],
    };
  };
}

/** Sites with figures per core or a fixed capacity are owned; elastic sites without such figures sell by size. */
export function soldBySize(site: Site): boolean {
  if (!('elastic' in site.capacity)) return false;
  return site.cost.usdPerCoreMonth === undefined && site.cost.hostGeneration === undefined;
}

export function totalDiskGiB(demand: Demand): number {
  return demand.diskGiB.reduce((sum, size) => sum + size, 0);
}
