/** What a set of rule answers means: readiness per target, the best move, and the tally that complexity counts. */

import type { WorkloadAssessment } from './assessment.ts';
import type { RuleTally } from './complexity.ts';
import type { Workload } from '../model/workload.ts';
import { deriveReadiness } from './readiness.ts';
import type { TargetAssessment } from './readiness.ts';
import type { Rule } from './rule.ts';
import type { ShapeResult } from './shape.ts';
import type { Target } from './target.ts';
import type { TargetId } from './verdict.ts';

/** As much of a rule as weighs its answers. */
export type WeighingRule = Pick<Rule, 'id' | 'severity' | 'openWeighs' | 'fixHours'>;

/** As much of a target as decides what competes. */
export type JudgedTarget = Pick<Target, 'id' | 'kinds' | 'moves' | 'platform'>;

export interface Profile {
  readonly targets: WorkloadAssessment['targets'];
  readonly bestTarget: TargetId | null;
  readonly tally: RuleTally;
}

function assessTarget(
  target: JudgedTarget,
  results: readonly ShapeResult[],
  byId: ReadonlyMap<string, WeighingRule>,
): TargetAssessment {
  const blockers: string[] = [];
  const warnings: string[] = [];
  const unknowns: string[] = [];
  let openBlockers = 0;
  let fixHours = 0;
  for (const result of results) {
    const rule = byId.get(result.ruleId);
    const severity = rule?.severity[target.id];
    if (rule === undefined || severity === undefined || severity === 'info') continue;
    if (result.outcome === 'unknown') {
      if (rule.openWeighs === 'info') continue;
      unknowns.push(rule.id);
      if (severity === 'blocker') openBlockers++;
    } else {
      (severity === 'blocker' ? blockers : warnings).push(rule.id);
      fixHours += rule.fixHours;
    }
  }
  const readiness = deriveReadiness(blockers.length, openBlockers, warnings.length, unknowns.length - openBlockers);
  return Object.freeze({
    readiness,
    blockers: Object.freeze(blockers),
    warnings: Object.freeze(warnings),
    unknowns: Object.freeze(unknowns),
    fixHours,
  });
}

/**
 * The move with the best readiness, then least work if every open question turned out badly, then fewest of them, then
 * lowest id. An open question counts as work, so that no target is best because little is known about it.
 */
function bestOf(
  targets: readonly JudgedTarget[],
  assessed: WorkloadAssessment['targets'],
  byId: ReadonlyMap<string, WeighingRule>,
): TargetId | null {
  let best: TargetId | null = null;
  let key: readonly number[] = [];
  for (const { id } of [...targets].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const found = assessed[id];
    if (found === undefined || found.readiness === 'not-ready' || found.readiness === 'unknown') continue;
    let hours = found.fixHours;
    for (const open of found.unknowns) hours += byId.get(open)?.fixHours ?? 0;
    const next = [found.readiness === 'ready' ? 0 : 1, hours, found.unknowns.length];
    const difference = next.map((value, index) => value - (key[index] ?? Infinity)).find((delta) => delta !== 0) ?? 0;
    if (best === null || difference < 0) {
      best = id;
      key = next;
    }
  }
  return best;
}

function tallyOf(
  results: readonly ShapeResult[],
  byId: ReadonlyMap<string, WeighingRule>,
  targets: readonly JudgedTarget[],
): RuleTally {
  let failedBlockers = 0;
  let failedWarnings = 0;
  let open = 0;
  const moving = targets.filter((target) => target.moves);
  for (const result of results) {
    const severities = moving.map((target) => byId.get(result.ruleId)?.severity[target.id]);
    if (result.outcome === 'unknown') open++;
    else if (severities.includes('blocker')) failedBlockers++;
    else if (severities.includes('warning')) failedWarnings++;
  }
  return { failedBlockers, failedWarnings, open };
}

/** The profile of a workload whose rules answered so. */
export function profileOf(
  workload: { readonly kind: Workload['kind']; readonly facts: Pick<Workload['facts'], 'platform'> },
  results: readonly ShapeResult[],
  targets: readonly JudgedTarget[],
  byId: ReadonlyMap<string, WeighingRule>,
): Profile {
  const { kind, facts } = workload;
  const taking = targets.filter((target) => target.kinds.includes(kind));
  const assessed: Partial<Record<TargetId, TargetAssessment>> = {};
  for (const target of taking) assessed[target.id] = assessTarget(target, results, byId);
  const moves = taking.filter(
    (target) => target.moves && (target.platform === undefined || target.platform !== facts.platform),
  );
  return {
    targets: Object.freeze(assessed),
    bestTarget: bestOf(moves, assessed, byId),
    tally: tallyOf(results, byId, taking),
  };
}
