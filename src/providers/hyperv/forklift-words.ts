/** Machines as Forklift's batches of PowerShell write them: details by the name of the machine. */

import { stated } from '../import-values.ts';
import { amountOf, fieldsOf, flagOf, listOf, textOf, textsOf } from '../json-fields.ts';
import type { Fields } from '../json-fields.ts';
import { controllerOf } from './states.ts';
import type { DiskWord, MachineWord, NicWord } from './words.ts';

const SIGNS = ['Security', 'HasCheckpoint', 'Disks', 'NICs', 'GuestOS', 'GuestNetworks'];

/** Whether every member of the object is such a batch of one machine. */
export function isForklift(fields: Fields): boolean {
  const values = Object.values(fields);
  return values.length > 0 && values.every((value) => SIGNS.some((sign) => sign in (fieldsOf(value) ?? {})));
}

export function forkliftWord(name: string, fields: Fields): MachineWord {
  const security = fieldsOf(fields['Security']);
  const networks = listOf(fields['GuestNetworks']);
  const os = textOf(fields['GuestOS']);
  const nics = listOf(fields['NICs'])?.map(nicWord) ?? networks?.map(networkWord);
  return stated<MachineWord>({
    name,
    tpm: flagOf(security?.['TpmEnabled']),
    secureBoot: flagOf(security?.['SecureBoot']),
    checkpoints: flagOf(fields['HasCheckpoint']) === true ? [{ name: 'not named' }] : noneOf(fields['HasCheckpoint']),
    guest: os === undefined ? undefined : new Map([['OSName', os]]),
    disks: listOf(fields['Disks'])?.map(diskWord),
    nics: nics?.map((nic) => withAddresses(nic, networks ?? [])),
  });
}

const noneOf = (flag: unknown): [] | undefined => (flagOf(flag) === false ? [] : undefined);

const diskWord = (disk: Fields): DiskWord =>
  stated<DiskWord>({
    path: textOf(disk['Path']),
    sizeBytes: amountOf(disk['Capacity']),
    controllerType: controllerOf(disk['CT']),
    controllerNumber: amountOf(disk['CN']),
    controllerLocation: amountOf(disk['CL']),
    shared: /\.vhds$/i.test(textOf(disk['Path']) ?? '') ? true : undefined,
    changeTracking: flagOf(disk['RCTEnabled']),
  });

const nicWord = (nic: Fields): NicWord =>
  stated<NicWord>({
    name: textOf(nic['Name']),
    macAddress: textOf(nic['MAC']),
    switchName: textOf(nic['Switch']),
    vlanId: amountOf(nic['Vlan']) === 0 ? undefined : amountOf(nic['Vlan']),
  });

const networkWord = (network: Fields): NicWord =>
  stated<NicWord>({ macAddress: textOf(network['MAC']), ipAddresses: textsOf(network['IPs']) });

function withAddresses(nic: NicWord, networks: readonly Fields[]): NicWord {
  const own = networks.find((network) => textOf(network['MAC'])?.toUpperCase() === nic.macAddress?.toUpperCase());
  const ipAddresses = textsOf(own?.['IPs']);
  return own === undefined || ipAddresses === undefined ? nic : { ...nic, ipAddresses };
}
