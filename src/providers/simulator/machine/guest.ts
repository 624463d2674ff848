/** What is known of the guest: its system by configuration and by agent, its name, addresses and file systems. */

import type { Disk, Firmware, GuestFilesystem, GuestOs } from '../../../core/model/workload.ts';
import type { Slot } from '../plan.ts';
import { randomFor } from '../random.ts';
import type { Guest } from '../tables/guest-table.ts';
import { LINUX_SERVERS } from '../tables/linux-guests.ts';
import { WINDOWS_SERVERS } from '../tables/windows-guests.ts';
import { RATES } from '../tables/rates.ts';
import { ipAddressOf } from './identity.ts';
import type { MachineNames } from './name.ts';

/** The agent answers only in a running machine that has one. What it said last stays for half of those switched off. */
export function agentAnswers(seed: number, slot: Slot): boolean {
  if (slot.tools === 'missing' || slot.tools === 'stopped' || slot.template || slot.placeholderFor !== undefined)
    return false;
  return slot.power === 'on' || randomFor(seed, 'agent', slot.index).chance(0.5);
}

/** In-place upgrades leave the old guest id behind: the configuration then names an older release. */
function configuredGuest(seed: number, slot: Slot): Guest {
  const random = randomFor(seed, 'guest id', slot.index);
  if (!random.chance(RATES.wrongGuestId)) return slot.guest;
  const pool = slot.guest.id.startsWith('windows-server')
    ? WINDOWS_SERVERS
    : slot.guest.family === 'linux'
      ? LINUX_SERVERS
      : [];
  const older = pool.filter(
    (guest) => guest.years[1] < slot.guest.years[0] && guest.id.split('-')[0] === slot.guest.id.split('-')[0],
  );
  return older.length === 0 ? slot.guest : random.pick(older);
}

export function guestOsOf(seed: number, slot: Slot): GuestOs {
  const configured = configuredGuest(seed, slot);
  const { configuredAs, guestId: nativeId } = configured;
  if (!agentAnswers(seed, slot)) {
    const { family, architecture, candidates } = configured;
    const known = candidates === undefined ? knownAs(configured) : { candidates };
    return { configuredAs, nativeId, family, architecture, ...known };
  }
  const { family, architecture, candidates } = slot.guest;
  const reportedAs = reportedText(slot.guest);
  // "CentOS 8" is what CentOS Stream 8 says too. Texts without a release are settled by the agent's detailed data.
  const open =
    candidates !== undefined && reportedAs === slot.guest.configuredAs && reportedAs.includes(slot.guest.version);
  return { configuredAs, nativeId, family, architecture, reportedAs, ...(open ? { candidates } : knownAs(slot.guest)) };
}

/** Ids that say only "some Linux" are no answer to which system it is. */
function knownAs(guest: Pick<Guest, 'id' | 'name' | 'version'>): Pick<GuestOs, 'id' | 'name' | 'version'> {
  if (guest.id === 'linux-generic' || guest.id === 'other') return {};
  return { id: guest.id, name: guest.name, ...(guest.version === '' ? {} : { version: guest.version }) };
}

/** The agent's text is exact for Windows and for most Linux; Ubuntu is reported without its release. */
function reportedText(guest: Guest): string {
  if (guest.id.startsWith('windows-server'))
    return `Microsoft ${guest.name} (${guest.architecture === 'x86' ? '32' : '64'}-bit)`;
  return guest.configuredAs;
}

/** "Guest Detailed Data" as vSphere 7 and newer give it. */
export function detailedData(guest: Guest): string {
  const windows = guest.family === 'windows';
  const distro = windows ? guest.name : guest.name.replace(/ [\d.]+$/, '');
  const pretty = windows ? `${guest.name}, 64-bit (Build ${guest.build})` : guest.name;
  return [
    `architecture='X86'`,
    `bitness='${guest.architecture === 'x86' ? 32 : 64}'`,
    ...(windows ? [`buildNumber='${guest.build}'`] : []),
    `distroName='${distro}'`,
    `distroVersion='${windows ? '10.0' : guest.version}'`,
    `familyName='${windows ? 'Windows' : 'Linux'}'`,
    `kernelVersion='${guest.build}'`,
    `prettyName='${pretty}'`,
  ].join(' ');
}

export function hostNameOf(seed: number, slot: Slot, names: MachineNames): string | undefined {
  if (!agentAnswers(seed, slot)) return undefined;
  const random = randomFor(seed, 'host name', slot.index);
  // An agent that runs and reports no name is an answer.
  if (random.chance(RATES.hostNameEmpty)) return slot.power === 'on' ? '' : undefined;
  if (slot.guest.family === 'linux' && random.chance(RATES.hostNameDefault)) return 'localhost.localdomain';
  // Windows outside a domain, and many a Linux, gives a short name.
  return random.chance(0.14) ? names.guest : `${names.guest}.${names.domain}`;
}

/** Addresses per network card; empty when the guest has none, absent when nobody could ask. */
export function addressesOf(seed: number, slot: Slot, nics: number): (readonly string[])[] | undefined {
  if (!agentAnswers(seed, slot) || slot.power !== 'on') return undefined;
  const random = randomFor(seed, 'addresses', slot.index);
  const silent = random.chance(RATES.noAddress);
  return Array.from({ length: nics }, (_, nic) => {
    if (silent) return [];
    const v4 = ipAddressOf(slot, nic);
    return random.chance(RATES.dualStack) ? [v4, `fd00:10::${slot.index.toString(16)}:${nic}`] : [v4];
  });
}

export function filesystemsOf(
  seed: number,
  slot: Slot,
  disks: readonly Disk[],
): readonly GuestFilesystem[] | undefined {
  if (!agentAnswers(seed, slot)) return undefined;
  const random = randomFor(seed, 'filesystems', slot.index);
  const windows = slot.guest.family === 'windows';
  const own = disks.filter((disk) => disk.shared !== true && (disk.capacityMiB ?? 0) > 0);
  const list = own.flatMap((disk, i): GuestFilesystem[] => {
    const capacity = Math.floor((disk.capacityMiB ?? 0) * 0.98);
    const usedShare = Math.min(0.99, (disk.usedMiB ?? 0) / Math.max(1, disk.capacityMiB ?? 1));
    const free = random.chance(RATES.fullDisk)
      ? random.between(2, 90)
      : Math.max(1, Math.floor(capacity * (1 - usedShare)));
    const key = { diskKey: disk.key === undefined ? 0 : Number(disk.key) };
    if (windows)
      return [{ path: `${String.fromCharCode(67 + (i % 20))}:\\`, capacityMiB: capacity, freeMiB: free, ...key }];
    if (i === 0)
      return [
        { path: '/', capacityMiB: capacity - 1014, freeMiB: Math.min(free, capacity - 1014), ...key },
        { path: '/boot', capacityMiB: 1014, freeMiB: random.chance(RATES.fullDisk) ? 31 : 612, ...key },
      ];
    return [{ path: i === 1 ? '/var' : `/data${i}`, capacityMiB: capacity, freeMiB: free, ...key }];
  });
  return list;
}

export function firmwareOf(seed: number, slot: Slot): Firmware {
  if (slot.guest.id === 'windows-11') return 'efi';
  const share = slot.year < 2017 ? 0 : slot.year < 2021 ? 0.2 : 0.65;
  return randomFor(seed, 'firmware', slot.index).chance(share) ? 'efi' : 'bios';
}
