/** What a site that sells by size costs in a path: sizes, disks and rented Windows at the list's prices (C1). */

import type { Confidence } from '../../catalog/provenance.ts';
import { HOURS_PER_MONTH } from '../../model/units.ts';
import type { Site } from '../../policy/site.ts';
import { listTrust } from '../certainty.ts';
import { demandKey } from '../demand.ts';
import type { Pricer, SoldBySize } from '../pricing.ts';
import type { ModelBuilder } from './builder.ts';
import type { TcoCase } from './case.ts';
import { cloudNetworkLines } from './cloud-network-lines.ts';
import { divide, multiply } from './expression.ts';
import type { Expression } from './expression.ts';
import { scaleOf } from './owned-site.ts';
import type { ElasticPrices, SiteMonths } from './presence.ts';

/** Prices of sites that sell by size. Workloads alike are asked for once per site. */
export function elasticPrices(pricer: Pricer): ElasticPrices {
  const known = new Map<string, ReturnType<ElasticPrices>>();
  return (demand, site, staying) => {
    const key = `${site.id} ${staying} ${demandKey(demand)}`;
    let found = known.get(key);
    if (found === undefined) {
      const sold = pricer.sold(site);
      const parts = sold === undefined || 'unknown' in sold ? undefined : sold.parts(demand, staying);
      found =
        parts === undefined || !('offer' in parts)
          ? null
          : {
              compute: parts.rate.usdPerHour * HOURS_PER_MONTH * (1 - parts.discountPct / 100),
              storage: parts.disks.reduce((sum, { count, usdPerMonth }) => sum + count * usdPerMonth, 0),
              windows: parts.guest.kind === 'windows-rented' ? parts.guest.usdPerMonth : 0,
            };
      known.set(key, found);
    }
    return found;
  };
}

interface Said {
  readonly source: string;
  readonly asOf: string;
  readonly conf: Confidence | 'given';
}

export function cloudLines(build: ModelBuilder, of: TcoCase, pathId: string, site: Site, months: SiteMonths): void {
  if (months.workloads.every((count) => count === 0)) return;
  const sold = of.pricer.sold(site);
  const line = { pathId, siteId: site.id };
  if (sold === undefined || 'unknown' in sold) {
    build.line({
      ...line,
      what: 'compute',
      title: 'Machines',
      group: 'compute',
      expression: build.missing(
        `${site.id} prices`,
        { title: `${site.id}: prices`, unit: 'USD per month' },
        `${sold === undefined ? 'prices' : sold.unknown}: import a price list or set sites.yaml ${site.id}.cost.priceRegion`,
      ),
    });
    return;
  }
  const level = (id: string, { conf, source, asOf }: Said): Expression =>
    divide(
      build.fact(`${site.id} ${id} level`, 100, conf, {
        title: `${site.id}: ${id} prices against the list`,
        unit: 'per cent',
        source,
        asOf,
      }),
      100,
    );
  const { cost } = site;
  const scaled = scaleOf(build, site);
  const listed = listSaid(sold, of.asOf);
  const monthly = (id: string, title: string, values: readonly number[], { source }: Said): Expression =>
    build.months(`${pathId} ${site.id} ${id}`, `${site.id}: ${title} at list prices`, 'USD per month', values, source);
  build.line({
    ...line,
    what: 'compute',
    title: 'Machines by size',
    group: 'compute',
    expression: scaled(multiply(monthly('compute', 'machines', months.computeUsd, listed), level('compute', listed))),
    assumptions: [
      'the cheapest size that fits each workload; a workload that stays keeps its size',
      'every machine runs all hours of the month',
      ...(cost.discountPct === undefined
        ? []
        : [`less ${cost.discountPct} % (sites.yaml ${site.id}.cost.discountPct)`]),
    ],
  });
  const disks = diskSaid(of, sold, listed);
  build.line({
    ...line,
    what: 'storage',
    title: 'Managed disks',
    group: 'storage',
    expression: scaled(multiply(monthly('storage', 'disks', months.storageUsd, disks), level('disk', disks))),
    assumptions: ['transactions are not counted'],
  });
  const windows = windowsSaid(of, sold, listed);
  build.line({
    ...line,
    what: 'windows-rent',
    title: 'Windows Server rented with the machine',
    group: 'guest-licence',
    expression: multiply(
      monthly('windows', 'rented Windows', months.rentedWindowsUsd, windows),
      level('rented Windows', windows),
    ),
  });
  cloudNetworkLines(build, of, { pathId, site, sold, months });
  if (months.unpriced > 0)
    build.warnings.add(
      `${months.unpriced} workloads have no price at ${site.id} in path ${pathId}: they are not counted there.`,
    );
}

const listSaid = ({ list, region }: SoldBySize, today: string): Said => ({
  source: `price list ${list.id}, region ${region}${list.builtIn ? ', built-in example' : ''}`,
  asOf: list.asOf,
  conf: listTrust(list, today),
});

/** The list's own disk prices, where it has any; else those of the catalogue, of which the least sure speaks for all. */
function diskSaid({ catalog }: TcoCase, { list, region }: SoldBySize, listed: Said): Said {
  if (list.extras?.[region]?.diskUsdPerMonth !== undefined) return listed;
  const { disks } = catalog['azure-prices'];
  const least = disks.find(({ conf }) => conf === 'own') ?? disks.find(({ conf }) => conf !== 'verified') ?? disks[0];
  return { source: 'azure-prices.yaml disks', asOf: least?.asOf ?? '', conf: least?.conf ?? 'own' };
}

/** Sizes without a price with Windows are counted at the catalogue's rate per vCPU, which then speaks for all. */
function windowsSaid({ catalog }: TcoCase, { list, region }: SoldBySize, listed: Said): Said {
  const offers = list.regions[region] ?? [];
  if (offers.every(({ windowsUsdPerHour }) => windowsUsdPerHour !== undefined)) return listed;
  const { asOf, conf } = catalog['azure-prices'].windowsServer;
  return { source: 'azure-prices.yaml windowsServer, USD per vCPU and hour', asOf, conf };
}
