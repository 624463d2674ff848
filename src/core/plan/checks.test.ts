import { describe, expect, it } from 'vitest';
import type { Disk } from '../model/workload.ts';
import type { Assignment } from '../placement/result.ts';
import { diskPartners } from './grouping.ts';
import { assignment, planningInput, workload } from './plan.fixture.ts';
import { planWaves } from './waves.ts';

const quorum: Disk = { label: 'Hard disk 2', shared: true, path: '[ds] q.vmdk', capacityMiB: 1024 };
const nodes = ['a', 'b'].map((id) => workload(id, { name: `sql-${id}`, disks: [quorum] }));

const checkOf = (second: Partial<Assignment>) =>
  planWaves(
    planningInput({
      workloads: nodes,
      assignments: [assignment('a', { workloadName: 'sql-a' }), assignment('b', second)],
    }),
  ).waves.map(({ checks }) => checks.find(({ check }) => check === 'machines on one shared disk move together'));

describe('machines on one shared disk', () => {
  it('move together to one site', () => {
    expect(checkOf({ workloadName: 'sql-b' })).toMatchObject([{ ok: true }]);
  });

  it.each<{ reason: string; second: Partial<Assignment>; detail: string }>([
    {
      reason: 'one of them stays',
      second: { moves: false, siteId: 'fra-vmware', target: 'stay' },
      detail: 'sql-a shares a disk with sql-b, which does not move',
    },
    {
      reason: 'they go to two sites',
      second: { siteId: 'azure-we', target: 'azure-vm' },
      detail: 'sql-a shares a disk with sql-b, which goes to azure-we',
    },
  ])('are reported when $reason', ({ second, detail }) => {
    expect(checkOf({ workloadName: 'sql-b', ...second })[0]).toMatchObject({ ok: false });
    expect(checkOf({ workloadName: 'sql-b', ...second })[0]?.detail).toContain(detail);
  });

  it('are found by disk, not by name', () => {
    const other = workload('c', { disks: [{ ...quorum, shared: false }] });
    expect([...diskPartners([...nodes, other])]).toEqual([
      ['a', ['b']],
      ['b', ['a']],
    ]);
  });
});
