/** Networks and storage: subnets of Azure, logical networks and storage containers of Azure Local. */

import type { Datastore, Network } from '../../core/model/estate.ts';
import { stated } from '../import-values.ts';
import type { InventoryItem } from '../provider.ts';
import { AZURE, AZURE_LOCAL, entity } from './ids.ts';
import type { Observing } from './ids.ts';
import { listAt, numberAt, propertiesOf, textAt } from './json.ts';
import type { Resource } from './resource.ts';

/** One network per subnet: that is what a machine's adapter is in, and what it is mapped by. */
export function subnetsOf(resource: Resource, observing: Observing): InventoryItem[] {
  return (listAt(resource.properties, 'subnets') ?? []).flatMap((subnet): InventoryItem[] => {
    const name = textAt(subnet, 'name');
    if (name === undefined) return [];
    const properties = propertiesOf(subnet);
    const prefixes = listAt(properties, 'addressPrefixes')?.filter((one) => typeof one === 'string') ?? [];
    const prefix = textAt(properties, 'addressPrefix');
    const cidrs = [...new Set([...(prefix === undefined ? [] : [prefix]), ...prefixes])];
    const key = `${resource.key}/subnets/${name.toLowerCase()}`;
    const network = stated<Network>({
      ...entity('net', key, `${resource.name}/${name}`.toLowerCase(), AZURE, observing),
      switchName: resource.name.toLowerCase(),
      kind: 'vnet',
      cidrs: cidrs.length === 0 ? undefined : cidrs,
    });
    return [{ type: 'network', network }];
  });
}

export function logicalNetwork(resource: Resource, observing: Observing): InventoryItem {
  const subnets = (listAt(resource.properties, 'subnets') ?? []).map((subnet) => propertiesOf(subnet));
  const cidrs = subnets.flatMap((subnet) => textAt(subnet, 'addressPrefix') ?? []);
  const network = stated<Network>({
    ...entity('net', resource.key, resource.name.toLowerCase(), AZURE_LOCAL, observing),
    vlanId: subnets.map((subnet) => numberAt(subnet, 'vlan')).find((vlan) => vlan !== undefined),
    switchName: textAt(resource.properties, 'vmSwitchName'),
    kind: 'other',
    cidrs: cidrs.length === 0 ? undefined : [...new Set(cidrs)],
  });
  return { type: 'network', network };
}

export function storageContainer(resource: Resource, observing: Observing): InventoryItem {
  const status = resource.properties['status'];
  const availableMiB = numberAt(status, 'availableSizeMB');
  const capacityMiB = numberAt(status, 'containerSizeMB');
  const datastore = stated<Datastore>({
    ...entity('ds', resource.key, resource.name.toLowerCase(), AZURE_LOCAL, observing),
    type: 'Azure Local storage path',
    capacityMiB,
    freeMiB: availableMiB,
    usedMiB:
      capacityMiB === undefined || availableMiB === undefined ? undefined : Math.max(0, capacityMiB - availableMiB),
  });
  return { type: 'datastore', datastore };
}
