/** Networks of a libvirt host: those it defines, and the bridges and devices machines are connected to directly. */

import type { Network } from '../../../core/model/estate.ts';
import type { WorkloadObservation } from '../../../core/model/workload.ts';
import type { NetworkPassthrough } from '../domain/nics.ts';
import { entryOf, stated } from '../../import-values.ts';
import { all, at, attribute, textOf, wholeNumber } from '../xml.ts';
import type { Element } from '../xml.ts';
import { placeBase } from './place.ts';
import type { PlaceOptions } from './place.ts';

/** Of a <network>. Undefined for one without a name. */
export function networkOf(network: Element, options: PlaceOptions): Network | undefined {
  const name = textOf(at(network, 'name'));
  if (name === undefined) return undefined;
  const mode = attribute(at(network, 'forward'), 'mode');
  const tags = all(at(network, 'vlan'), 'tag').map((tag) => wholeNumber(attribute(tag, 'id')));
  return stated<Network>({
    ...placeBase('net', name, textOf(at(network, 'uuid')) ?? name, options),
    // One tag is the network's VLAN, several are a trunk.
    vlanId: tags.length === 1 ? tags[0] : undefined,
    switchName: attribute(at(network, 'bridge'), 'name') ?? attribute(at(network, 'forward', 'interface'), 'dev'),
    cidrs: cidrsOf(network),
    // Bridged ones are the host's own segments; the others live on the host alone.
    kind: mode === 'bridge' || mode === 'passthrough' || mode === 'vepa' || mode === 'private' ? 'standard' : 'other',
  });
}

/** How adapters on each of these networks reach the wire: a pool of virtual functions is told by the network alone. */
export function passthroughByNetwork(networks: readonly Element[]): NetworkPassthrough {
  const kinds = { hostdev: 'sriov', passthrough: 'direct-path' } as const;
  return new Map(
    networks.flatMap((network) => {
      const name = textOf(at(network, 'name'));
      const mode = attribute(at(network, 'forward'), 'mode');
      return name === undefined ? [] : [[name, entryOf(kinds, mode) ?? 'none'] as const];
    }),
  );
}

/** Undefined when the network gives no addresses itself: what is on its segment is not known. */
function cidrsOf(network: Element): readonly string[] | undefined {
  const cidrs = all(network, 'ip').flatMap((ip) => {
    const address = attribute(ip, 'address');
    const prefix = wholeNumber(attribute(ip, 'prefix')) ?? prefixOf(attribute(ip, 'netmask'));
    if (address === undefined || prefix === undefined || prefix > 128) return [];
    return [`${networkAddress(address, prefix)}/${prefix}`];
  });
  return cidrs.length === 0 ? undefined : cidrs;
}

function octetsOf(text: string): readonly number[] | undefined {
  const octets = text.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  return octets.length === 4 && octets.every((octet) => octet <= 255) ? octets : undefined;
}

function prefixOf(netmask: string | undefined): number | undefined {
  const octets = netmask === undefined ? undefined : octetsOf(netmask);
  const bits = octets?.map((octet) => octet.toString(2).padStart(8, '0')).join('');
  return bits !== undefined && /^1*0*$/.test(bits) ? bits.replaceAll('0', '').length : undefined;
}

/** The host's own address with its last bits cleared; one of IPv6 stays as it is written. */
function networkAddress(address: string, prefix: number): string {
  const octets = octetsOf(address);
  if (octets === undefined || prefix > 32) return address;
  return octets
    .map((octet, index) => octet & (0xff00 >> Math.min(8, Math.max(0, prefix - index * 8))) & 0xff)
    .join('.');
}

/**
 * Bridges of the host, and devices that machines name as their network, as far as libvirt does not define them. A bridge
 * behind a network of libvirt's is that network's switch and no second network.
 */
export function hostNetworks(
  observations: readonly WorkloadObservation[],
  bridges: readonly string[],
  defined: readonly Network[],
  options: PlaceOptions,
): Network[] {
  const switches = new Set(defined.map(({ switchName }) => switchName));
  const names = new Map(bridges.filter((bridge) => !switches.has(bridge)).map((bridge) => [bridge, bridge]));
  for (const { facts } of observations) {
    for (const { network, switchName } of facts.nics ?? []) {
      // User-mode networking and shared-memory ports have no switch: they are each machine's own.
      if (network !== undefined && switchName !== undefined) names.set(network, switchName);
    }
  }
  for (const { name } of defined) names.delete(name);
  return [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, switchName]) =>
      stated<Network>({ ...placeBase('net', name, name, options), switchName, kind: 'standard' }),
    );
}
