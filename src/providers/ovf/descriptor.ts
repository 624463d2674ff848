/** A descriptor as data: its files, disks and virtual systems, before anything is concluded from them. */

import { failure } from '../../core/errors/registry.ts';
import type { XmlNode } from '../../formats/xml/trees.ts';
import { attribute, childOf, childText, childrenOf, kindOf } from './nodes.ts';

export interface DiskEntry {
  readonly id: string;
  readonly capacity: string | undefined;
  readonly units: string | undefined;
  readonly populatedBytes: string | undefined;
  readonly fileRef: string | undefined;
  readonly parentRef: string | undefined;
  /** oVirt: "Sparse" or "Preallocated". */
  readonly volumeType: string | undefined;
  /** oVirt names the bus on the disk: "VirtIO", "VirtIO_SCSI", "IDE", "SATA". */
  readonly busWord: string | undefined;
  readonly shareable: boolean;
}

export interface SystemEntry {
  readonly node: XmlNode;
  readonly id: string | undefined;
  readonly name: string | undefined;
  /** Name of the outermost collection around it. */
  readonly collection: string | undefined;
}

export interface Descriptor {
  readonly name: string;
  readonly files: ReadonlyMap<string, { readonly href: string | undefined; readonly sizeBytes: string | undefined }>;
  readonly disks: readonly DiskEntry[];
  readonly systems: readonly SystemEntry[];
  readonly configurations: readonly string[];
  /** The deployment option that counts: the one marked as default, else the first. */
  readonly configuration: string | undefined;
  readonly writtenBy: 'ovirt' | 'vmware' | 'virtualbox' | undefined;
}

/** Throws IST-1017 for XML that is no OVF envelope. */
export function describeEnvelope(root: XmlNode, name: string): Descriptor {
  if (root.name !== 'Envelope') {
    throw failure('IST-1017', `${name} is XML, but no OVF descriptor: its root is <${root.name.slice(0, 40)}>`);
  }
  const files = new Map<string, { href: string | undefined; sizeBytes: string | undefined }>();
  for (const file of childrenOf(childOf(root, 'References'), 'File')) {
    const id = attribute(file, 'id');
    if (id !== undefined) files.set(id, { href: attribute(file, 'href'), sizeBytes: attribute(file, 'size') });
  }
  const options = childrenOf(childOf(root, 'DeploymentOptionSection'), 'Configuration');
  const configurations = options.flatMap((option) => attribute(option, 'id') ?? []);
  const chosen = options.find((option) => attribute(option, 'default') === 'true') ?? options[0];
  const systems = systemsIn(root, undefined);
  return {
    name,
    files,
    disks: childrenOf(root, 'DiskSection').flatMap((section) => childrenOf(section, 'Disk').flatMap(diskEntry)),
    systems,
    configurations,
    configuration: attribute(chosen, 'id'),
    writtenBy: writerOf(root, systems),
  };
}

function diskEntry(disk: XmlNode): DiskEntry[] {
  const id = attribute(disk, 'diskId');
  if (id === undefined) return [];
  return [
    {
      id,
      capacity: attribute(disk, 'capacity'),
      units: attribute(disk, 'capacityAllocationUnits'),
      populatedBytes: attribute(disk, 'populatedSize'),
      fileRef: attribute(disk, 'fileRef'),
      parentRef: attribute(disk, 'parentRef'),
      volumeType: attribute(disk, 'volume-type'),
      busWord: attribute(disk, 'disk-interface'),
      shareable: attribute(disk, 'shareable')?.toLowerCase() === 'true',
    },
  ];
}

function systemsIn(node: XmlNode, collection: string | undefined): SystemEntry[] {
  return node.children.flatMap((child) => {
    const kind = kindOf(child);
    const id = attribute(child, 'id');
    if (kind === 'VirtualSystem') return [{ node: child, id, name: childText(child, 'Name'), collection }];
    if (kind !== 'VirtualSystemCollection') return [];
    return systemsIn(child, collection ?? childText(child, 'Name') ?? id);
  });
}

function writerOf(root: XmlNode, systems: readonly SystemEntry[]): Descriptor['writtenBy'] {
  const spaces = Object.values(root.attributes);
  if (spaces.some((space) => /ovirt\.org/.test(space))) return 'ovirt';
  const types = systems.map(({ node }) => systemTypes(node)).join(' ');
  if (/\bvmx-\d/.test(types)) return 'vmware';
  return /virtualbox/.test(types) ? 'virtualbox' : undefined;
}

/** Families of virtual hardware, such as "vmx-13 vmx-15" or "virtualbox-2.2". */
export function systemTypes(system: XmlNode): string {
  const hardware = childOf(system, 'VirtualHardwareSection');
  return childText(childOf(hardware, 'System'), 'VirtualSystemType') ?? '';
}
