/** vNetwork, vCD and vUSB. */

import type { Device, Nic } from '../../../../core/model/workload.ts';
import { always, blank, flag, sheet, text, unique } from '../column.ts';
import type { Machine } from '../column.ts';
import { headOf, partsOf, tailOf } from './common.ts';
import type { Part } from './common.ts';

const machineOf = <Item>(part: Part<Item>): Machine => part.machine;
const versionFour = (addresses: readonly string[] | undefined): string | undefined =>
  addresses?.filter((address) => !address.includes(':')).join(', ') || undefined;
const versionSix = (addresses: readonly string[] | undefined): string | undefined =>
  addresses?.filter((address) => address.includes(':')).join(', ') || undefined;

export const vNetwork = sheet<Part<Nic>>(
  'vNetwork',
  [
    ...headOf<Part<Nic>>(machineOf),
    text('NIC label', ({ item }) => item.label, null),
    text('Adapter', ({ item }) => item.adapter),
    text('Network', ({ item }) => item.network),
    text('Switch', ({ item }) => item.switchName),
    flag('Connected', ({ item }) => item.connected),
    flag('Starts Connected', ({ item }) => item.startConnected),
    unique('Mac Address', ({ item }) => item.macAddress),
    always('Type', 'assigned'),
    unique('IPv4 Address', ({ item }) => versionFour(item.ipAddresses), 'IP Address'),
    unique('IPv6 Address', ({ item }) => versionSix(item.ipAddresses), null),
    flag('Direct Path IO', ({ item }) => item.passthrough === 'direct-path', null),
    blank('Internal Sort Column', null),
    ...tailOf<Part<Nic>>(machineOf),
  ],
  { ofMachine: partsOf((machine) => machine.facts.nics) },
);

const ofType = (...types: readonly Device['type'][]) =>
  partsOf((machine: Machine) => machine.facts.devices?.filter((device) => types.includes(device.type)));

/** The older device sheets put the reference to the machine before its ids. */
const tailWithRef = <Item>() => {
  const tail = tailOf<Part<Item>>(machineOf);
  return [
    ...tail.slice(0, -4),
    text<Part<Item>>('VMRef', ({ machine }) => machine.observation.nativeId, null),
    ...tail.slice(-4),
  ];
};

export const vCD = sheet<Part<Device>>(
  'vCD',
  [
    blank('Select', null),
    ...headOf<Part<Device>>(machineOf),
    text('Device Node', ({ item }) => item.label),
    flag('Connected', ({ item }) => item.connected),
    flag('Starts Connected', ({ item }) => item.connected),
    text('Device Type', ({ item }) =>
      item.connected === true ? 'ISO [ISO_STORE] images/install.iso' : 'Client device',
    ),
    ...tailWithRef<Device>(),
  ],
  { ofMachine: ofType('cdrom') },
);

export const vUSB = sheet<Part<Device>>(
  'vUSB',
  [
    blank('Select', null),
    ...headOf<Part<Device>>(machineOf),
    text('Device Node', ({ item }) => item.label),
    text('Device Type', ({ item }) => (item.type === 'usb' ? 'usb device' : 'usb controller')),
    flag('Connected', ({ item }) => item.connected),
    text('Family', ({ item }) => (item.type === 'usb' ? 'vendorSpecific' : undefined)),
    text('Speed', ({ item }) => (item.type === 'usb' ? 'full' : undefined)),
    flag('EHCI enabled', () => false),
    flag('Auto connect', () => true),
    always('Bus number', 0),
    always('Unit number', 0),
    ...tailWithRef<Device>(),
  ],
  { ofMachine: ofType('usb', 'usb-controller') },
);
