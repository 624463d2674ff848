import { describe, expect, it } from 'vitest';
import type { WorkloadFacts } from '../model/workload.ts';
import type { Assignment } from '../placement/result.ts';
import { assignment, planningInput, workload } from './plan.fixture.ts';
import { planWaves } from './waves.ts';

const NAMES = 'every machine has a name of its own at the target';
const ADDRESSES = 'no MAC address is there twice at the target';
const nic = (macAddress?: string): WorkloadFacts => ({
  nics: [macAddress === undefined ? { label: 'n' } : { label: 'n', macAddress }],
});

interface Machine {
  readonly name: string;
  readonly facts?: WorkloadFacts;
  readonly to?: Partial<Assignment>;
}

function checksOf(machines: readonly Machine[], check: string) {
  const input = planningInput({
    workloads: machines.map(({ name, facts }, i) => workload(`w${i}`, { name, ...facts })),
    assignments: machines.map(({ name, to }, i) => assignment(`w${i}`, { workloadName: name, ...to })),
  });
  return planWaves(input).waves.flatMap(({ checks }) => checks.filter((one) => one.check === check));
}

describe('names at the target', () => {
  it('clash when two machines become one DNS label', () => {
    const [found] = checksOf([{ name: 'SQL_01' }, { name: 'sql-01' }], NAMES);
    expect(found).toMatchObject({ ok: false });
    expect(found?.detail).toContain('SQL_01 and sql-01 would both be "sql-01"');
  });

  it('do not clash at two sites, nor where a name is no object', () => {
    const azure: Partial<Assignment> = { siteId: 'azure-we', target: 'azure-vm' };
    expect(checksOf([{ name: 'a' }, { name: 'a', to: azure }], NAMES)).toMatchObject([{ ok: true }]);
    expect(checksOf([{ name: 'a', to: azure }], NAMES)).toEqual([]);
  });

  it('says how many get another one', () => {
    expect(checksOf([{ name: 'Web 1' }, { name: 'web-2' }], NAMES)).toMatchObject([
      { ok: true, detail: '1 of 2 get another one, as DNS asks' },
    ]);
  });
});

describe('MAC addresses at the target', () => {
  it('clash in any letter case', () => {
    const twice = [
      { name: 'a', facts: nic('00:50:56:AA:00:01') },
      { name: 'b', facts: nic('00:50:56:aa:00:01') },
    ];
    const [found] = checksOf(twice, ADDRESSES);
    expect(found).toMatchObject({ ok: false });
    expect(found?.detail).toContain('a and b have 00:50:56:aa:00:01');
  });

  it('are not taken for unique when some are unknown', () => {
    expect(checksOf([{ name: 'a', facts: nic('00:50:56:aa:00:01') }, { name: 'b' }], ADDRESSES)).toMatchObject([
      { ok: true, detail: 'none known twice; those of 1 of 2 are unknown' },
    ]);
    expect(checksOf([{ name: 'a', facts: nic() }], ADDRESSES)[0]?.detail).toContain('1 of 1');
    expect(checksOf([{ name: 'a', facts: nic('00:50:56:aa:00:01') }], ADDRESSES)).toMatchObject([
      { ok: true, detail: 'none is there twice' },
    ]);
  });
});
