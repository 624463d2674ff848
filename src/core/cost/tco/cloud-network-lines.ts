/**
 * What leaves a provider's region, public addresses and snapshots in a path (C1): the figures of elastic-lines.ts as lines
 * with live formulas. Traffic and addresses nobody stated are asked for.
 */

import type { Site } from '../../policy/site.ts';
import { HOURS_PER_MONTH } from '../../model/units.ts';
import { figureTrust } from '../certainty.ts';
import type { CostGroup } from '../cost-line.ts';
import { networkPrices } from '../egress.ts';
import type { Figure, NetworkPrices } from '../egress.ts';
import type { SoldBySize } from '../pricing.ts';
import type { ModelBuilder } from './builder.ts';
import type { TcoCase } from './case.ts';
import { add, atLeastZero, atMost, multiply, subtract } from './expression.ts';
import type { Expression } from './expression.ts';
import type { SiteMonths } from './presence.ts';

interface CloudSite {
  readonly pathId: string;
  readonly site: Site;
  readonly sold: SoldBySize;
  readonly months: SiteMonths;
}

/** What sites.yaml gives is of the whole site: it is paid in every month in which a workload runs there, however many do. */
export function cloudNetworkLines(build: ModelBuilder, of: TcoCase, { pathId, site, sold, months }: CloudSite): void {
  const { cost } = site;
  const prices = networkPrices(of.catalog, sold.list, sold.region);
  const inUse = build.months(
    `${pathId} ${site.id} in use`,
    `${site.id}: months in which workloads run there`,
    '0 or 1',
    months.workloads.map((count) => Number(count > 0)),
    'schedule of the path',
  );
  const price = (name: string, title: string, value: number, unit: string, { source, asOf, conf }: Figure) =>
    build.fact(`${site.id} ${name}`, value, figureTrust(conf, sold.list, of.asOf), {
      title: `${site.id}: ${title}`,
      unit,
      source,
      asOf,
    });
  const stated = (key: 'egressGiBPerMonth' | 'publicIpAddresses' | 'snapshotGiB', unit: string): Expression => {
    const setting = `sites.yaml ${site.id}.cost.${key}`;
    const said = { title: `${site.id}: ${key}`, unit };
    const value = cost[key];
    return value === undefined
      ? build.missing(`${site.id} ${key}`, said, setting)
      : build.given(`${site.id} ${key}`, value, { ...said, source: setting, asOf: cost.asOf });
  };
  const put = (
    what: string,
    title: string,
    group: CostGroup,
    expression: Expression,
    assumptions: readonly string[] = [],
  ): void =>
    build.line({
      pathId,
      siteId: site.id,
      what,
      title,
      group,
      expression: multiply(inUse, expression),
      assumptions: [
        'the figure of sites.yaml in every month in which workloads run there, however many do',
        ...assumptions,
      ],
    });

  const to = cost.egressTo ?? 'internet';
  const volume = stated('egressGiBPerMonth', 'GiB a month');
  const rate = (from: number, usd: number): Expression =>
    price(
      `egress from ${from}`,
      `egress to ${to}${from > 0 ? `, beyond ${from} GiB` : ''}`,
      usd,
      'USD per GiB',
      prices.from.egress,
    );
  put(
    'egress',
    `Egress to ${to}`,
    'network',
    egressOf(build, volume, { to, prices, rate, site, region: sold.region }),
    [
      'inbound traffic is free',
      ...(to === 'internet' && prices.zone !== undefined
        ? [`tiers count for this site alone; the provider sums what all regions of ${prices.zone} send`]
        : []),
    ],
  );
  put(
    'public-ip',
    'Public addresses',
    'network',
    multiply(
      stated('publicIpAddresses', 'addresses'),
      price('address rate', 'public address', prices.publicIpUsdPerHour, 'USD per hour', prices.from.publicIp),
      HOURS_PER_MONTH,
    ),
  );
  // Backup is a choice, not a consequence of running there: without the setting there is no line.
  if (cost.snapshotGiB !== undefined)
    put(
      'snapshots',
      'Snapshots',
      'storage',
      multiply(
        stated('snapshotGiB', 'GiB used'),
        price(
          'snapshot rate',
          'snapshots',
          prices.snapshotUsdPerGiBMonth,
          'USD per GiB and month',
          prices.from.snapshot,
        ),
      ),
    );
}

/** Each part of the volume at the price of its tier. */
function egressOf(
  build: ModelBuilder,
  volume: Expression,
  of: {
    readonly to: 'internet' | 'other-region';
    readonly prices: NetworkPrices;
    readonly rate: (from: number, usd: number) => Expression;
    readonly site: Site;
    readonly region: string;
  },
): Expression {
  const { internet, otherRegionUsdPerGiB: other } = of.prices;
  if (of.to === 'other-region' && other !== undefined) return multiply(volume, of.rate(0, other));
  if (of.to === 'other-region' || internet === undefined || internet.length === 0)
    return multiply(
      volume,
      build.missing(
        `${of.site.id} egress price`,
        { title: `${of.site.id}: egress to ${of.to}`, unit: 'USD per GiB' },
        `a price list with egress of region ${of.region}`,
      ),
    );
  return add(
    ...internet.map(({ fromGiB, usdPerGiB }, at): Expression => {
      const next = internet[at + 1]?.fromGiB;
      const beyond = fromGiB === 0 ? volume : atLeastZero(subtract(volume, fromGiB));
      return multiply(next === undefined ? beyond : atMost(beyond, next - fromGiB), of.rate(fromGiB, usdPerGiB));
    }),
  );
}
