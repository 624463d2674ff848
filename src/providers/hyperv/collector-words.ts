/** Machines as our collector writes them, and as the Hyper-V module's own objects do (Get-VM | ConvertTo-Json). */

import { stated } from '../import-values.ts';
import { amountOf, fieldsOf, flagOf, listOf, textOf, textsOf } from '../json-fields.ts';
import type { Fields } from '../json-fields.ts';
import { guestWordsOf } from './guest-words.ts';
import { controllerOf, isAccessVlan, isReplica, onOffOf, powerStateOf, timeOf, vhdKindOf } from './states.ts';
import type { DiskWord, MachineWord, NicWord } from './words.ts';

/** A property by our name ("memoryStartup") or by PowerShell's ("MemoryStartup"). */
function of(fields: Fields | undefined, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = fields?.[name] ?? fields?.[name.slice(0, 1).toUpperCase() + name.slice(1)];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

export function machineWord(fields: Fields): MachineWord {
  const disks = listOf(of(fields, 'disks', 'hardDrives'));
  const nics = listOf(of(fields, 'nics', 'networkAdapters'));
  const version = textOf(of(fields, 'version'));
  const partitions = listOf(of(fields, 'gpuPartitions'));
  const replication = of(fields, 'replicationMode');
  return stated<MachineWord>({
    id: textOf(of(fields, 'id', 'vMId')) ?? undefined,
    name: textOf(of(fields, 'name', 'vMName')),
    host: textOf(of(fields, 'host', 'computerName')),
    powerState: powerStateOf(of(fields, 'state')),
    status: textOf(of(fields, 'status')),
    generation: amountOf(of(fields, 'generation')),
    version,
    cpuCount: amountOf(of(fields, 'processorCount')),
    memoryBytes: amountOf(of(fields, 'memoryStartup')),
    dynamicMemory: flagOf(of(fields, 'dynamicMemoryEnabled')),
    heartbeat: textOf(of(fields, 'heartbeat')),
    toolsVersion: textOf(of(fields, 'integrationServicesVersion')),
    createdAt: timeOf(of(fields, 'createdAt', 'creationTime')),
    notes: textOf(of(fields, 'notes')),
    replica: replication === undefined ? undefined : isReplica(replication),
    biosGuid: textOf(of(fields, 'biosGuid')),
    clustered: flagOf(of(fields, 'isClustered')),
    secureBoot: onOffOf(of(fields, 'secureBoot')),
    tpm: flagOf(of(fields, 'tpmEnabled')),
    shielded: flagOf(of(fields, 'shielded')),
    guest: guestWordsOf(of(fields, 'guest')),
    disks: disks?.map(diskWord),
    nics: nics?.map(nicWord),
    dvdDrives: listOf(of(fields, 'dvdDrives', 'dVDDrives'))?.map(loaded),
    floppyDrives: listOf(of(fields, 'floppyDrives'))?.map(loaded),
    comPorts: listOf(of(fields, 'comPorts'))?.map((port, index) => ({
      name: textOf(of(port, 'name')) ?? `COM ${index + 1}`,
      used: textOf(of(port, 'path')) !== undefined,
    })),
    checkpoints: listOf(of(fields, 'checkpoints'))?.map((checkpoint, index) =>
      stated({
        name: textOf(of(checkpoint, 'name')) ?? `Checkpoint ${index + 1}`,
        createdAt: timeOf(of(checkpoint, 'createdAt', 'creationTime')),
      }),
    ),
    assignedDevices: listOf(of(fields, 'assignedDevices'))?.map(
      (device) => textOf(of(device, 'instanceId', 'instanceID')) ?? textOf(of(device, 'locationPath')) ?? 'PCI device',
    ),
    gpuPartitions: partitions?.map((partition) => textOf(of(partition, 'instancePath')) ?? 'GPU partition'),
    remoteFx: listOf(of(fields, 'remoteFxAdapters'))?.length,
    fibreChannel: listOf(of(fields, 'fibreChannelAdapters'))?.length,
    cpuUsagePct: amountOf(of(fields, 'cpuUsage')),
  });
}

const loaded = (drive: Fields): { readonly loaded: boolean } => ({ loaded: textOf(of(drive, 'path')) !== undefined });

function diskWord(disk: Fields): DiskWord {
  const path = textOf(of(disk, 'path'));
  const number = amountOf(of(disk, 'diskNumber'));
  const reservations = flagOf(of(disk, 'supportPersistentReservations'));
  const isSet = /\.vhds$/i.test(path ?? '');
  return stated<DiskWord>({
    path,
    controllerType: controllerOf(of(disk, 'controllerType')),
    controllerNumber: amountOf(of(disk, 'controllerNumber')),
    controllerLocation: amountOf(of(disk, 'controllerLocation')),
    sizeBytes: amountOf(of(disk, 'size', 'diskSize')),
    fileBytes: amountOf(of(disk, 'fileSize')),
    passThrough: number !== undefined ? true : path === undefined ? undefined : /^disk \d+/i.test(path),
    shared: isSet ? true : reservations,
    kind: vhdKindOf(of(disk, 'vhdType')),
    identifier: textOf(of(disk, 'diskIdentifier')),
  });
}

function nicWord(nic: Fields): NicWord {
  const setting = fieldsOf(of(nic, 'vlanSetting'));
  const access = isAccessVlan(of(nic, 'vlanMode') ?? of(setting, 'operationMode'));
  const weight = amountOf(of(nic, 'iovWeight'));
  return stated<NicWord>({
    name: textOf(of(nic, 'name')),
    macAddress: textOf(of(nic, 'macAddress')),
    switchName: textOf(of(nic, 'switchName')),
    vlanId: access ? amountOf(of(nic, 'accessVlanId') ?? of(setting, 'accessVlanId')) : undefined,
    connected: flagOf(of(nic, 'connected')),
    legacy: flagOf(of(nic, 'isLegacy')),
    sriov: weight === undefined ? undefined : weight > 0,
    ipAddresses: textsOf(of(nic, 'ipAddresses', 'iPAddresses')),
  });
}
