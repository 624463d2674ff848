/** Drives, sticks, cards and chips a machine has beside disks and network cards. */

import type { Device, GpuNeed } from '../../../core/model/workload.ts';
import type { HostPlace } from '../places/place.ts';
import type { Slot } from '../plan.ts';
import { randomFor } from '../random.ts';
import { GPU_CARDS } from '../tables/hardware.ts';
import { RATES } from '../tables/rates.ts';
import { SOURCES } from '../tables/sources.ts';
import { firmwareOf } from './guest.ts';

export interface DeviceFacts {
  readonly devices: readonly Device[];
  readonly gpus: readonly GpuNeed[];
  readonly tpm: boolean;
}

export function devicesOf(seed: number, slot: Slot, host: HostPlace | undefined): DeviceFacts {
  if (slot.placeholderFor !== undefined) return { devices: [], gpus: [], tpm: false };
  const random = randomFor(seed, 'devices', slot.index);
  const vsphere = SOURCES[slot.source]?.kind === 'vsphere';
  const list: Device[] = [];
  const add = (type: Device['type'], label: string, connected: boolean): void => {
    list.push({ type, label, connected });
  };
  if (random.chance(0.92)) add('cdrom', 'CD/DVD drive 1', slot.power === 'on' && random.chance(RATES.cdConnected));
  if (slot.year < 2014 && random.chance(RATES.floppy * 6)) add('floppy', 'Floppy drive 1', false);
  if (random.chance(RATES.usbController)) add('usb-controller', 'USB xHCI controller', true);
  if (random.chance(RATES.usbDevice)) {
    if (!list.some((device) => device.type === 'usb-controller')) add('usb-controller', 'USB controller', true);
    add(
      'usb',
      random.pick(['USB 1: SafeNet Hardlock dongle', 'USB 1: Wibu CodeMeter stick', 'USB 1: Smart card reader']),
      slot.power === 'on',
    );
  }
  if (random.chance(RATES.serialPort)) add('serial', 'Serial port 1', slot.power === 'on');
  const tpm =
    slot.guest.id === 'windows-11' ||
    (firmwareOf(seed, slot) === 'efi' && slot.year >= 2021 && random.chance(RATES.tpm * 4));
  if (tpm) add('tpm', 'Virtual TPM', true);
  const gpus = gpusOf(seed, slot, host, add);
  if (vsphere && gpus.length === 0 && random.chance(RATES.passthrough))
    add(
      'pci-passthrough',
      random.pick(['PCI device 0: ISDN card', 'PCI device 0: HSM nShield', 'PCI device 0: FPGA accelerator']),
      true,
    );
  return { devices: list, gpus, tpm };
}

function gpusOf(
  seed: number,
  slot: Slot,
  host: HostPlace | undefined,
  add: (type: Device['type'], label: string, connected: boolean) => void,
): GpuNeed[] {
  if (slot.tier.special !== 'gpu' && slot.tier.special !== 'inference') return [];
  const random = randomFor(seed, 'gpu', slot.index);
  const fitted = host?.gpus?.[0]?.type;
  const card = GPU_CARDS.find((each) => each.type === fitted) ?? GPU_CARDS[2];
  const shared = slot.workloadKind === 'vm' && random.chance(0.45);
  const count = shared ? 1 : random.pick([1, 1, 2, 4]);
  if (slot.workloadKind === 'vm') {
    for (let i = 0; i < count; i++)
      add(
        shared ? 'vgpu' : 'pci-passthrough',
        shared ? `PCI device ${i}: NVIDIA GRID vGPU ${card.vgpu}` : `PCI device ${i}: ${card.type}`,
        true,
      );
  }
  return [{ type: card.type, count, memoryGiB: card.memoryGiB, shared }];
}
