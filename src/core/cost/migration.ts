/** One-off effort of moving a workload, as hours with their reasons. Formula in docs/reference/cost.md. */

import type { WorkloadFacts } from '../model/workload.ts';

export interface Effort {
  readonly hours: number;
  readonly parts: readonly string[];
}

const BASE_HOURS = 3;
const HOURS_PER_100_GIB = 0.25;
const MOST_SIZE_HOURS = 40;
const HOURS_PER_CONDITION = 1.5;
const HOURS_PER_EXTRA_NIC = 0.5;

/** Roles whose move needs more than a copy and a test. */
const ROLE_HOURS: Readonly<Record<string, number>> = {
  'domain-controller': 6,
  'failover-cluster': 16,
  'sql-server': 8,
  'sql-cluster': 24,
  'oracle-database': 24,
  sap: 40,
  'file-server': 4,
  backup: 6,
  'virtual-appliance': 8,
  'gpu-compute': 6,
  'kubernetes-node': 6,
};

/** `conditions`: warnings to fix or accept before the move, from the assessment. `diskGiB`: total to copy. */
export function migrationEffort(facts: WorkloadFacts, diskGiB: number, conditions: number): Effort {
  const parts = [`${BASE_HOURS} h base`];
  const add = (more: number, why: string): void => {
    if (more !== 0) parts.push(`${Math.round(more * 100) / 100} h ${why}`);
  };
  const terms = termsOf(facts, diskGiB, conditions);
  add(terms.size, `for ${Math.round(diskGiB)} GiB`);
  add(terms.conditions, `for ${conditions} conditions`);
  add(terms.nics, 'for further interfaces');
  add(terms.role, `as ${heaviestRole(facts)}`);
  return { hours: sum(terms), parts };
}

/** The hours alone: a large placement asks for millions. */
export function migrationHours(facts: WorkloadFacts, diskGiB: number, conditions: number): number {
  return sum(termsOf(facts, diskGiB, conditions));
}

interface Terms {
  readonly size: number;
  readonly conditions: number;
  readonly nics: number;
  readonly role: number;
}

function termsOf(facts: WorkloadFacts, diskGiB: number, conditions: number): Terms {
  return {
    size: Math.min(MOST_SIZE_HOURS, (diskGiB / 100) * HOURS_PER_100_GIB),
    conditions: conditions * HOURS_PER_CONDITION,
    nics: Math.max(0, (facts.nics?.length ?? 1) - 1) * HOURS_PER_EXTRA_NIC,
    role: ROLE_HOURS[heaviestRole(facts) ?? ''] ?? 0,
  };
}

function sum({ size, conditions, nics, role }: Terms): number {
  return BASE_HOURS + size + conditions + nics + role;
}

/** Roles overlap (a SQL cluster is also a failover cluster): the heaviest one counts. */
function heaviestRole(facts: WorkloadFacts): string | undefined {
  let best: string | undefined;
  for (const role of facts.roles ?? [])
    if ((ROLE_HOURS[role] ?? 0) > (best === undefined ? 0 : (ROLE_HOURS[best] ?? 0))) best = role;
  return best;
}
