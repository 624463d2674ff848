/** The virtual hardware of one system: its items, by what they are. */

import type { XmlNode } from '../../formats/xml/trees.ts';
import { attribute, childText, childrenOf, childOf } from './nodes.ts';

/** CIM_ResourceAllocationSettingData.ResourceType. */
export const RESOURCE = {
  other: '1',
  processor: '3',
  memory: '4',
  ide: '5',
  scsi: '6',
  ethernet: '10',
  floppy: '14',
  cd: '15',
  dvd: '16',
  disk: '17',
  otherStorage: '20',
  serial: '21',
  parallel: '22',
  usb: '23',
} as const;

export interface HardwareItem {
  readonly node: XmlNode;
  readonly type: string | undefined;
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly subType: string | undefined;
  readonly parent: string | undefined;
  readonly config: ReadonlyMap<string, string>;
}

export interface Hardware {
  readonly items: readonly HardwareItem[];
  /** Settings of the machine as a whole, by VMware's keys. */
  readonly config: ReadonlyMap<string, string>;
}

/**
 * Items of the deployment option; those without one belong to all. Bounds ("at least 2 processors") are no values and
 * are left out. The first hardware section counts: others are alternatives to it. Undefined without any.
 */
export function hardwareOf(system: XmlNode, configuration: string | undefined): Hardware | undefined {
  const section = childOf(system, 'VirtualHardwareSection');
  if (section === undefined) return undefined;
  const nodes = ['Item', 'StorageItem', 'EthernetPortItem'].flatMap((kind) => childrenOf(section, kind));
  const items = nodes.filter((node) => {
    const options = attribute(node, 'configuration')?.split(/\s+/);
    if (attribute(node, 'bound') === 'min' || attribute(node, 'bound') === 'max') return false;
    return options === undefined || (configuration !== undefined && options.includes(configuration));
  });
  return { items: items.map(itemOf), config: configOf(section) };
}

function itemOf(node: XmlNode): HardwareItem {
  return {
    node,
    type: childText(node, 'ResourceType'),
    id: childText(node, 'InstanceID', 'InstanceId'),
    name: childText(node, 'ElementName', 'Caption'),
    subType: childText(node, 'ResourceSubType')?.toLowerCase(),
    parent: childText(node, 'Parent'),
    config: configOf(node),
  };
}

function configOf(node: XmlNode): ReadonlyMap<string, string> {
  const config = new Map<string, string>();
  for (const entry of childrenOf(node, 'Config')) {
    const key = attribute(entry, 'key');
    const value = attribute(entry, 'value');
    if (key !== undefined && value !== undefined) config.set(key, value);
  }
  return config;
}

export const itemsOf = (hardware: Hardware, ...types: readonly string[]): HardwareItem[] =>
  hardware.items.filter(({ type }) => type !== undefined && types.includes(type));
