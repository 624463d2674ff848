import { describe, expect, it } from 'vitest';
import { disagreement } from './conflicts.ts';

const words = { kept: 'fra', other: 'rvtools' };

describe('a disagreement', () => {
  it('on a plain fact says both', () => {
    expect(disagreement('cpuCount', 4, 8, words)).toEqual(['cpuCount: kept 4 of fra, rvtools says 8']);
  });

  it('on an object says the members that both state and that differ', () => {
    const lines = disagreement(
      'os',
      { family: 'linux', version: '9', name: 'RHEL' },
      { family: 'linux', version: '8' },
      words,
    );
    expect(lines).toEqual(['os.version: kept "9" of fra, rvtools says "8"']);
  });

  it('on a list goes item by item, whatever their order', () => {
    const kept = [
      { label: 'Disk 1', capacityMiB: 100 },
      { label: 'Disk 2', capacityMiB: 200 },
    ];
    const said = [
      { label: 'Disk 3', capacityMiB: 5 },
      { label: 'Disk 1', capacityMiB: 101, datastore: 'ds' },
    ];
    expect(disagreement('disks', kept, said, words)).toEqual([
      'disks["Disk 1"].capacityMiB: kept 100 of fra, rvtools says 101',
      'disks: only fra (kept) lists {"label":"Disk 2","capacityMiB":200}',
      'disks: only rvtools lists {"label":"Disk 3","capacityMiB":5}',
    ]);
    expect(disagreement('ips', ['10.0.0.1'], ['10.0.0.2', '10.0.0.1'], words)).toEqual([
      'ips: only rvtools lists "10.0.0.2"',
    ]);
  });

  it('that no member shows is said whole', () => {
    expect(disagreement('os', { family: 'linux' }, { version: '8' }, words)).toHaveLength(1);
    expect(disagreement('ips', ['a', 'a'], ['a'], words)).toHaveLength(1);
  });
});
