import { describe, expect, it } from 'vitest';
import { workloadWith } from '../model/workload.fixture.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import { complexityOf } from './complexity.ts';

const NOTHING = { failedBlockers: 0, failedWarnings: 0, open: 0 };
const scoreOf = (facts: WorkloadFacts, tally = NOTHING) => complexityOf(workloadWith(facts), tally);

describe('complexity', () => {
  it.each<{ reason: string; facts: WorkloadFacts; term: string; points: number }>([
    {
      reason: 'one point per half TiB',
      facts: { disks: [{ label: 'a', capacityMiB: 3 * 1024 * 1024 }] },
      term: 'data to copy',
      points: 6,
    },
    {
      reason: 'provisioned size where disks are not known',
      facts: { provisionedMiB: 1024 * 1024 },
      term: 'data to copy',
      points: 2,
    },
    {
      reason: 'two networks beyond the first',
      facts: { networks: ['a', 'b', 'c'] },
      term: 'several networks',
      points: 4,
    },
    {
      reason: 'a cluster node with SQL Server',
      facts: { roles: ['failover-cluster', 'sql-server'] },
      term: 'special roles',
      points: 23,
    },
    { reason: 'mission-critical', facts: { criticality: 'mission-critical' }, term: 'criticality', points: 12 },
    { reason: '32 CPUs', facts: { cpuCount: 32 }, term: 'large machine', points: 2 },
  ])('$reason', ({ facts, term, points }) => {
    expect(scoreOf(facts)).toEqual({ score: points, terms: [{ term, points }] });
  });

  it('is zero when nothing speaks for care', () => {
    expect(scoreOf({ cpuCount: 2, nics: [{ label: 'a' }] })).toEqual({ score: 0, terms: [] });
  });

  it('is the sum of its terms, and at most 100', () => {
    const worst = scoreOf(
      {
        disks: Array.from({ length: 40 }, (_, index) => ({ label: `${index}`, capacityMiB: 50 * 1024 * 1024 })),
        nics: Array.from({ length: 10 }, (_, index) => ({ label: `${index}` })),
        cpuCount: 200,
        roles: ['sap', 'sql-cluster', 'domain-controller'],
        criticality: 'mission-critical',
      },
      { failedBlockers: 9, failedWarnings: 20, open: 90 },
    );
    expect(worst.score).toBe(100);
    const some = scoreOf({ cpuCount: 40 }, { failedBlockers: 1, failedWarnings: 2, open: 7 });
    expect(some.score).toBe(some.terms.reduce((sum, { points }) => sum + points, 0));
    expect(some.terms.map(({ term, points }) => [term, points])).toEqual([
      ['blockers to clear', 8],
      ['warnings to handle', 6],
      ['open questions', 2],
      ['large machine', 3],
    ]);
  });
});
