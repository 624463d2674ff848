/** Packages for tests: descriptors in the ways several products write them, and the archives around them. */

import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from 'tar-stream';
import type { WorkloadObservation } from '../../core/model/workload.ts';
import type { ImportIssue, Receipt } from '../provider.ts';
import { readOvf } from './read.ts';

const SPACES = [
  'xmlns="http://schemas.dmtf.org/ovf/envelope/1"',
  'xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"',
  'xmlns:vmw="http://www.vmware.com/schema/ovf"',
  'xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"',
  'xmlns:vssd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData"',
].join(' ');

export const item = (fields: Readonly<Record<string, string | number>>, rest = '', attributes = ''): string =>
  `<Item${attributes}>${Object.entries(fields)
    .map(([name, value]) => `<rasd:${name}>${value}</rasd:${name}>`)
    .join('')}${rest}</Item>`;
export const config = (key: string, value: string): string =>
  `<vmw:Config ovf:required="false" vmw:key="${key}" vmw:value="${value}"/>`;

export const HARDWARE = [
  item({ ResourceType: 3, VirtualQuantity: 4, AllocationUnits: 'hertz * 10^6', InstanceID: 1, Reservation: 500 }),
  item({ ResourceType: 4, VirtualQuantity: 8, AllocationUnits: 'byte * 2^30', InstanceID: 2 }),
  item({ ResourceType: 6, ResourceSubType: 'VirtualSCSI', InstanceID: 3, ElementName: 'SCSI 0' }),
  item(
    { ResourceType: 17, HostResource: 'ovf:/disk/d1', InstanceID: 4, Parent: 3, ElementName: 'Hard disk 1' },
    config('backing.diskMode', 'independent_persistent'),
  ),
  item({ ResourceType: 10, Connection: 'Prod', ResourceSubType: 'VmxNet3', InstanceID: 5, ElementName: 'Network 1' }),
  item({ ResourceType: 15, InstanceID: 6, ElementName: 'CD', AutomaticAllocation: 'false' }),
].join('');

export const system = (id: string, hardware = HARDWARE, more = ''): string =>
  `<VirtualSystem ovf:id="${id}"><Info>x</Info><Name>${id} name</Name>` +
  '<OperatingSystemSection ovf:id="94" vmw:osType="ubuntu64Guest"><Info>x</Info>' +
  `<Description>Ubuntu Linux (64-bit)</Description></OperatingSystemSection>${more}` +
  '<VirtualHardwareSection><Info>x</Info><System><vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType></System>' +
  `${hardware}${config('firmware', 'efi')}${config('bootOptions.efiSecureBootEnabled', 'true')}</VirtualHardwareSection></VirtualSystem>`;

export const DISK =
  '<Disk ovf:capacity="16" ovf:capacityAllocationUnits="byte * 2^30" ovf:diskId="d1" ovf:fileRef="f1" ovf:populatedSize="2147483648"/>';
export const envelope = (content: string, disks = DISK, more = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Envelope ${SPACES}>` +
  '<References><File ovf:href="disk1.vmdk" ovf:id="f1" ovf:size="7"/></References>' +
  `<DiskSection><Info>x</Info>${disks}</DiskSection>${more}${content}</Envelope>`;

export const DESCRIPTOR = envelope(system('app01'));

/** A tar of these files, in this order. */
export async function ova(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export const digestLine = (algorithm: 'sha1' | 'sha256' | 'sha512', name: string, content: string): string =>
  `${algorithm.toUpperCase()}(${name})= ${createHash(algorithm).update(content).digest('hex')}\n`;

export interface Imported {
  readonly machines: WorkloadObservation[];
  readonly issues: ImportIssue[];
  readonly receipt: Receipt;
}

export async function importedFrom(path: string, fileName: string): Promise<Imported> {
  const machines: WorkloadObservation[] = [];
  const issues: ImportIssue[] = [];
  const receipt = await readOvf({
    path,
    fileName,
    sourceId: 'source-1',
    observedAt: '2026-11-22T00:00:00Z',
    onItem: (items) => void machines.push(...items.flatMap((i) => (i.type === 'workload' ? i.observation : []))),
    onIssue: (issue) => void issues.push(issue),
  });
  return { machines, issues, receipt };
}

/** Imports a file of this name and content. */
export async function imported(content: string | Uint8Array, name = 'app.ovf'): Promise<Imported> {
  return importedFiles({ [name]: content }, name);
}

/** Imports one of these files, or the folder of all. */
export async function importedFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  name?: string,
): Promise<Imported> {
  const folder = await mkdtemp(join(tmpdir(), 'isthmus-ovf-'));
  try {
    for (const [file, content] of Object.entries(files)) await writeFile(join(folder, file), content);
    return await importedFrom(name === undefined ? folder : join(folder, name), name ?? 'folder');
  } finally {
    await rm(folder, { recursive: true });
  }
}
