/** The controllers of a machine, by key: what its disks hang on. */

import type { Disk } from '../../../core/model/workload.ts';
import type { XmlNode } from '../../../formats/xml/trees.ts';
import { amountAt, textAt, typeOf } from '../nodes.ts';

export interface Controller {
  /** As people know it: "VMware paravirtual SCSI". */
  readonly name: string;
  readonly bus: Disk['bus'];
  readonly sharedBus?: Disk['sharedBus'];
  /** "scsi0": how the configuration file writes it. */
  readonly configName: string;
}

const KINDS: Readonly<Record<string, { readonly name: string; readonly bus: Disk['bus'] }>> = {
  ParaVirtualSCSIController: { name: 'VMware paravirtual SCSI', bus: 'scsi' },
  VirtualLsiLogicController: { name: 'LSI Logic', bus: 'scsi' },
  VirtualLsiLogicSASController: { name: 'LSI Logic SAS', bus: 'scsi' },
  VirtualBusLogicController: { name: 'BusLogic', bus: 'scsi' },
  VirtualSCSIController: { name: 'SCSI', bus: 'scsi' },
  VirtualAHCIController: { name: 'AHCI SATA', bus: 'sata' },
  VirtualSATAController: { name: 'SATA', bus: 'sata' },
  VirtualIDEController: { name: 'IDE', bus: 'ide' },
  VirtualNVMEController: { name: 'NVMe', bus: 'nvme' },
};

const SHARING: Readonly<Record<string, Disk['sharedBus']>> = {
  noSharing: 'none',
  virtualSharing: 'virtual',
  physicalSharing: 'physical',
};

export function controllersOf(devices: readonly XmlNode[]): ReadonlyMap<string, Controller> {
  const controllers = new Map<string, Controller>();
  for (const device of devices) {
    const kind = KINDS[typeOf(device) ?? ''];
    const key = textAt(device, 'key');
    if (kind === undefined || key === undefined) continue;
    const sharing = textAt(device, 'sharedBus');
    controllers.set(key, {
      ...kind,
      configName: `${kind.bus ?? ''}${amountAt(device, 'busNumber') ?? 0}`,
      ...(sharing !== undefined && { sharedBus: SHARING[sharing] }),
      // Only SCSI buses can be shared between machines; the others say nothing and cannot. NVMe buses can since 8.0.2.
      ...(sharing === undefined && (kind.bus === 'ide' || kind.bus === 'sata') && { sharedBus: 'none' as const }),
    });
  }
  return controllers;
}
