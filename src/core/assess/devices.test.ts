import { describe, expect, it } from 'vitest';
import { noDevice, runsWithoutPassthrough } from './devices.ts';

describe('devices', () => {
  it('names those found, by their label where they have one', () => {
    const devices = [{ type: 'usb' as const, label: 'USB 1' }, { type: 'cdrom' as const }, { type: 'usb' as const }];
    expect(noDevice(['usb'], { devices })).toEqual({ outcome: 'fail', evidence: 'Devices: USB 1, usb.' });
    expect(noDevice(['usb'], { devices }, true)).toMatchObject({ outcome: 'fail' });
  });

  it('takes a type as absent only where a source lists all of the types completely', () => {
    const devices = [{ type: 'cdrom' as const }];
    expect(noDevice(['usb', 'pci-passthrough'], { devices, deviceTypesSeen: ['usb', 'pci-passthrough'] })).toEqual({
      outcome: 'pass',
    });
    expect(noDevice(['usb', 'pci-passthrough'], { devices, deviceTypesSeen: ['usb'] })).toEqual({
      outcome: 'unknown',
      missing: ['devices[].type'],
      why: 'No source lists usb and pci-passthrough devices completely.',
    });
    expect(noDevice(['usb'], { devices })).toMatchObject({ outcome: 'unknown' });
    expect(noDevice(['usb'], { deviceTypesSeen: ['usb'] })).toMatchObject({ outcome: 'unknown' });
    expect(noDevice(['usb'], {})).toMatchObject({ outcome: 'unknown' });
  });

  it('lets other facts settle what is open', () => {
    expect(noDevice(['usb'], {}, true)).toEqual({ outcome: 'pass' });
  });

  const running = { platform: 'vsphere', powerState: 'on', memoryMiB: 4096, memoryReservationMiB: 2048 } as const;
  it.each([
    { reason: 'runs with less reserved than it has', facts: running, without: true },
    { reason: 'all is reserved', facts: { ...running, memoryReservationMiB: 4096 }, without: false },
    { reason: 'it does not run', facts: { ...running, powerState: 'off' as const }, without: false },
    { reason: 'another platform', facts: { ...running, platform: 'hyperv' }, without: false },
    {
      reason: 'nobody tells its memory',
      facts: { platform: 'vsphere', powerState: 'on' as const, memoryReservationMiB: 0 },
      without: false,
    },
    {
      reason: 'nobody tells what is reserved',
      facts: { platform: 'vsphere', powerState: 'on' as const, memoryMiB: 4096 },
      without: false,
    },
  ])('can have nothing passed through: $reason', ({ facts, without }) => {
    expect(runsWithoutPassthrough(facts)).toBe(without);
  });
});
