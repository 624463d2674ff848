/** Targets a newcomer can place onto before having any: every figure in them is an example. */

import type { Catalog } from '../../catalog/catalog.ts';
import { findRegion } from '../region-catalogue.ts';
import { examplePool } from './capacity.ts';
import type { Pool } from './capacity.ts';
import type { Place } from './places.ts';
import { questions } from './wording.ts';
import { scalar, uniqueId } from './yaml-text.ts';

const MOST_NAMES = 40;

/**
 * An OpenShift Virtualization cluster with room for all that was found, and a KVM pool for a quarter of it: were both
 * that large, the cheaper one would take everything and a first placement would show nothing.
 */
export function exampleTargets(
  places: readonly Place[],
  networks: readonly string[],
  stores: readonly string[],
  ids: Set<string>,
): string[] {
  return [
    ...ownTarget('OpenShift Virtualization (example)', 'openshift', 'openshift-virtualization', ids),
    ...poolLines(examplePool(places, 1), 'room for everything that was found'),
    ...mapLines('networks', 'pod', networks, 'name of a NetworkAttachmentDefinition, or pod'),
    ...mapLines('storage', 'standard', stores, 'name of a storage class'),
    '    settings: {namespace: migrated}',
    ...ownTarget('KVM pool (example)', 'kvm', 'kvm', ids),
    ...poolLines(examplePool(places, 0.25), 'room for a quarter of what was found'),
    ...mapLines('networks', 'br0', networks, 'name of a bridge'),
    ...mapLines('storage', 'default', stores, 'name of a storage pool'),
  ];
}

function ownTarget(title: string, platform: string, target: string, ids: Set<string>): string[] {
  return [
    '',
    `  - id: ${uniqueId(`example ${target}`, ids)}`,
    `    name: ${title}`,
    `    platform: ${platform}`,
    `    target: ${target}`,
    ...questions('own'),
  ];
}

function poolLines(pool: Pool, meaning: string): string[] {
  return [
    `    capacity: # example: ${meaning}; replace`,
    `      cpuCores: ${pool.cpuCores}`,
    `      memoryGiB: ${pool.memoryGiB}`,
    `      diskGiB: ${pool.diskGiB}`,
    '    # Example: catalogue defaults for servers bought about 2025. Replace with your own figures.',
    '    cost: {hostGeneration: gen-2025, windowsServer: datacenter}',
  ];
}

/** Two regions of the catalogue, unless the estate is there already. */
export function exampleRegions(
  catalog: Catalog,
  networks: readonly string[],
  stores: readonly string[],
  ids: Set<string>,
  taken: ReadonlySet<string>,
): string[] {
  return ['germanywestcentral', 'swedencentral'].flatMap((name) => {
    const found = taken.has(name) ? undefined : findRegion(name, catalog);
    if (found === undefined) return [];
    return [
      '',
      `  - id: ${uniqueId(`example azure ${name}`, ids)}`,
      `    name: ${scalar(`Azure ${found.region.displayName} (example)`)}`,
      '    platform: azure',
      '    target: azure-vm',
      `    region: ${name} # country, operator and more come from the catalogue`,
      ...questions('region'),
      '    capacity: {elastic: true}',
      `    cost: {priceRegion: ${name}, windowsServer: pay-as-you-go} # hybrid-benefit when you own licences`,
      ...mapLines('networks', 'snet-migrated', networks, 'name of a subnet'),
      ...mapLines('storage', 'StandardSSD_LRS', stores, 'disk type'),
      '    settings: {resourceGroup: rg-migrated, vnet: vnet-migrated, subnet: snet-migrated}',
    ];
  });
}

/** The fallback, and the names found as lines to uncomment. */
function mapLines(key: string, fallback: string, found: readonly string[], meaning: string): string[] {
  const shown = found.slice(0, MOST_NAMES).map((name) => `      # ${JSON.stringify(name)}: ${fallback}`);
  const rest = found.length > MOST_NAMES ? [`      # … and ${found.length - MOST_NAMES} more`] : [];
  return [`    ${key}: # ${meaning}; "*" is for every other`, `      "*": ${fallback}`, ...shown, ...rest];
}
