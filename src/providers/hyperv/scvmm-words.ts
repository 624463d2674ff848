/** Machines as System Center Virtual Machine Manager writes them: Get-SCVirtualMachine as JSON, or a row of its CSV. */

import { BYTES_PER_MIB } from '../../core/model/units.ts';
import { entryOf, stated } from '../import-values.ts';
import { amountOf, fieldsOf, flagOf, listOf, textOf, textsOf } from '../json-fields.ts';
import type { Fields } from '../json-fields.ts';
import { powerStateOf, timeOf } from './states.ts';
import type { DiskWord, MachineWord, NicWord } from './words.ts';

export const isScvmm = (fields: Fields): boolean =>
  'CPUCount' in fields && 'Name' in fields && ('Memory' in fields || 'BiosGuid' in fields);

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
/** Microsoft.VirtualManager.Utils.VHDType. */
const KINDS: Readonly<Record<string, NonNullable<DiskWord['kind']>>> = {
  '1': 'dynamic',
  dynamicallyexpanding: 'dynamic',
  '2': 'fixed',
  fixedsize: 'fixed',
  '3': 'differencing',
  differencing: 'differencing',
};

export function scvmmWord(fields: Fields): MachineWord {
  const adapters = objects(fields['VirtualNetworkAdapters']);
  const system = fieldsOf(fields['OperatingSystem']);
  const os = textOf(system?.['Name']) ?? typeless(fields['OperatingSystem']);
  const computer = textOf(fields['ComputerName']);
  const guest = new Map<string, string>();
  if (os !== undefined && !/^unknown$/i.test(os)) guest.set('OSName', os);
  if (computer?.includes('.') === true) guest.set('FullyQualifiedDomainName', computer);
  const memoryMiB = amountOf(fields['Memory']);
  return stated<MachineWord>({
    id: hypervId(fields, adapters) ?? textOf(fields['ID']),
    name: textOf(fields['Name']),
    host: textOf(fields['HostName']) ?? typeless(fields['VMHost']),
    powerState: powerStateOf(fields['VirtualMachineStateString'] ?? fields['VirtualMachineState'] ?? fields['Status']),
    status: textOf(fields['StatusString']),
    generation: amountOf(fields['Generation']),
    cpuCount: amountOf(fields['CPUCount']),
    memoryBytes: memoryMiB === undefined ? undefined : memoryMiB * BYTES_PER_MIB,
    dynamicMemory: flagOf(fields['DynamicMemoryEnabled']),
    createdAt: timeOf(fields['CreationTime']),
    notes: textOf(fields['Description']),
    clustered: flagOf(fields['IsHighlyAvailable']),
    biosGuid: textOf(fields['BiosGuid']),
    secureBoot: flagOf(fields['SecureBootEnabled']),
    guest: guest.size === 0 ? undefined : guest,
    disks: objects(fields['VirtualHardDisks'])?.map(diskWord),
    nics: adapters?.map(nicWord),
    dvdDrives: objects(fields['VirtualDVDDrives'])?.map((drive) => ({
      loaded: (drive['ISO'] ?? undefined) !== undefined || textOf(drive['HostDrive']) !== undefined,
    })),
    checkpoints: objects(fields['VMCheckpoints'])?.map((checkpoint, index) =>
      stated({
        name: textOf(checkpoint['Name']) ?? `Checkpoint ${index + 1}`,
        createdAt: timeOf(checkpoint['AddedTime']),
      }),
    ),
  });
}

/** A list of objects; a CSV or a shallow conversion has type names in its place, which say nothing. */
function objects(value: unknown): readonly Fields[] | undefined {
  if (typeof value === 'string') return undefined;
  return listOf(value);
}

function typeless(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined || /^(Microsoft|System)\.[\w.]+(\[\])?$/.test(text) ? undefined : text;
}

/** The machine's id on its host: the manager's own id is another one. */
function hypervId(fields: Fields, adapters: readonly Fields[] | undefined): string | undefined {
  const own = textOf(fields['VMId']);
  if (own !== undefined) return own;
  const device = adapters?.map((adapter) => textOf(adapter['DeviceID'])).find((text) => text !== undefined);
  return GUID.exec(device?.split('\\')[0] ?? '')?.[0] ?? GUID.exec(textOf(fields['VMCPath']) ?? '')?.[0];
}

const diskWord = (disk: Fields): DiskWord =>
  stated<DiskWord>({
    path: textOf(disk['Location']) ?? textOf(disk['SharePath']),
    sizeBytes: amountOf(disk['MaximumSize']),
    fileBytes: amountOf(disk['Size']),
    kind: entryOf(KINDS, textOf(disk['VHDType'])?.toLowerCase()),
    identifier: undefined,
  });

function nicWord(nic: Fields): NicWord {
  const tagged = flagOf(nic['VLanEnabled']) === true;
  const addresses = [...(textsOf(nic['IPv4Addresses']) ?? []), ...(textsOf(nic['IPv6Addresses']) ?? [])];
  return stated<NicWord>({
    name: textOf(nic['Name']),
    macAddress: textOf(nic['MACAddress']),
    switchName: textOf(nic['VirtualNetwork']),
    vlanId: tagged ? amountOf(nic['VLanID']) : undefined,
    sriov: flagOf(nic['UsesSriov']),
    ipAddresses: addresses.length === 0 ? undefined : addresses,
  });
}
