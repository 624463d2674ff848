/** The virtualisation platform of a site per core, where its subscription has no price of its own. */

import { cite } from '../../catalog/provenance.ts';
import { askPrice, isPricedByUnit } from '../licences/price.ts';
import type { LicenceProductId } from '../licences/products.ts';
import type { ModelBuilder } from './builder.ts';
import type { TcoCase } from './case.ts';
import { multiply } from './expression.ts';
import { scaleOf, siteSaid } from './owned-site.ts';
import type { OwnedSite } from './owned-site.ts';
import type { HostCount } from './owned-lines.ts';

const PRODUCTS: Readonly<Record<string, LicenceProductId>> = {
  vsphere: 'vmware-vcf',
  'azure-local': 'azure-local',
};

/**
 * sites.yaml first. A price per subscription unit in licences.prices is counted by the licence lines instead, and so is
 * every platform whose subscription the catalogue prices by its own unit.
 */
export function platformLine(
  build: ModelBuilder,
  of: TcoCase,
  { pathId, site, fleet, costs }: OwnedSite,
  count: HostCount,
  editions: readonly LicenceProductId[],
): void {
  const { today, arriving } = fleet;
  if (today.length === 0 && arriving.every((hosts) => hosts === 0)) return;
  const candidates =
    site.platform === 'openshift' ? editions : [PRODUCTS[site.platform]].filter((id) => id !== undefined);
  if (candidates.some((product) => isPricedByUnit(product, of.prices))) return;
  const line = {
    pathId,
    siteId: site.id,
    what: 'platform',
    title: 'Virtualisation platform',
    group: 'platform-licence' as const,
  };
  const scaled = scaleOf(build, site);
  const given = site.cost.platformUsdPerCoreMonth;
  if (given !== undefined) {
    const rate = build.given(`${site.id} platformUsdPerCoreMonth`, given, {
      title: `${site.id}: platform subscription`,
      unit: 'USD per core and month',
      ...siteSaid(site, 'platformUsdPerCoreMonth'),
    });
    build.line({ ...line, expression: scaled(multiply(count.all, count.coresPerHost, rate)) });
    return;
  }
  if (site.platform === 'vsphere' || site.platform === 'azure-local') return;
  const record = costs.platforms.find(({ platform }) => platform === site.platform);
  const ask =
    candidates.length > 0
      ? candidates.map(askPrice).join(', or ')
      : `sites.yaml ${site.id}.cost.platformUsdPerCoreMonth`;
  const said = { title: `${site.platform}: platform subscription`, unit: 'USD per core and month' };
  const rate =
    record === undefined
      ? build.missing(`platform ${site.platform}`, said, ask)
      : build.fact(
          `platform ${site.platform}`,
          record.usdPerCoreMonth,
          record.conf,
          { ...said, source: `host-costs.yaml platforms ${record.platform}: ${cite(record)}`, asOf: record.asOf },
          ask,
        );
  build.line({
    ...line,
    expression: scaled(multiply(count.all, count.coresPerHost, rate)),
    assumptions: record === undefined ? [] : ['an assumption of the product until you give a price'],
  });
}
