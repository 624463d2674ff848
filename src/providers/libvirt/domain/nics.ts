/** Network adapters of a domain, and what each is connected to. */

import type { Nic } from '../../../core/model/workload.ts';
import { addressesOf, macOf, stated } from '../../import-values.ts';
import { all, at, attribute } from '../xml.ts';
import type { Element } from '../xml.ts';

/** By the name of a network that libvirt defines. One that is not there is not known. */
export type NetworkPassthrough = ReadonlyMap<string, NonNullable<Nic['passthrough']>>;

export interface NicsKnown {
  /** Of the guest, by MAC. */
  readonly addresses?: ReadonlyMap<string, readonly string[]>;
  readonly networks?: NetworkPassthrough;
}

/** In the order of the definition. */
export function nicsOf(domain: Element, known: NicsKnown): Nic[] {
  return all(at(domain, 'devices'), 'interface').map((nic, index) =>
    nicOf(nic, index, known, at(domain, 'metadata', 'vm')),
  );
}

function nicOf(nic: Element, index: number, { addresses, networks }: NicsKnown, ovirt: Element | undefined): Nic {
  const source = at(nic, 'source');
  const macAddress = macOf(attribute(at(nic, 'mac'), 'address'));
  const link = attribute(at(nic, 'link'), 'state');
  const own = macAddress === undefined ? undefined : addresses?.get(macAddress);
  return stated<Nic>({
    label: `interface ${index}`,
    ...placeOf(nic, source),
    macAddress,
    adapter: attribute(at(nic, 'model'), 'type'),
    // A link that is not said to be down is up: that is what its absence means to libvirt.
    connected: link !== 'down',
    startConnected: link !== 'down',
    ipAddresses: own === undefined ? undefined : addressesOf(own),
    passthrough: passthroughOf(nic, networks),
    filtered: at(nic, 'filterref') !== undefined,
    bandwidthLimited: at(nic, 'bandwidth') !== undefined,
    tuned: isTuned(nic) || at(noteOf(ovirt, macAddress), 'custom') !== undefined,
    mirrored: isMirrored(nic, ovirt, macAddress),
  });
}

/** What oVirt's agent notes of an adapter in the metadata of the domain. */
function noteOf(ovirt: Element | undefined, macAddress: string | undefined): Element | undefined {
  if (macAddress === undefined) return undefined;
  return all(ovirt, 'device').find((device) => macOf(attribute(device, 'mac_address')) === macAddress);
}

/** libvirt mirrors no ports; oVirt does and notes it, an Open vSwitch may and the definition does not say. */
function isMirrored(nic: Element, ovirt: Element | undefined, macAddress: string | undefined): boolean | undefined {
  if (ovirt !== undefined) return at(noteOf(ovirt, macAddress), 'portMirroring') !== undefined;
  return attribute(at(nic, 'virtualport'), 'type') === 'openvswitch' ? undefined : false;
}

/** Queues, buffers and offloads of its own; the name of the driver alone tunes nothing. */
function isTuned(nic: Element): boolean {
  const driver = at(nic, 'driver');
  const settings = Object.keys(driver?.attributes ?? {}).filter((name) => name !== 'name');
  return (
    settings.length > 0 ||
    (driver?.children.length ?? 0) > 0 ||
    at(nic, 'tune') !== undefined ||
    at(nic, 'coalesce') !== undefined
  );
}

/** The network as the host names it: a network of libvirt's, a bridge, a device of the host. */
function placeOf(nic: Element, source: Element | undefined): Pick<Nic, 'network' | 'switchName'> {
  const bridge = attribute(source, 'bridge');
  const device = attribute(source, 'dev');
  switch (attribute(nic, 'type')) {
    case 'network':
      return { network: attribute(source, 'network'), switchName: bridge };
    case 'bridge':
      return { network: bridge, switchName: bridge };
    case 'direct':
    case 'ethernet':
      return { network: device, switchName: device };
    case 'vdpa':
      return { network: device };
    case 'vhostuser':
      return { network: attribute(at(nic, 'target'), 'dev') ?? 'vhost-user' };
    case 'user':
      return { network: 'user' };
    default:
      return {};
  }
}

const ORDINARY = ['bridge', 'ethernet', 'vhostuser', 'user', 'internal', 'server', 'client', 'mcast', 'udp', 'null'];

/** Undefined for an adapter on a network that is not known, and for types that are not. */
export function passthroughOf(nic: Element, networks: NetworkPassthrough | undefined): Nic['passthrough'] {
  const type = attribute(nic, 'type') ?? '';
  const source = at(nic, 'source');
  if (type === 'hostdev') return 'sriov';
  if (type === 'vdpa') return 'direct-path';
  if (type === 'direct') return attribute(source, 'mode') === 'passthrough' ? 'direct-path' : 'none';
  if (type !== 'network') return ORDINARY.includes(type) ? 'none' : undefined;
  // The definition of a running machine names the bridge that it is plugged into.
  if (attribute(source, 'bridge') !== undefined) return 'none';
  return networks?.get(attribute(source, 'network') ?? '');
}
