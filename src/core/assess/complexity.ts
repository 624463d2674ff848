/**
 * How much care one workload's move takes, 0 to 100, as a sum of named terms (A8). It says nothing about a target:
 * it orders waves and finds pilots. Missing facts add nothing for what they would say, but open questions count.
 */

import type { Workload, WorkloadFacts, WorkloadRole } from '../model/workload.ts';

export interface ComplexityTerm {
  readonly term: (typeof COMPLEXITY_TERMS)[number];
  readonly points: number;
}

export interface Complexity {
  readonly score: number;
  readonly terms: readonly ComplexityTerm[];
}

/** Every term there is, in the order they are told. */
export const COMPLEXITY_TERMS = [
  'blockers to clear',
  'warnings to handle',
  'open questions',
  'data to copy',
  'many disks',
  'several networks',
  'large machine',
  'special roles',
  'criticality',
] as const;

/** No score is higher. */
export const MOST = 100;
const MIB_PER_POINT = 512 * 1024;

/** Roles whose move needs more than copying disks. */
const ROLE_POINTS: Readonly<Partial<Record<WorkloadRole, number>>> = {
  'failover-cluster': 15,
  'sql-cluster': 15,
  sap: 15,
  'domain-controller': 12,
  'oracle-database': 12,
  'sql-server': 8,
  'virtual-appliance': 8,
  'kubernetes-node': 8,
  'gpu-compute': 8,
  'file-server': 4,
};

const CRITICALITY_POINTS = { low: 0, medium: 2, high: 6, 'mission-critical': 12 } as const;

function diskMiB(facts: WorkloadFacts): number | undefined {
  if (facts.disks === undefined) return facts.provisionedMiB;
  let total = 0;
  for (const disk of facts.disks) total += disk.capacityMiB ?? 0;
  return total;
}

export interface RuleTally {
  readonly failedBlockers: number;
  readonly failedWarnings: number;
  readonly open: number;
}

export function complexityOf(workload: Workload, tally: RuleTally): Complexity {
  const { facts } = workload;
  const terms: ComplexityTerm[] = [];
  const add = (term: ComplexityTerm['term'], points: number, most: number): void => {
    const whole = Math.min(Math.floor(points), most);
    if (whole > 0) terms.push({ term, points: whole });
  };
  add('blockers to clear', tally.failedBlockers * 8, 32);
  add('warnings to handle', tally.failedWarnings * 3, 24);
  add('open questions', tally.open / 3, 10);
  add('data to copy', (diskMiB(facts) ?? 0) / MIB_PER_POINT, 15);
  add('many disks', (facts.disks?.length ?? 0) - 4, 5);
  add('several networks', ((facts.nics?.length ?? facts.networks?.length ?? 0) - 1) * 2, 8);
  add('large machine', ((facts.cpuCount ?? 0) - 16) / 8, 6);
  let rolePoints = 0;
  for (const role of facts.roles ?? []) rolePoints += ROLE_POINTS[role] ?? 0;
  add('special roles', rolePoints, 24);
  add('criticality', facts.criticality === undefined ? 0 : CRITICALITY_POINTS[facts.criticality], 12);
  return complexityFrom(terms);
}

/** The score is the sum of its terms, 100 at most. */
export function complexityFrom(terms: readonly ComplexityTerm[]): Complexity {
  let score = 0;
  for (const { points } of terms) score += points;
  return { score: Math.min(score, MOST), terms };
}
