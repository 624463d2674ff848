import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { GuestRecord } from '../catalog/guest-support.ts';
import {
  capacityAnswer,
  dnsNameAnswer,
  rawDeviceAnswer,
  sharedDiskAnswer,
  snapshotAnswer,
  toolListAnswer,
} from './machine-answers.ts';

const PASS = { outcome: 'pass' };

describe('answers that platforms share', () => {
  it('capacity: above zero', () => {
    expect(capacityAnswer([{ label: 'a', capacityMiB: 1 }])).toEqual(PASS);
    expect(
      capacityAnswer([
        { label: 'a', capacityMiB: 1 },
        { label: 'b', capacityMiB: 0 },
        { label: 'c', capacityMiB: -5 },
      ]),
    ).toEqual({
      outcome: 'fail',
      evidence: 'No capacity: b (0 MiB), c (-5 MiB).',
    });
    expect(capacityAnswer([{ label: 'a' }])).toEqual({ outcome: 'unknown', missing: ['disks[].capacityMiB'] });
  });

  it('shared disks', () => {
    expect(sharedDiskAnswer([{ label: 'a', shared: false }])).toEqual(PASS);
    expect(sharedDiskAnswer([{ label: 'a', shared: true }, { label: 'b' }, { label: 'c', shared: false }])).toEqual({
      outcome: 'fail',
      evidence: 'Shared: a.',
    });
    expect(sharedDiskAnswer([{ label: 'b' }])).toEqual({ outcome: 'unknown', missing: ['disks[].shared'] });
  });

  it('mapped LUNs, with how they are mapped where it is known', () => {
    const raw = { rawDeviceMapping: true };
    expect(rawDeviceAnswer([{ label: 'a', rawDeviceMapping: false }])).toEqual(PASS);
    expect(
      rawDeviceAnswer([
        { label: 'a', ...raw },
        { label: 'b', ...raw, rawCompatibility: 'physical' },
      ]),
    ).toEqual({
      outcome: 'fail',
      evidence: 'Mapped LUNs: a, b (physical).',
    });
    expect(rawDeviceAnswer([{ label: 'b' }])).toEqual({ outcome: 'unknown', missing: ['disks[].rawDeviceMapping'] });
  });

  it.each(['', 'a', 'Web01', 'web-01.corp', 'a--b', 'a'.repeat(63)])('keeps the name "%s"', (name) => {
    expect(dnsNameAnswer(name)).toEqual(PASS);
  });

  it.each(['-a', 'a-', '.a', 'a.', 'web 01', 'web_01', 'ä', '-'])('changes the name "%s"', (name) => {
    expect(dnsNameAnswer(name)).toEqual({ outcome: 'fail', evidence: `"${name}" has other characters.` });
  });

  it('changes a name that is too long', () => {
    const name = 'a'.repeat(64);
    expect(dnsNameAnswer(name)).toEqual({ outcome: 'fail', evidence: `"${name}" has 64 characters.` });
  });

  it('counts and names snapshots', () => {
    expect(snapshotAnswer([])).toEqual(PASS);
    expect(snapshotAnswer([{ name: 'before' }, { name: 'after' }])).toEqual({
      outcome: 'fail',
      evidence: '2 snapshots: before, after.',
    });
  });
});

const row = (os: string, verdict: GuestRecord['verdict']): GuestRecord => ({
  os,
  verdict,
  source: 'test',
  asOf: '2026-11-22',
  conf: 'verified',
});

/** The vendor's own list of guests, beside the migration tool's. */
const vendorSays = (...rows: readonly GuestRecord[]): Catalog => ({
  ...catalog,
  'guest-support': { ...catalog['guest-support'], openshiftVirtualization: [...rows] },
});

describe('the list of a migration tool', () => {
  const tool = [row('rhel-9', 'supported')];

  it('passes what it names, and asks for the release where that decides', () => {
    expect(toolListAnswer({ id: 'rhel-9' }, tool, vendorSays())).toEqual(PASS);
    expect(toolListAnswer({ product: 'rhel' }, tool, vendorSays())).toMatchObject({ outcome: 'unknown' });
    expect(toolListAnswer({}, tool, vendorSays())).toMatchObject({ outcome: 'unknown', missing: ['os.id'] });
  });

  it.each<[string, Catalog, string]>([
    ['does not name it', vendorSays(row('rhel-9', 'certified')), "The vendor's guest list does not name it either."],
    ['is empty', vendorSays(), "The vendor's guest list does not name it either."],
    [
      'certifies it',
      vendorSays(row('sles-15', 'certified')),
      "The vendor's guest list says certified (test, 2026-11-22): the two disagree.",
    ],
    [
      'supports it',
      vendorSays(row('sles-15', 'vendor-supported')),
      "The vendor's guest list says vendor-supported (test, 2026-11-22): the two disagree.",
    ],
    [
      'leaves it out as well',
      vendorSays(row('sles-15', 'not-listed')),
      "The vendor's guest list says not-listed (test, 2026-11-22).",
    ],
  ])('says what the vendor thinks of a guest it leaves out: %s', (_, says, other) => {
    expect(toolListAnswer({ id: 'sles-15' }, tool, says)).toEqual({
      outcome: 'fail',
      evidence: `sles-15 is not in the tool's list (test, 2026-11-22). ${other}`,
    });
  });

  it('cites nothing where the list is empty', () => {
    expect(toolListAnswer({ id: 'sles-15' }, [], vendorSays())).toEqual({
      outcome: 'fail',
      evidence: "sles-15 is not in the tool's list. The vendor's guest list does not name it either.",
    });
  });
});
