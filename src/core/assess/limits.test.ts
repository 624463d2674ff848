import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import type { PlatformLimit } from '../catalog/guest-support.ts';
import { atMost, atMostByFirmware, disksAtMost, limitOf } from './limits.ts';

const limit = (value: number, rest: Partial<PlatformLimit> = {}): PlatformLimit => {
  const [any] = catalog['guest-support'].platformLimits;
  if (any === undefined) throw new Error('no limit');
  return { ...any, value, kind: 'maximum', source: 'test', asOf: '2026-11-22', conf: 'verified', ...rest };
};

describe('limits', () => {
  it('finds a limit by its id, and refuses one that is not there', () => {
    const all = catalog['guest-support'].platformLimits;
    const last = all.at(-1);
    expect(limitOf(catalog, last?.id ?? '')).toBe(last);
    expect(() => limitOf(catalog, 'no-such')).toThrow('catalog/guest-support.yaml has no limit "no-such"');
  });

  it('holds what is at the limit, and says what is above it', () => {
    expect(atMost(128, 'vCPU', limit(128))).toEqual({ outcome: 'pass' });
    expect(atMost(129, 'vCPU', limit(128))).toEqual({
      outcome: 'fail',
      evidence: '129 vCPU; at most 128 (test, 2026-11-22).',
    });
    expect(atMost(129, 'vCPU', limit(128, { kind: 'tested' }))).toMatchObject({
      evidence: '129 vCPU; tested up to 128 (test, 2026-11-22).',
    });
  });

  describe.each([
    { which: 'BIOS has the lower one', bios: limit(64), efi: limit(240) },
    { which: 'EFI has the lower one', bios: limit(240), efi: limit(64) },
  ])('by firmware, where $which', ({ bios, efi }) => {
    const ask = (value: number, firmware?: 'bios' | 'efi') => atMostByFirmware(value, 'vCPU', firmware, { bios, efi });

    it('takes that of a known firmware', () => {
      expect(ask(100, bios.value === 64 ? 'efi' : 'bios')).toEqual({ outcome: 'pass' });
      expect(ask(100, bios.value === 64 ? 'bios' : 'efi')).toMatchObject({
        evidence: expect.stringContaining('at most 64'),
      });
    });

    it('answers without one what holds for both, and asks between them', () => {
      expect(ask(64)).toEqual({ outcome: 'pass' });
      expect(ask(65)).toEqual({
        outcome: 'unknown',
        missing: ['firmware'],
        why: '65 vCPU are too many for one of BIOS and EFI machines.',
      });
      expect(ask(240)).toMatchObject({ outcome: 'unknown' });
      expect(ask(241)).toMatchObject({ outcome: 'fail', evidence: expect.stringContaining('at most 240') });
    });
  });

  it('asks no firmware where both limits are the same', () => {
    const same = { bios: limit(64), efi: limit(64) };
    expect(atMostByFirmware(64, 'vCPU', undefined, same)).toEqual({ outcome: 'pass' });
    expect(atMostByFirmware(65, 'vCPU', undefined, same)).toMatchObject({ outcome: 'fail' });
  });

  it('measures disks in GiB, and asks for a size nobody states', () => {
    const at = { label: 'a', capacityMiB: 2048 };
    const over = { label: 'b', capacityMiB: 2049 };
    expect(disksAtMost([at], limit(2))).toEqual({ outcome: 'pass' });
    expect(disksAtMost([at, over], limit(2))).toEqual({
      outcome: 'fail',
      evidence: 'Larger than 2 GiB (test, 2026-11-22): b.',
    });
    expect(disksAtMost([{ label: 'c' }, at], limit(2))).toEqual({
      outcome: 'unknown',
      missing: ['disks[].capacityMiB'],
    });
    expect(disksAtMost([{ label: 'c' }, over], limit(2))).toMatchObject({ outcome: 'fail' });
  });
});
