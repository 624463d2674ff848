import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import type { Assignment } from '../placement/result.ts';
import { assignment, planningInput, workload } from './plan.fixture.ts';
import { planWaves } from './waves.ts';

const CHECK = 'no system loses its fixes before its wave';

function checkOf(os: WorkloadFacts['os'], over: Partial<Assignment> = {}, startDate = '2027-02-01') {
  const input = planningInput({
    workloads: [workload('a', { name: 'erp01', ...(os === undefined ? {} : { os }) })],
    assignments: [assignment('a', { workloadName: 'erp01', ...over })],
    waves: { startDate },
  });
  const [wave] = planWaves({ ...input, support: { catalog, asOf: '2026-11-22' } }).waves;
  return { startsOn: wave?.startsOn, check: wave?.checks.find(({ check }) => check === CHECK) };
}

const windows2016 = { id: 'windows-server-2016', family: 'windows' as const, name: 'Windows Server 2016' };

describe('support on the day of the wave', () => {
  it('finds what ends between planning and the wave', () => {
    const { check } = checkOf(windows2016);
    expect(check).toMatchObject({ ok: false });
    expect(check?.detail).toContain('erp01 (Windows Server 2016: fixes ended 2027-01-12');
  });

  it('goes by the target: Azure brings the extended updates', () => {
    expect(checkOf(windows2016, { siteId: 'azure-we', target: 'azure-vm' }).check).toMatchObject({ ok: true });
  });

  it('passes a wave before that day', () => {
    expect(checkOf(windows2016, {}, '2026-12-07').check).toMatchObject({ ok: true });
  });

  it('leaves what has ended already to the conditions of the move', () => {
    expect(checkOf({ id: 'windows-server-2008-r2', family: 'windows' }).check).toMatchObject({ ok: true });
  });

  it('says how many it could not judge', () => {
    const { check, startsOn } = checkOf(undefined);
    expect(check).toEqual({ check: CHECK, ok: true, detail: `judged for ${startsOn}; unknown for 1 of 1` });
  });

  it('is not asked of a plan without dates', () => {
    const input = planningInput({ workloads: [workload('a', { os: windows2016 })] });
    const [wave] = planWaves({ ...input, support: { catalog, asOf: '2026-11-22' } }).waves;
    expect(wave?.startsOn).toBeNull();
    expect(wave?.checks.map(({ check }) => check)).not.toContain(CHECK);
  });
});
