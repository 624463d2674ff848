/** Network cards and the networks they are plugged into. */

import type { Nic } from '../../../core/model/workload.ts';
import type { NetworkPlace, SourcePlace } from '../places/place.ts';
import type { Slot } from '../plan.ts';
import { hashOf, randomFor } from '../random.ts';
import { RATES } from '../tables/rates.ts';
import type { SourceKind } from '../tables/sources.ts';
import { addressesOf } from './guest.ts';
import { macAddressOf, platformOf } from './identity.ts';

export function nicsOf(seed: number, slot: Slot, place: SourcePlace): Nic[] {
  if (place.networks.length === 0 || slot.workloadKind !== 'vm') return [];
  const random = randomFor(seed, 'nics', slot.index);
  const count = slot.diskLeader !== undefined || random.chance(RATES.secondNic) ? 2 : 1;
  const addresses = addressesOf(seed, slot, count);
  const sriov = platformOf(slot) === 'vsphere' && random.chance(RATES.sriov);
  return Array.from({ length: count }, (_, i): Nic => {
    const network = networkFor(seed, slot, place, i);
    const connected = slot.power === 'on' && !random.chance(RATES.nicDisconnected);
    return {
      label: `Network adapter ${i + 1}`,
      ...(network === undefined
        ? {}
        : { network: network.name, ...(network.switchName === undefined ? {} : { switchName: network.switchName }) }),
      macAddress: macAddressOf(slot, i),
      adapter: sriov && i === count - 1 ? 'SriovEthernetCard' : ADAPTERS[platformOf(slot)](slot.year, random.next()),
      connected,
      startConnected: connected || random.chance(0.8),
      ...(addresses === undefined ? {} : { ipAddresses: addresses[i] ?? [] }),
      passthrough: sriov && i === count - 1 ? 'sriov' : 'none',
    };
  });
}

/** Machines of one tier sit in one network; a second card goes to another of the same zone. */
function networkFor(seed: number, slot: Slot, place: SourcePlace, nic: number): NetworkPlace | undefined {
  const zone = place.networks.filter((network) => network.purpose === slot.purpose);
  const choices = zone.length > 0 ? zone : place.networks;
  return choices[(hashOf(seed, `network of ${slot.tier.key}`, slot.application.index) + nic) % choices.length];
}

const ADAPTERS: Readonly<Record<SourceKind, (year: number, roll: number) => string>> = {
  vsphere: (year, roll) => (year < 2013 && roll < 0.6 ? 'E1000' : roll < 0.08 ? 'E1000e' : 'Vmxnet3'),
  hyperv: (year, roll) => (year < 2013 && roll < 0.5 ? 'Legacy Network Adapter' : 'Network Adapter'),
  kvm: (_, roll) => (roll < 0.1 ? 'e1000' : 'virtio'),
  openshift: () => 'virtio',
  azure: (_, roll) => (roll < 0.7 ? 'Accelerated networking' : 'Synthetic'),
};
