/** What leaves a region, by volume and destination; addresses; snapshots. */

import type { Catalog } from '../catalog/catalog.ts';
import type { EgressTier, PriceList } from './price-list.ts';

export interface NetworkPrices {
  /** Ascending by `fromGiB`; undefined: no source puts the region into a zone. */
  readonly internet: readonly EgressTier[] | undefined;
  readonly otherRegionUsdPerGiB: number | undefined;
  readonly publicIpUsdPerHour: number;
  readonly snapshotUsdPerGiBMonth: number;
  readonly zone: string | undefined;
  readonly from: { readonly egress: Figure; readonly publicIp: Figure; readonly snapshot: Figure };
}

export interface Figure {
  readonly source: string;
  readonly asOf: string;
  readonly conf: string;
}

export function networkPrices(
  catalog: Pick<Catalog, 'azure-prices'>,
  list: PriceList | undefined,
  region: string,
): NetworkPrices {
  const { network } = catalog['azure-prices'];
  const zone = network.egressZones.find(({ regions }) => regions.includes(region));
  const extras = list?.extras?.[region];
  const listed: Figure = { source: `price list ${list?.id ?? ''}`, asOf: list?.asOf ?? '', conf: 'list' };
  const own = (record: { asOf: string; conf: string }, name: string): Figure => ({
    source: `catalog/azure-prices.yaml network.${name}`,
    asOf: record.asOf,
    conf: record.conf,
  });
  return {
    internet: extras?.internetEgress ?? zone?.tiers.map(([fromGiB, usdPerGiB]) => ({ fromGiB, usdPerGiB })),
    otherRegionUsdPerGiB: extras?.otherRegionUsdPerGiB ?? zone?.otherRegionUsdPerGiB,
    publicIpUsdPerHour: extras?.publicIpUsdPerHour ?? network.publicIp.usdPerHour,
    snapshotUsdPerGiBMonth: network.snapshot.usdPerGiBMonth,
    zone: zone?.zone,
    from: {
      egress:
        extras?.internetEgress === undefined
          ? own(zone ?? { asOf: catalog['azure-prices'].asOf, conf: 'own' }, `egressZones ${zone?.zone ?? 'none'}`)
          : listed,
      publicIp: extras?.publicIpUsdPerHour === undefined ? own(network.publicIp, 'publicIp') : listed,
      snapshot: own(network.snapshot, 'snapshot'),
    },
  };
}

/** Each part of the volume at the price of its tier, as the provider bills it. */
export function egressUsd(giB: number, tiers: readonly EgressTier[]): number {
  let usd = 0;
  for (const [index, { fromGiB, usdPerGiB }] of tiers.entries()) {
    const upTo = tiers[index + 1]?.fromGiB ?? Infinity;
    if (giB > fromGiB) usd += (Math.min(giB, upTo) - fromGiB) * usdPerGiB;
  }
  return usd;
}
