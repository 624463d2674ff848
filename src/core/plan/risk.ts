/** How risky a move is (0 to 100, with reasons) and how much of what that rests on is known. */

import { provisionedGiB } from '../forecast/volume.ts';
import type { Readiness } from '../assess/verdict.ts';
import type { Workload, WorkloadFacts, WorkloadRole } from '../model/workload.ts';

const CRITICALITY_RISK = { low: 0, medium: 10, high: 25, 'mission-critical': 40 } as const;
/** Nobody said how critical it is: as risky as medium, and earlier waves prefer what is known to be low. */
const UNKNOWN_CRITICALITY_RISK = 10;

const READINESS_RISK: Readonly<Record<Readiness, number>> = { ready: 0, conditional: 12, unknown: 20, 'not-ready': 40 };

const DELICATE_ROLES: ReadonlySet<WorkloadRole> = new Set([
  'domain-controller',
  'failover-cluster',
  'sql-cluster',
  'oracle-database',
  'sap',
  'virtual-appliance',
  'gpu-compute',
  'kubernetes-node',
]);
const DELICATE_RISK = 20;
const MAX_COMPLEXITY_RISK = 20;
const MAX_DEPENDENT_RISK = 15;

export type EnvironmentClass = 'non-production' | 'production' | 'unknown';

const NON_PRODUCTION =
  /^(dev|development|test|testing|qa|uat|int|integration|staging|stage|sandbox|lab|preprod|pre-production|non-?prod(uction)?|entwicklung)$/;
const PRODUCTION = /^(prod|production|prd|live|produktion)$/;

/** Reads the environment as its owner wrote it; anything else is unknown, not production. */
export function environmentClass(facts: WorkloadFacts): EnvironmentClass {
  const text = facts.environment?.trim().toLowerCase();
  if (text === undefined) return 'unknown';
  if (NON_PRODUCTION.test(text)) return 'non-production';
  return PRODUCTION.test(text) ? 'production' : 'unknown';
}

/** 0 low, 1 medium or unknown, 2 high, 3 mission-critical. */
export function criticalityRank(facts: WorkloadFacts): number {
  const rank = { low: 0, medium: 1, high: 2, 'mission-critical': 3 };
  return facts.criticality === undefined ? rank.medium : rank[facts.criticality];
}

export interface MoveRisk {
  readonly score: number;
  /** Largest contributions in words, for the wave's reasons. */
  readonly drivers: readonly string[];
}

/** `complexity` is 0 to 100; `dependents` is how many other workloads call this one. */
export function moveRisk(
  workload: Workload | undefined,
  readiness: Readiness,
  complexity: number | undefined,
  dependents: number,
): MoveRisk {
  const facts = workload?.facts ?? {};
  const drivers: string[] = [];
  const criticality = facts.criticality === undefined ? UNKNOWN_CRITICALITY_RISK : CRITICALITY_RISK[facts.criticality];
  if (criticality > UNKNOWN_CRITICALITY_RISK) drivers.push(`${facts.criticality} criticality`);
  if (readiness !== 'ready') drivers.push(`readiness ${readiness}`);
  const delicate = facts.roles?.filter((role) => DELICATE_ROLES.has(role)) ?? [];
  if (delicate.length > 0) drivers.push(...delicate);
  const score =
    criticality +
    READINESS_RISK[readiness] +
    (delicate.length > 0 ? DELICATE_RISK : 0) +
    (Math.min(100, Math.max(0, complexity ?? 50)) / 100) * MAX_COMPLEXITY_RISK +
    Math.min(MAX_DEPENDENT_RISK, dependents);
  if (dependents >= MAX_DEPENDENT_RISK) drivers.push('many dependents');
  return { score: Math.min(100, Math.round(score)), drivers };
}

/** Weights of the facts a wave's confidence rests on; they add up to 100. */
const CONFIDENCE_WEIGHTS = { size: 25, grouping: 25, readiness: 25, criticality: 15, environment: 10 } as const;
export type ConfidenceFact = keyof typeof CONFIDENCE_WEIGHTS;

export const CONFIDENCE_WORDS: Readonly<Record<ConfidenceFact, string>> = {
  size: 'disk size',
  grouping: 'application or dependencies',
  readiness: 'readiness',
  criticality: 'criticality',
  environment: 'environment',
};

/** Facts planning would like to know of a workload and does not. */
export function missingFacts(workload: Workload | undefined, readiness: Readiness, grouped: boolean): ConfidenceFact[] {
  const facts = workload?.facts ?? {};
  const missing: ConfidenceFact[] = [];
  if (provisionedGiB(facts) === undefined) missing.push('size');
  if (!grouped) missing.push('grouping');
  if (readiness === 'unknown') missing.push('readiness');
  if (facts.criticality === undefined) missing.push('criticality');
  if (environmentClass(facts) === 'unknown') missing.push('environment');
  return missing;
}

/** Mean share of what is known, in percent. */
export function confidencePct(missing: readonly (readonly ConfidenceFact[])[]): number {
  if (missing.length === 0) return 100;
  const lost = missing.flat().reduce((sum, fact) => sum + CONFIDENCE_WEIGHTS[fact], 0);
  return Math.round(100 - lost / missing.length);
}
