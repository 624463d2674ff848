/** Hardware ids and addresses. Unique over the estate, except where life makes them equal. */

import type { Slot } from '../plan.ts';
import { randomFor } from '../random.ts';
import { SOURCES } from '../tables/sources.ts';

const UUID_PREFIX = { vsphere: '42', hyperv: '', kvm: '', openshift: '', azure: '' } as const;
const MAC_PREFIX = {
  vsphere: '00:50:56',
  hyperv: '00:15:5d',
  kvm: '52:54:00',
  openshift: '02:00:00',
  azure: '00:0d:3a',
} as const;

export const platformOf = (slot: Slot) => SOURCES[slot.source]?.kind ?? 'vsphere';

export function biosUuidOf(seed: number, slot: Slot): string {
  const owner = slot.cloneOf ?? slot;
  return uuid(seed, 'bios', owner.index, UUID_PREFIX[platformOf(owner)]);
}

export const instanceUuidOf = (seed: number, slot: Slot): string => uuid(seed, 'instance', slot.index, '50');

export function uuid(seed: number, purpose: string, index: number, prefix = ''): string {
  const hex = prefix + randomFor(seed, `uuid ${purpose}`, index).hex(32 - prefix.length);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** The same id as a tool prints it that reads the first three groups as little-endian numbers. */
export function byteSwapped(id: string): string {
  const [a = '', b = '', c = '', ...rest] = id.split('-');
  const swap = (group: string): string => (group.match(/../g) ?? []).reverse().join('');
  return [swap(a), swap(b), swap(c), ...rest].join('-');
}

export function macAddressOf(slot: Slot, nic: number): string {
  // The lower 24 bits hold slot and card; vCenter hands out 80 to bf in the fourth byte.
  const value = slot.index * 4 + nic + (platformOf(slot) === 'vsphere' ? 0x800000 : 0);
  const hex = (value & 0xffffff).toString(16).padStart(6, '0');
  return `${MAC_PREFIX[platformOf(slot)]}:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`;
}

export function ipAddressOf(slot: Slot, nic: number): string {
  const net = 10 + slot.source * 30 + nic * 10;
  const n = slot.ordinal;
  return `10.${net + Math.floor(n / 62_500)}.${Math.floor(n / 250) % 250}.${(n % 250) + 2}`;
}
