/** What a site that sells by size costs in a path: sizes, disks and rented Windows at the list's prices (C1). */

import type { Confidence } from '../../catalog/provenance.ts';
import { HOURS_PER_MONTH } from '../../model/units.ts';
import type { Site } from '../../policy/site.ts';
import { demandKey } from '../demand.ts';
import type { Pricer } from '../pricing.ts';
import type { ModelBuilder } from './builder.ts';
import { divide, multiply } from './expression.ts';
import type { Expression } from './expression.ts';
import type { ElasticPrices, SiteMonths } from './presence.ts';

/** Prices of sites that sell by size. Workloads alike are asked for once per site. */
export function elasticPrices(pricer: Pricer): ElasticPrices {
  const known = new Map<string, ReturnType<ElasticPrices>>();
  return ({ demand }, site, staying) => {
    if (demand === null) return null;
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

/** An imported list is as sure as its import; the example that comes along is second-hand. */
const listConfidence = (builtIn: boolean): Confidence => (builtIn ? 'secondary' : 'verified');

export function cloudLines(
  build: ModelBuilder,
  pathId: string,
  site: Site,
  months: SiteMonths,
  pricer: Pricer,
  disks: { readonly conf: Confidence; readonly asOf: string },
): void {
  const sold = pricer.sold(site);
  const line = { pathId, siteId: site.id };
  if (sold === undefined || 'unknown' in sold) {
    if (months.workloads.every((count) => count === 0)) return;
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
  const { list, region } = sold;
  const said = `price list ${list.id}, region ${region}${list.builtIn ? ', built-in example' : ''}`;
  const level = (id: string, conf: Confidence, source: string, asOf: string): Expression =>
    divide(
      build.fact(`${site.id} ${id} level`, 100, conf, {
        title: `${site.id}: ${id} prices against the list`,
        unit: 'per cent',
        source,
        asOf,
      }),
      100,
    );
  const monthly = (id: string, title: string, values: readonly number[]): Expression =>
    build.months(`${pathId} ${site.id} ${id}`, `${site.id}: ${title} at list prices`, 'USD', values, said);
  const discount =
    site.cost.discountPct === undefined
      ? []
      : [`less ${site.cost.discountPct} % (sites.yaml ${site.id}.cost.discountPct)`];
  const compute = level('compute', listConfidence(list.builtIn), said, list.asOf);
  build.line({
    ...line,
    what: 'compute',
    title: 'Machines by size',
    group: 'compute',
    expression: multiply(monthly('compute', 'machines', months.computeUsd), compute),
    assumptions: [`the cheapest size that fits each workload; a workload that stays keeps its size`, ...discount],
  });
  build.line({
    ...line,
    what: 'storage',
    title: 'Managed disks',
    group: 'storage',
    expression: multiply(
      monthly('storage', 'disks', months.storageUsd),
      level('disk', disks.conf, `azure-prices.yaml disks`, disks.asOf),
    ),
  });
  build.line({
    ...line,
    what: 'windows-rent',
    title: 'Windows Server rented with the machine',
    group: 'guest-licence',
    expression: multiply(monthly('windows', 'rented Windows', months.rentedWindowsUsd), compute),
  });
  if (months.unpriced > 0)
    build.warnings.add(
      `${months.unpriced} workloads have no price at ${site.id} in path ${pathId}: they are not counted there.`,
    );
}
