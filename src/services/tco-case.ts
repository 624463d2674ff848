/** What a question on cost is asked of: the estate, its sites and hosts, prices and licences, loaded once. */

import { demandOf } from '../core/cost/demand.ts';
import { licensedGuest } from '../core/cost/licences/guest.ts';
import type { LicenceBook } from '../core/cost/licences/place.ts';
import { unitPrice } from '../core/cost/licences/price.ts';
import type { PriceSources } from '../core/cost/licences/price.ts';
import type { SqlEdition } from '../core/cost/licences/sql-server.ts';
import { licenceTerms } from '../core/cost/licences/terms.ts';
import { createPricer } from '../core/cost/pricing.ts';
import { licenceSettings, tcoSettings } from '../core/cost/settings.ts';
import type { LicenceSettings } from '../core/cost/settings.ts';
import { costHosts } from '../core/cost/site-hosts.ts';
import type { SiteHosts } from '../core/cost/site-hosts.ts';
import type { CaseWorkload, PathPlan, TcoCase } from '../core/cost/tco/case.ts';
import { compileFilter, parseFilter } from '../core/model/filter/filter.ts';
import type { Workload } from '../core/model/workload.ts';
import { hostsOfSite } from '../core/placement/hosts/estate-hosts.ts';
import type { PlacementInput } from '../core/placement/input.ts';
import type { ServiceContext } from './context.ts';
import { groundOf, isPlaced, loadBasis } from './placement-basis.ts';

export interface CostGround {
  readonly generation: number;
  readonly input: PlacementInput;
  readonly hosts: ReadonlyMap<string, SiteHosts>;
  /** The case without its paths. */
  readonly of: Omit<TcoCase, 'paths'>;
}

export interface CostTerms {
  readonly months?: number | undefined;
  readonly ratePct?: number | undefined;
}

/** Throws IST-2101 without an estate, IST-4004 without a sites file, IST-2001 to IST-2005 for a filter of licences.sqlEditions. */
export async function loadCostGround(context: ServiceContext, terms: CostTerms = {}): Promise<CostGround> {
  const basis = await loadBasis(context, {});
  const { estate, sites, asOf, prices } = basis;
  const { input } = await groundOf(context, basis, sites.file);
  const catalog = await context.catalog();
  const licences = licenceSettings(sites.file);
  const tco = tcoSettings(sites.file);
  const settings = {
    ...tco,
    months: terms.months ?? tco.months,
    discountRatePct: terms.ratePct ?? tco.discountRatePct,
  };
  const sources: PriceSources = {
    settings: licences,
    licensing: catalog.licensing,
    costs: catalog['host-costs'],
    spread: settings.uncertaintyPct,
  };
  const editionOf = sqlEditions(licences);
  const takes = (workload: Workload): Pick<CaseWorkload, 'guest' | 'demand'> => {
    const demand = demandOf(workload);
    return { guest: licensedGuest(workload, catalog, editionOf), demand: 'unknown' in demand ? null : demand };
  };
  const workloads = estate.workloads.filter(isPlaced).map((workload): CaseWorkload => {
    const sized = input.sizing?.of(workload) ?? workload;
    return {
      workload,
      ...takes(workload),
      siteId: input.currentSiteOf(workload),
      ...(sized !== workload && { moved: takes(sized) }),
    };
  });
  const hosts = new Map(
    sites.file.sites.map(({ id }) => [id, costHosts(hostsOfSite(estate.hosts, sites.file.sites, id))]),
  );
  return {
    generation: estate.generation,
    input,
    hosts,
    of: {
      asOf,
      months: settings.months,
      sites: sites.file,
      settings,
      catalog,
      pricer: createPricer(catalog, prices, sites.file.placement),
      book: licenceBook(sources, sites.file.sites, asOf),
      prices: sources,
      hosts: new Map([...hosts].map(([id, found]) => [id, found.hosts])),
      workloads,
    },
  };
}

function licenceBook(
  sources: PriceSources,
  sites: readonly { readonly cost: { readonly windowsServer?: string | undefined } }[],
  asOf: string,
): LicenceBook {
  const terms = licenceTerms(sources.licensing);
  const ratio = (dear: Parameters<typeof unitPrice>[0], cheap: Parameters<typeof unitPrice>[0]): number | undefined => {
    const [a, b] = [unitPrice(dear, sources), unitPrice(cheap, sources)];
    return a === null || b === null || b.usd.likely === 0 ? undefined : a.usd.likely / b.usd.likely;
  };
  const holds = (product: string): boolean | undefined =>
    sources.settings.owned?.some((entry) => entry.product === product && entry.units > 0);
  const runsDatacenter = sites.some(({ cost }) => cost.windowsServer === 'datacenter');
  return {
    terms,
    settings: sources.settings,
    datacenterPerStandard:
      ratio('windows-server-datacenter', 'windows-server-standard') ?? terms.windows.datacenterPerStandard,
    vdcPerServer: ratio('rhel-vdc', 'rhel-server') ?? terms.rhel.vdcPerServer,
    benefitEdition:
      (holds('windows-server-datacenter') ?? (runsDatacenter && holds('windows-server-standard') !== true))
        ? 'datacenter'
        : 'standard',
    asOf,
  };
}

/** The last filter that is known to match decides; a filter that cannot tell does not. */
function sqlEditions({ sqlEditions: stated }: LicenceSettings): (workload: Workload) => SqlEdition | undefined {
  const tests = stated.map(({ match, edition }) => ({ test: compileFilter(parseFilter(match)), edition }));
  return (workload) => tests.findLast(({ test }) => test(workload) === true)?.edition;
}

export const caseWith = ({ of }: CostGround, paths: readonly PathPlan[]): TcoCase => ({ ...of, paths });
