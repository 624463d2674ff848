import { describe, expect, it } from 'vitest';
import { catalog as shipped } from '../../../test/support/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { OsRelease } from '../catalog/os-lifecycle.ts';
import { fixesUntil, judgeSupport } from './os-support.ts';

const cited = { source: 'test', asOf: '2026-11-22', conf: 'verified' as const };
const release = (id: string, rest: Partial<OsRelease> = {}): OsRelease => ({
  id,
  name: id,
  family: 'linux',
  ...cited,
  ...rest,
});

/** Fixes for "old" go on for money, and are included with Azure and Azure Local. */
const withReleases = (...os: readonly OsRelease[]): Catalog => ({
  ...shipped,
  'os-lifecycle': {
    ...shipped['os-lifecycle'],
    os: [...os],
    entitlements: [
      { program: 'ESU', targets: ['azure-vm', 'azure-local'], ...cited },
      { program: 'ELS', targets: ['openshift-virtualization'], ...cited },
    ],
  },
});

const old = release('old', {
  supportEnd: '2023-10-10',
  extendedEnd: '2026-10-13',
  extendedEndOnAzure: '2027-01-12',
  extendedProgram: 'ESU',
});

describe('last day of fixes without buying', () => {
  const catalog = withReleases(old);

  it('is the end of support, or of a programme that the target includes', () => {
    expect(fixesUntil(catalog, old, 'kvm')).toBe('2023-10-10');
    expect(fixesUntil(catalog, old, 'azure-vm')).toBe('2027-01-12');
    expect(fixesUntil(catalog, old, 'azure-local')).toBe('2027-01-12');
    expect(fixesUntil(catalog, { ...old, extendedProgram: 'ELS' }, 'azure-vm')).toBe('2023-10-10');
  });

  it('has dates of its own on Azure only', () => {
    expect(fixesUntil(catalog, { ...old, extendedProgram: 'ELS' }, 'openshift-virtualization')).toBe('2026-10-13');
    const { extendedEndOnAzure: _, ...plain } = old;
    expect(fixesUntil(catalog, plain, 'azure-vm')).toBe('2026-10-13');
  });

  it('is not told where a source gives no date', () => {
    expect(fixesUntil(catalog, release('a'), 'azure-vm')).toBeUndefined();
    const { supportEnd: _, ...open } = old;
    expect(fixesUntil(catalog, open, 'azure-vm')).toBeUndefined();
    const { extendedEnd: __, ...simple } = old;
    expect(fixesUntil(catalog, simple, 'azure-vm')).toBe('2023-10-10');
  });
});

describe('support of a guest on a day', () => {
  const catalog = withReleases(
    old,
    release('sles-15', { supportEnd: '2028-07-31' }),
    release('sles-15.4', { supportEnd: '2023-12-31' }),
    release('sles-15.5', { supportEnd: '2024-12-31' }),
    release('gone-1', { supportEnd: '2020-01-01', extendedEnd: '2022-01-01', extendedProgram: 'ESU' }),
    release('gone-2', { supportEnd: '2021-01-01' }),
    release('mixed-1', { supportEnd: '2020-01-01' }),
    release('mixed-2', { supportEnd: '2030-01-01' }),
    release('undated-1'),
    release('undated-2', { supportEnd: '2030-01-01' }),
  );
  const judge = (id: string, asOf = '2026-11-22', today?: string) => judgeSupport(catalog, { id }, 'kvm', asOf, today);

  it('ends after its last day, not on it', () => {
    expect(judge('sles-15.5', '2024-12-31')).toEqual({ outcome: 'pass' });
    expect(judge('sles-15.5', '2025-01-01')).toMatchObject({ outcome: 'fail' });
  });

  it('goes by the closest release that holds the guest', () => {
    expect(judge('sles-15.4-ltss')).toEqual({
      outcome: 'fail',
      evidence: 'sles-15.4-ltss: fixes ended 2023-12-31 (test, 2026-11-22).',
    });
    expect(judge('sles-15.9')).toEqual({ outcome: 'pass' });
    expect(judge('sles-15')).toEqual({ outcome: 'pass' });
  });

  it('is answered for all releases an id may mean, by the one that lasts longest', () => {
    expect(judge('gone')).toEqual({ outcome: 'fail', evidence: 'gone: fixes ended 2021-01-01 (test, 2026-11-22).' });
    expect(judge('mixed')).toEqual({
      outcome: 'unknown',
      missing: ['os.version'],
      why: 'The answer depends on the release of mixed.',
    });
    expect(judge('mixed-2')).toEqual({ outcome: 'pass' });
  });

  it('is unknown without a date', () => {
    const noDate = (id: string) => ({
      outcome: 'unknown',
      missing: ['os.version'],
      why: `No end date is published for ${id}.`,
    });
    expect(judge('undated-1')).toEqual(noDate('undated-1'));
    expect(judge('undated')).toEqual(noDate('undated'));
    expect(judge('nowhere')).toEqual({
      outcome: 'unknown',
      missing: ['os.version'],
      why: 'The catalogue has no support dates for nowhere.',
    });
    const either = judgeSupport(catalog, { candidates: ['gone-2', 'nowhere'] }, 'kvm', '2026-11-22');
    expect(either).toMatchObject({ outcome: 'unknown', why: expect.stringContaining('no support dates') });
    expect(judgeSupport(catalog, {}, 'kvm', '2026-11-22')).toMatchObject({ outcome: 'unknown', missing: ['os.id'] });
  });

  it('says what could be bought, and whether that is over too', () => {
    expect(judge('old', '2026-10-13')).toMatchObject({
      evidence: 'old: fixes ended 2023-10-10 (test, 2026-11-22). ESU runs until 2026-10-13 where it is bought.',
    });
    expect(judge('old', '2026-10-14')).toMatchObject({
      evidence: 'old: fixes ended 2023-10-10 (test, 2026-11-22). ESU ended 2026-10-13 as well.',
    });
    const included = judgeSupport(catalog, { id: 'gone-1' }, 'azure-vm', '2026-11-22');
    expect(included).toMatchObject({ evidence: 'gone-1: fixes ended 2022-01-01 (test, 2026-11-22).' });
    const unnamed = withReleases(release('a', { supportEnd: '2020-01-01', extendedEnd: '2022-01-01' }));
    expect(judgeSupport(unnamed, { id: 'a' }, 'kvm', '2026-11-22')).toMatchObject({
      evidence: 'a: fixes ended 2020-01-01 (test, 2026-11-22).',
    });
  });

  it('is written for today, where it is asked of a later day', () => {
    expect(judge('sles-15', '2029-01-01', '2026-11-22')).toMatchObject({
      evidence: 'sles-15: fixes end 2028-07-31 (test, 2026-11-22).',
    });
    expect(judge('sles-15', '2029-01-01', '2028-07-31')).toMatchObject({
      evidence: expect.stringContaining('fixes end 2'),
    });
    expect(judge('sles-15', '2029-01-01')).toMatchObject({ evidence: expect.stringContaining('fixes ended') });
  });

  it('is answered per target and guest, whatever was asked before', () => {
    const day = '2026-11-22';
    expect(judgeSupport(catalog, { id: 'old' }, 'kvm', day)).toMatchObject({ outcome: 'fail' });
    expect(judgeSupport(catalog, { id: 'old' }, 'azure-vm', day)).toEqual({ outcome: 'pass' });
    expect(judgeSupport(catalog, { id: 'mixed-2' }, 'azure-vm', day)).toEqual({ outcome: 'pass' });
    expect(judgeSupport(catalog, { id: 'old' }, 'kvm', day)).toMatchObject({ outcome: 'fail' });
    expect(judgeSupport(withReleases(release('old')), { id: 'old' }, 'kvm', day)).toMatchObject({ outcome: 'unknown' });
  });
});
