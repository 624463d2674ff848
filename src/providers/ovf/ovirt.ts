/** What oVirt adds to a package beside the standard, by the names its engine writes. */

import type { Nic, WorkloadFacts } from '../../core/model/workload.ts';
import type { XmlNode } from '../../formats/xml/trees.ts';
import { stated } from '../import-values.ts';
import type { Hardware } from './hardware.ts';
import { childText } from './nodes.ts';

const flagOf = (text: string | undefined): boolean | undefined =>
  text === undefined ? undefined : /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined;

/** rasd:ResourceSubType of an adapter, by number; 5 is a card of the host. */
const ADAPTERS: Readonly<Record<string, string>> = {
  '0': 'rtl8139',
  '1': 'rtl8139',
  '2': 'e1000',
  '3': 'virtio',
  '4': 'spapr-vlan',
  '5': 'pci-passthrough',
};

/** Settings of the machine. One that is not written is not known, save those that oVirt writes only when they are set. */
export function ovirtFacts(system: XmlNode, hardware: Hardware | undefined): Partial<WorkloadFacts> {
  const migration = childText(system, 'MigrationSupport');
  const dedicated = childText(system, 'DedicatedVmForVds');
  const byEngine = childText(system, 'AutoStartup') !== undefined;
  return stated<Partial<WorkloadFacts>>({
    highAvailability: flagOf(childText(system, 'AutoStartup')),
    bootMenu: flagOf(childText(system, 'IsBootMenuEnabled')),
    ioThreads: numberOf(childText(system, 'NumOfIoThreads')) ?? (byEngine ? 0 : undefined),
    resumeBehavior: childText(system, 'ResumeBehavior')?.toLowerCase().replaceAll('_', '-'),
    cpuModel: modelOf(system, byEngine),
    // 0: may move; 1: only when somebody moves it; 2: stays on its host.
    hostAffinity: dedicated !== undefined ? true : migration === undefined ? undefined : migration !== '0',
    cpuPinningPolicy: childText(system, 'CpuPinning') === undefined ? undefined : 'manual',
    customSettings: byEngine ? propertiesOf(system) : undefined,
    ...(hardware !== undefined && {
      ballooning: hardware.items.some(({ node }) => childText(node, 'Type') === 'balloon'),
      displays: displaysOf(hardware),
    }),
  });
}

function modelOf(system: XmlNode, byEngine: boolean): string | undefined {
  if (flagOf(childText(system, 'UseHostCpu')) === true) return 'host-passthrough';
  return childText(system, 'CustomCpuName') ?? (byEngine ? 'platform-default' : undefined);
}

/** "name=value;name=value": the names alone, as values may hold anything. */
function propertiesOf(system: XmlNode): string[] {
  const texts = [childText(system, 'PredefinedProperties'), childText(system, 'UserDefinedProperties')];
  const names = texts.flatMap((text) => text?.split(';') ?? []).map((pair) => pair.split('=')[0]?.trim() ?? '');
  return [...new Set(names.filter((name) => name !== ''))].sort();
}

/** The console's own items name its protocol; older packages only have a number for the kind of screen. */
function displaysOf(hardware: Hardware): string[] | undefined {
  const consoles = hardware.items.filter(({ node }) => childText(node, 'Type') === 'graphics');
  const words = consoles.flatMap(({ node }) => childText(node, 'Device')?.toLowerCase() ?? []);
  return words.length === 0 ? undefined : [...new Set(words)].sort();
}

const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : undefined;

export function ovirtNic(node: XmlNode): Partial<Nic> {
  const written = childText(node, 'ResourceSubType') ?? '';
  const adapter = ADAPTERS[written];
  const plugged = flagOf(childText(node, 'IsPlugged'));
  const linked = flagOf(childText(node, 'Linked'));
  return stated<Partial<Nic>>({
    adapter: adapter ?? (written === '' ? undefined : written),
    connected: plugged === false || linked === false ? false : (plugged ?? linked),
    passthrough: adapter === undefined ? undefined : adapter === 'pci-passthrough' ? 'sriov' : 'none',
    tuned: plugged === undefined ? undefined : childText(node, 'CustomProperties') !== undefined,
  });
}
