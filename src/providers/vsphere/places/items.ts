/** Hosts, clusters, networks and datastores as the estate's nouns. */

import type { Cluster, Datastore, Network, ObservedBy } from '../../../core/model/estate.ts';
import { entityId } from '../../../core/model/ids.ts';
import type { EntityPrefix } from '../../../core/model/ids.ts';
import { BYTES_PER_MIB } from '../../../core/model/units.ts';
import { stated } from '../../import-values.ts';
import type { InventoryItem } from '../../provider.ts';
import type { MoRef } from '../nodes.ts';
import { amountAt, child, flagAt, flagOf, refOf, textAt, typeOf } from '../nodes.ts';
import type { ObjectContent } from '../property-collector.ts';
import { hostFields } from './host.ts';
import { nameIn } from './places.ts';
import type { Places } from './places.ts';

export const PLATFORM = 'vsphere';

export interface PlaceOptions {
  readonly sourceId: string;
  /** Instance UUID of the vCenter. */
  readonly scope: string;
  readonly observedAt: string;
}

interface Base {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly datacenter?: string;
  readonly observedBy: ObservedBy;
}

/**
 * Ids are made of vCenter and name, as those of an RVTools export are, so that both mean the same host. Of several with
 * one name, such as the local datastores of two datacenters, the others' ids have their own reference in them too.
 */
export function placeItems(places: Places, options: PlaceOptions): InventoryItem[] {
  const taken = new Set<string>();
  const base = (prefix: EntityPrefix, { ref }: ObjectContent, name: string): Base => {
    const plain = entityId(prefix, options.scope, name);
    const id = taken.has(plain) ? entityId(prefix, options.scope, name, ref.value) : plain;
    taken.add(id);
    const { sourceId, observedAt } = options;
    const datacenter = places.datacenterOf(ref);
    return { id, name, platform: PLATFORM, datacenter, observedBy: { sourceId, nativeId: ref.value, observedAt } };
  };
  const made = (
    types: readonly string[],
    make: (content: ObjectContent, name: string) => InventoryItem | undefined,
  ): InventoryItem[] =>
    places
      .ofType(...types)
      .map((content) => make(content, nameIn(content) ?? content.ref.value))
      .filter((item) => item !== undefined);
  return [
    ...made(['HostSystem'], (content, name) => ({
      type: 'host',
      host: stated({ ...base('host', content, name), ...hostFields(content, places) }),
    })),
    ...made(['ClusterComputeResource'], (content, name) => ({
      type: 'cluster',
      cluster: stated({ ...base('cl', content, name), ...clusterFields(content, places) }),
    })),
    ...made(['Network', 'OpaqueNetwork', 'DistributedVirtualPortgroup'], (content, name) =>
      isUplink(content)
        ? undefined
        : {
            type: 'network',
            network: stated({ ...base('net', content, name), ...networkFields(content, name, places) }),
          },
    ),
    ...made(['Datastore'], (content, name) => {
      // The estate knows no datacenter of a datastore.
      const { datacenter: _datacenter, ...datastore } = base('ds', content, name);
      return { type: 'datastore', datastore: stated({ ...datastore, ...datastoreFields(content, places) }) };
    }),
  ];
}

function clusterFields({ ref, properties }: ObjectContent, places: Places): Partial<Cluster> {
  const summary = properties.get('summary');
  const settings = places.settings(ref);
  return {
    hostCount: amountAt(summary, 'numHosts'),
    cpuCores: amountAt(summary, 'numCpuCores'),
    memoryMiB: inMiB(amountAt(summary, 'totalMemory')),
    haEnabled: settings?.haEnabled,
    drsEnabled: settings?.drsEnabled,
    dpmEnabled: settings?.dpmEnabled,
    failoverLevel: settings?.failoverLevel,
    admissionControlEnabled: settings?.admissionControlEnabled,
    rules: settings?.rules,
  };
}

/** Port groups that only carry the physical adapters of a distributed switch. */
function isUplink({ properties }: ObjectContent): boolean {
  if (flagOf(properties.get('config.uplink')) === true) return true;
  return properties.get('tag')?.children.some((tag) => textAt(tag, 'key') === 'SYSTEM/DVS.UPLINKPG') === true;
}

function networkFields({ ref, properties }: ObjectContent, name: string, places: Places): Partial<Network> {
  if (ref.type === 'OpaqueNetwork') return { kind: 'opaque' };
  if (ref.type === 'Network') return { kind: 'standard', ...places.hostPortgroups.agreed(name) };
  const vlan = child(properties.get('config.defaultPortConfig'), 'vlan');
  // A trunk or a private VLAN has no single id.
  const single = typeOf(vlan)?.endsWith('VlanIdSpec') === true && typeOf(vlan)?.includes('Trunk') !== true;
  return {
    kind: 'distributed',
    vlanId: single ? amountAt(vlan, 'vlanId') : undefined,
    switchName: places.name(refOf(properties.get('config.distributedVirtualSwitch'))),
  };
}

function datastoreFields({ ref, properties }: ObjectContent, places: Places): Partial<Datastore> {
  const summary = properties.get('summary');
  const capacity = inMiB(amountAt(summary, 'capacity'));
  const free = inMiB(amountAt(summary, 'freeSpace'));
  const used = capacity === undefined || free === undefined ? undefined : Math.max(0, capacity - free);
  const uncommitted = inMiB(amountAt(summary, 'uncommitted'));
  const pod: MoRef | undefined = places.above(ref, 'StoragePod');
  return {
    type: textAt(summary, 'type'),
    capacityMiB: capacity,
    freeMiB: free,
    usedMiB: used,
    provisionedMiB: used === undefined || uncommitted === undefined ? undefined : used + uncommitted,
    accessible: flagAt(summary, 'accessible'),
    hostCount: properties.get('host')?.children.length,
    cluster: places.name(pod),
    sharedWrite: flagAt(summary, 'multipleHostAccess'),
  };
}

const inMiB = (bytes: number | undefined): number | undefined =>
  bytes === undefined ? undefined : Math.round(bytes / BYTES_PER_MIB);
