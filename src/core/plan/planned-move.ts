/** A move with everything the planner weighs about it, computed once. */

import type { Readiness } from '../assess/verdict.ts';
import { RULES } from '../assess/rules/registry.ts';
import type { Dependency, NoiseKind } from '../model/estate.ts';
import type { Workload } from '../model/workload.ts';
import type { Assignment } from '../placement/result.ts';
import { isDomainController, isInfrastructure } from './grouping.ts';
import { buildMove } from './moves.ts';
import { compareText } from './order.ts';
import type { Move } from './plan.ts';
import type { PlanningInput } from './planning-input.ts';
import { PlanPaths } from './plan-paths.ts';
import { criticalityRank, environmentClass, missingFacts, moveRisk } from './risk.ts';
import type { ConfidenceFact, EnvironmentClass, MoveRisk } from './risk.ts';

export interface PlannedMove {
  readonly move: Move;
  /** The way it takes; null: the forecast's own choice. */
  readonly methodId: string | null;
  readonly workload: Workload | undefined;
  readonly readiness: Readiness;
  readonly risk: MoveRisk;
  readonly missing: readonly ConfidenceFact[];
  readonly environment: EnvironmentClass;
  readonly criticality: number;
  readonly infrastructure: boolean;
  readonly domainController: boolean;
  readonly dependents: number;
}

type MovingAssignment = Assignment & { readonly siteId: string; readonly target: NonNullable<Assignment['target']> };

export function isMoving(assignment: Assignment): assignment is MovingAssignment {
  return assignment.moves && assignment.siteId !== null && assignment.target !== null;
}

/** Background traffic that its callers cannot do without. */
const SERVING: ReadonlySet<NoiseKind> = new Set(['directory', 'dns']);

/** How many distinct workloads call each one. */
function countDependents(dependencies: readonly Dependency[]): { dependents: Map<string, number>; known: Set<string> } {
  const callers = new Map<string, Set<string>>();
  const known = new Set<string>();
  for (const { fromWorkloadId, toWorkloadId, noise } of dependencies) {
    // Background traffic alone still tells that somebody looked.
    known.add(fromWorkloadId).add(toWorkloadId);
    if (fromWorkloadId === toWorkloadId || (noise !== undefined && !SERVING.has(noise))) continue;
    const set = callers.get(toWorkloadId);
    if (set) set.add(fromWorkloadId);
    else callers.set(toWorkloadId, new Set([fromWorkloadId]));
  }
  return { dependents: new Map([...callers].map(([id, set]) => [id, set.size])), known };
}

const labels = new Map(RULES.map((rule) => [rule.id, rule.label]));
const shippedRuleLabel = (ruleId: string): string | undefined => labels.get(ruleId);

/** Moves of a placement in workload id order, keyed by workload id. */
export function planMoves(
  input: PlanningInput,
  applicationsOf: ReadonlyMap<string, readonly string[]>,
  paths: PlanPaths = new PlanPaths(undefined),
): Map<string, PlannedMove> {
  const sites = new Map(input.sites.sites.map((site) => [site.id, site]));
  const { dependents, known } = countDependents(input.dependencies);
  const assignments = input.placement.assignments
    .filter(isMoving)
    .sort((a, b) => compareText(a.workloadId, b.workloadId));
  const ruleLabel = input.ruleLabel ?? shippedRuleLabel;
  const planned = new Map<string, PlannedMove>();
  for (const assignment of assignments) {
    const id = assignment.workloadId;
    const workload = input.workloads.get(id);
    const assessment = input.assessments(id);
    const readiness = assessment?.targets[assignment.target]?.readiness ?? 'unknown';
    const applications = applicationsOf.get(id) ?? [];
    const facts = workload?.facts ?? {};
    const move = buildMove(assignment, workload, sites.get(assignment.siteId), assessment, applications, ruleLabel);
    const path = paths.idOf(workload, move.fromSiteId, move.toSiteId);
    planned.set(id, {
      move: path === undefined ? move : { ...move, path },
      methodId: path === undefined ? null : (paths.byId.get(path)?.method ?? null),
      workload,
      readiness,
      risk: moveRisk(workload, readiness, assessment?.complexity.score, dependents.get(id) ?? 0),
      missing: missingFacts(workload, readiness, applications.length > 0 || known.has(id)),
      environment: environmentClass(facts),
      criticality: criticalityRank(facts),
      infrastructure: workload !== undefined && isInfrastructure(workload),
      domainController: workload !== undefined && isDomainController(workload),
      dependents: dependents.get(id) ?? 0,
    });
  }
  return planned;
}
