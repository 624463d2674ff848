/** Network adapters, with the networks they hang on by name. */

import type { Nic } from '../../../core/model/workload.ts';
import type { XmlNode } from '../../../formats/xml/trees.ts';
import { addressesOf, macOf, stated } from '../../import-values.ts';
import type { MoRef } from '../nodes.ts';
import { child, childrenOf, flagAt, refAt, textAt, textOf, typeOf } from '../nodes.ts';
import type { Places } from '../places/places.ts';

const ADAPTERS: ReadonlySet<string> = new Set([
  'VirtualE1000',
  'VirtualE1000e',
  'VirtualPCNet32',
  'VirtualSriovEthernetCard',
  'VirtualVmxnet',
  'VirtualVmxnet2',
  'VirtualVmxnet3',
  'VirtualVmxnet3Vrdma',
]);

export const isNic = (type: string): boolean => ADAPTERS.has(type) || type.endsWith('EthernetCard');

export interface NicContext {
  readonly places: Places;
  readonly host: MoRef | undefined;
  /** Property guest.net: what the tools report of each adapter. */
  readonly guestNics: XmlNode | undefined;
  /** Whether the tools run, so that an adapter without addresses has none. */
  readonly guestRuns: boolean;
}

export function nicOf(device: XmlNode, context: NicContext): Nic {
  const type = typeOf(device) ?? '';
  const macAddress = macOf(textAt(device, 'macAddress'));
  const seen = guestNicOf(context.guestNics, textAt(device, 'key'), macAddress);
  const addresses = seen === undefined ? undefined : addressesOf(guestAddresses(seen));
  return stated<Nic>({
    label: textAt(device, 'deviceInfo', 'label') ?? 'network adapter',
    ...networkOf(child(device, 'backing'), context),
    macAddress,
    adapter: type.replace(/^Virtual/, ''),
    connected: flagAt(device, 'connectable', 'connected'),
    startConnected: flagAt(device, 'connectable', 'startConnected'),
    ipAddresses: addresses?.length === 0 && !context.guestRuns ? undefined : addresses,
    // An adapter that may use DirectPath works on an ordinary switch too: only the type of the card binds it.
    passthrough: type === 'VirtualSriovEthernetCard' ? 'sriov' : 'none',
  });
}

function networkOf(backing: XmlNode | undefined, { places, host }: NicContext): Pick<Nic, 'network' | 'switchName'> {
  const port = child(backing, 'port');
  if (port !== undefined) {
    const portgroup = places.networkByPortgroup(textAt(port, 'portgroupKey'));
    return { network: places.name(portgroup), switchName: places.switchName(textAt(port, 'switchUuid')) };
  }
  const opaque = textAt(backing, 'opaqueNetworkId');
  if (opaque !== undefined) return { network: places.opaqueNetwork(opaque) };
  const network = places.name(refAt(backing, 'network')) ?? textAt(backing, 'deviceName');
  const own = network === undefined ? undefined : places.hostPortgroups.of(host?.value, network);
  return { network, switchName: own?.switchName };
}

function guestNicOf(
  guestNics: XmlNode | undefined,
  key: string | undefined,
  mac: string | undefined,
): XmlNode | undefined {
  return guestNics?.children.find((each) => {
    const own = macOf(textAt(each, 'macAddress'));
    return own === undefined ? textAt(each, 'deviceConfigId') === key : own === mac;
  });
}

/** Of one entry of guest.net. */
export function guestAddresses(nic: XmlNode): string[] {
  const listed = childrenOf(nic, 'ipAddress').map((address) => textOf(address));
  const configured = childrenOf(child(nic, 'ipConfig'), 'ipAddress').map((address) => textAt(address, 'ipAddress'));
  return [...listed, ...configured].filter((address) => address !== undefined);
}
