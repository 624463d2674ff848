/** Egress, addresses and snapshots of a site: what no inventory knows is asked for, and nothing only where somebody says so. */

import type { Catalog } from '../catalog/catalog.ts';
import { HOURS_PER_MONTH } from '../model/units.ts';
import type { Site } from '../policy/site.ts';
import { certainty } from './certainty.ts';
import type { CostInput, CostLine } from './cost-line.ts';
import { egressUsd, networkPrices } from './egress.ts';
import type { Figure, NetworkPrices } from './egress.ts';
import type { PriceList } from './price-list.ts';
import { exactly } from './range.ts';
import type { Spread } from './uncertainty.ts';

export function networkLines(
  site: Site,
  catalog: Pick<Catalog, 'azure-prices'>,
  { list, region }: { readonly list: PriceList; readonly region: string },
  spread: Spread,
): CostLine[] {
  const prices = networkPrices(catalog, list, region);
  return [
    egressLine(site, prices, region, spread),
    addressLine(site, prices, spread),
    ...snapshotLines(site, prices, spread),
  ];
}

const setting = (site: Site, field: string): string => `sites.yaml ${site.id}.cost.${field}`;

function input(name: string, value: number, unit: string, { source, asOf, conf }: Figure): CostInput {
  return { name, value, unit, source, asOf, ...(conf === 'own' && { unverified: true }) };
}

function given(site: Site, name: string, value: number, unit: string): CostInput {
  return { name, value, unit, source: setting(site, name) };
}

type Head = Pick<CostLine, 'id' | 'title' | 'group' | 'period'>;
const unasked = { assumptions: [], asks: [] } as const;

function egressLine(site: Site, prices: NetworkPrices, region: string, spread: Spread): CostLine {
  const { egressGiBPerMonth: giB, egressTo: to = 'internet' } = site.cost;
  const head: Head = { id: `${site.id}.egress`, title: `Egress to ${to}`, group: 'network', period: 'month' };
  const formula = to === 'internet' ? 'volume of each tier × its usdPerGiB' : 'egressGiBPerMonth × usdPerGiB';
  if (giB === undefined) {
    const asks = [setting(site, 'egressGiBPerMonth')];
    return { ...head, formula, inputs: [], usd: null, assumptions: ['inbound traffic is free'], asks };
  }
  const volume = given(site, 'egressGiBPerMonth', giB, 'GiB a month');
  if (giB === 0) {
    const assumptions = [`${setting(site, 'egressGiBPerMonth')} says that nothing leaves`];
    return { ...head, formula, inputs: [volume], usd: exactly(0), assumptions, asks: [] };
  }
  const tiers =
    to === 'internet'
      ? prices.internet
      : prices.otherRegionUsdPerGiB === undefined
        ? undefined
        : [{ fromGiB: 0, usdPerGiB: prices.otherRegionUsdPerGiB }];
  if (tiers === undefined) {
    const asks = [`a price list with egress of region ${region}`];
    return { ...head, formula, inputs: [volume], usd: null, assumptions: [], asks };
  }
  const { egress } = prices.from;
  return {
    ...head,
    formula,
    inputs: [
      volume,
      ...tiers.map(({ fromGiB, usdPerGiB }) => input(`usdPerGiB from ${fromGiB}`, usdPerGiB, 'USD per GiB', egress)),
    ],
    usd: certainty(egressUsd(giB, tiers), egress.conf, spread),
    assumptions:
      to === 'internet' && prices.zone !== undefined
        ? [`tiers count for this site alone; the provider sums what all regions of ${prices.zone} send`]
        : [],
    asks: [],
  };
}

function addressLine(site: Site, prices: NetworkPrices, spread: Spread): CostLine {
  const count = site.cost.publicIpAddresses;
  const head: Head = { id: `${site.id}.public-ip`, title: 'Public addresses', group: 'network', period: 'month' };
  const formula = 'publicIpAddresses × usdPerHour × hours';
  if (count === undefined) {
    return { ...head, formula, inputs: [], usd: null, assumptions: [], asks: [setting(site, 'publicIpAddresses')] };
  }
  const { publicIp } = prices.from;
  const inputs = [
    given(site, 'publicIpAddresses', count, 'addresses'),
    input('usdPerHour', prices.publicIpUsdPerHour, 'USD per hour', publicIp),
    { name: 'hours', value: HOURS_PER_MONTH, unit: 'hours a month', source: 'convention' },
  ];
  const usd = certainty(count * prices.publicIpUsdPerHour * HOURS_PER_MONTH, publicIp.conf, spread);
  return { ...head, formula, inputs, usd, ...unasked };
}

/** Backup is a choice, not a consequence of running here: without the setting there is no line. */
function snapshotLines(site: Site, prices: NetworkPrices, spread: Spread): CostLine[] {
  const giB = site.cost.snapshotGiB;
  if (giB === undefined) return [];
  const { snapshot } = prices.from;
  return [
    {
      id: `${site.id}.snapshots`,
      title: 'Snapshots',
      group: 'storage',
      period: 'month',
      formula: 'snapshotGiB × usdPerGiBMonth',
      inputs: [
        given(site, 'snapshotGiB', giB, 'GiB used'),
        input('usdPerGiBMonth', prices.snapshotUsdPerGiBMonth, 'USD per GiB and month', snapshot),
      ],
      usd: certainty(giB * prices.snapshotUsdPerGiBMonth, snapshot.conf, spread),
      ...unasked,
    },
  ];
}
