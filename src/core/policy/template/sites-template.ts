/** What `isthmus sites init` writes: the places found, example targets, and the questions only people can answer. */

import type { Catalog } from '../../catalog/catalog.ts';
import { REGION_TARGETS } from '../region-catalogue.ts';
import { targetIdSchema } from '../site.ts';
import { capacityLines } from './capacity.ts';
import { exampleRegions, exampleTargets } from './example-targets.ts';
import { placesOf } from './places.ts';
import type { EstateSummary, Place } from './places.ts';
import { CLOSING, OPENING, questions } from './wording.ts';
import { list, scalar, uniqueId } from './yaml-text.ts';

export type { EstateSummary } from './places.ts';

/**
 * A commented sites.yaml that parses as it stands, so that a first placement can be made at once. What nobody told is
 * left empty, which means unknown; what is an example says so.
 */
export function sitesTemplate(estate: EstateSummary, catalog: Catalog): string {
  const places = placesOf(estate);
  const ids = new Set<string>();
  const anchors = new Map<string, string>();
  const found = places.map((place) => siteLines(place, ids, anchors, catalog));
  const networks = names(
    estate.networks.map((network) => network.name),
    estate.workloads.flatMap((each) => each.facts.networks ?? []),
  );
  const stores = names(
    estate.datastores.map((store) => store.name),
    estate.workloads.flatMap((each) => each.facts.datastores ?? []),
  );
  const lines = [
    ...OPENING,
    'sites:',
    ...(found.length === 0 ? ['  # No clusters or workloads are known yet: import something and run this again.'] : []),
    ...found.flat(),
    '',
    '  # ---- Example targets. Nothing of them was found: keep, change or delete. -----------------------------------',
    ...exampleTargets(places, networks, stores, ids),
    ...exampleRegions(catalog, networks, stores, ids, new Set(places.flatMap((place) => place.region ?? []))),
    ...CLOSING,
  ];
  return `${lines.join('\n')}\n`;
}

function siteLines(place: Place, ids: Set<string>, anchors: Map<string, string>, catalog: Catalog): string[] {
  const target = targetFor(place.platform);
  const elastic = REGION_TARGETS.has(target);
  const title = [
    place.region ?? place.datacenter,
    place.cluster ?? (place.hosts === undefined ? undefined : 'hosts'),
    place.platform,
  ];
  const known =
    place.region === undefined
      ? undefined
      : catalog['azure-regions'].regions.find((each) => each.name === place.region);
  const words = title.filter((part) => part !== undefined).join(', ');
  const id = uniqueId(words, ids);
  return [
    '',
    `  - id: ${scalar(id)}`,
    `    name: ${scalar(words)}`,
    `    platform: ${scalar(place.platform)}`,
    `    target: ${target}${target === 'stay' ? ' # what runs here is judged for staying' : ''}`,
    ...(place.region === undefined ? [] : [`    region: ${scalar(place.region)}`]),
    ...(target === 'stay' ? ['    acceptsWorkloads: false # true lets workloads of other sites move here'] : []),
    '    matches:',
    ...matchLines(place),
    ...(elastic && known !== undefined ? questions('region') : attributeLines(place, id, anchors)),
    ...(elastic ? ['    capacity: {elastic: true}'] : capacityLines(place)),
    ...costLines(elastic, place),
  ];
}

/** Clusters of one datacenter are asked about once: the later ones point to the first. */
function attributeLines(place: Place, id: string, anchors: Map<string, string>): string[] {
  const key = place.datacenter === undefined ? undefined : `${place.platform}\n${place.datacenter}`;
  const anchor = key === undefined ? undefined : anchors.get(key);
  if (anchor !== undefined) return [`    attributes: *${anchor} # the same as above: fill in once, or write its own`];
  if (key !== undefined) anchors.set(key, id);
  return questions('own', key === undefined ? undefined : id);
}

function matchLines(place: Place): string[] {
  if (place.region !== undefined) return [`      regions: ${list([place.region])}`];
  const lines: string[] = [];
  if (place.hosts !== undefined) lines.push(`      hosts: ${list(place.hosts)}`);
  if (place.cluster !== undefined) lines.push(`      clusters: ${list([place.cluster])}`);
  if (place.datacenter !== undefined) lines.push(`      datacenters: ${list([place.datacenter])}`);
  // A place without any name can only be told by the source it was imported from.
  return lines.length > 0 ? lines : [`      sources: ${list(place.source === undefined ? [] : [place.source])}`];
}

function costLines(elastic: boolean, place: Place): string[] {
  if (elastic) return [`    cost: {priceRegion: ${scalar(place.region ?? '')}, windowsServer: pay-as-you-go}`];
  return [
    '    # Example: catalogue defaults for servers bought about 2022. Replace with your own usdPerCoreMonth,',
    '    # usdPerMemoryGiBMonth, usdPerDiskGiBMonth, platformUsdPerCoreMonth, source and asOf.',
    '    cost: {hostGeneration: gen-2022, windowsServer: datacenter}',
  ];
}

/** The target a platform's own sites take workloads for: the one that carries its name, or "stay" when none does. */
function targetFor(platform: string): string {
  const targets = targetIdSchema.options;
  const lower = platform.toLowerCase();
  return (
    targets.find((target) => target === lower) ?? targets.find((target) => target.startsWith(`${lower}-`)) ?? 'stay'
  );
}

function names(...lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].sort();
}
