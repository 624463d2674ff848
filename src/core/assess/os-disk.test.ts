import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import type { PlatformLimit } from '../catalog/guest-support.ts';
import type { Disk, GuestFilesystem } from '../model/workload.ts';
import { osDiskAtMost } from './os-disk.ts';

const [any] = catalog['guest-support'].platformLimits;
if (any === undefined) throw new Error('no limit');
const limit: PlatformLimit = { ...any, value: 2, source: 'test', asOf: '2026-11-22', conf: 'verified' };

const disk = (key: string, capacityMiB?: number): Disk => ({
  label: `disk ${key}`,
  key,
  ...(capacityMiB !== undefined && { capacityMiB }),
});
const on = (path: string, diskKey?: number): GuestFilesystem => ({ path, ...(diskKey !== undefined && { diskKey }) });
const ask = (disks: readonly Disk[], filesystems?: readonly GuestFilesystem[]) =>
  osDiskAtMost(disks, filesystems, limit);

const PASS = { outcome: 'pass' };
const tooLarge = (key: string, gib: number) => ({
  outcome: 'fail',
  evidence: `System disk disk ${key} has ${gib} GiB; at most 2 (test, 2026-11-22).`,
});
const whichDisk = {
  outcome: 'unknown',
  missing: ['filesystems[].diskKey'],
  why: 'A disk is larger, and no source tells which one the system starts from.',
};
const whatSize = { outcome: 'unknown', missing: ['disks[].capacityMiB'] };

describe('the disk a system starts from', () => {
  it('is the only one', () => {
    expect(ask([disk('1', 2048)])).toEqual(PASS);
    expect(ask([disk('1', 2049)])).toEqual(tooLarge('1', 3));
    expect(ask([disk('1')])).toEqual(whatSize);
  });

  it.each(['/', '/boot', 'C:\\', 'c:', 'C:/'])('is the one below %s', (path) => {
    const filesystems = [on('/data', 1), on('D:\\', 1), on(path, 2)];
    expect(ask([disk('1', 9000), disk('2', 2048)], filesystems)).toEqual(PASS);
    expect(ask([disk('1', 100), disk('2', 4096)], filesystems)).toEqual(tooLarge('2', 4));
    expect(ask([disk('1', 100), disk('2')], filesystems)).toEqual(whatSize);
  });

  it.each([on('/boot/efi', 2), on('xC:\\', 2), on('C:\\data', 2), on('/', 0), on('/'), on('/', 7)])(
    'is not told by %j',
    (filesystem) => {
      expect(ask([disk('1', 9000), disk('2', 2048)], [filesystem])).toEqual(whichDisk);
    },
  );

  it('need not be known where the answer is the same for all disks', () => {
    expect(ask([disk('1', 9000), disk('2', 3000)])).toEqual(tooLarge('1', 9));
    expect(ask([disk('1', 100), disk('2', 200)])).toEqual(PASS);
    expect(ask([])).toEqual(PASS);
  });

  it('is asked for where it decides, and the size where that does', () => {
    expect(ask([disk('1', 9000), disk('2', 100)])).toEqual(whichDisk);
    expect(ask([disk('1', 100), disk('2')])).toEqual(whatSize);
    expect(ask([disk('1', 9000), disk('2')])).toEqual(whichDisk);
  });
});
