/** Counts over an estate's assessments, built one workload at a time so that none of them has to be kept. */

import type { Workload } from '../model/workload.ts';
import type { Assessor, WorkloadAssessment } from './assessment.ts';
import type { FactPath, Readiness, TargetId } from './verdict.ts';

export interface TargetCounts extends Readonly<Record<Readiness, number>> {
  /** Workloads for which this is the best move. */
  readonly best: number;
}

export interface RuleCounts {
  readonly ruleId: string;
  readonly failed: number;
  readonly unknown: number;
}

/** Facts that no source stated: how many verdicts, on how many workloads, would be settled by knowing them. */
export interface UnknownAnswer {
  readonly fact: FactPath;
  readonly verdicts: number;
  readonly workloads: number;
}

/** Workloads that the same rules stand in the way of, for one target. */
export interface Obstacle {
  readonly target: TargetId;
  readonly blockers: readonly string[];
  readonly warnings: readonly string[];
  readonly workloads: number;
}

export interface AssessmentSummary {
  readonly workloads: number;
  readonly assessed: number;
  readonly templates: number;
  readonly placeholders: number;
  readonly verdicts: { readonly pass: number; readonly fail: number; readonly unknown: number };
  readonly targets: Readonly<Partial<Record<TargetId, TargetCounts>>>;
  /** Assessed workloads that are not ready for every target but staying. */
  readonly nowhere: number;
  /** Rules that failed or stayed open at least once, most failures first. */
  readonly rules: readonly RuleCounts[];
  /** Most verdicts first. */
  readonly unknownAnswers: readonly UnknownAnswer[];
  readonly obstacles: readonly Obstacle[];
}

export interface SummaryBuilder {
  add(assessment: WorkloadAssessment): void;
  finish(): AssessmentSummary;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface MissingCount extends Mutable<UnknownAnswer> {
  /** Number of the last workload counted: a fact several rules ask for counts once per workload. */
  last: number;
}

function countMissing(missing: Map<FactPath, MissingCount>, { rules }: WorkloadAssessment, workload: number): void {
  for (const { missing: paths } of rules) {
    if (paths === undefined) continue;
    for (const fact of paths) {
      let counted = missing.get(fact);
      if (counted === undefined) missing.set(fact, (counted = { fact, verdicts: 0, workloads: 0, last: -1 }));
      counted.verdicts++;
      if (counted.last !== workload) counted.workloads++;
      counted.last = workload;
    }
  }
}

function hasNowhereToGo({ targets }: WorkloadAssessment): boolean {
  const moves = Object.entries(targets).filter(([id]) => id !== 'stay');
  return moves.length > 0 && moves.every(([, { readiness }]) => readiness === 'not-ready');
}

function obstaclesOf(profiles: ReadonlyMap<WorkloadAssessment['targets'], number>): readonly Obstacle[] {
  const found = new Map<string, Mutable<Obstacle>>();
  for (const [targets, workloads] of profiles) {
    for (const [target, { blockers, warnings }] of Object.entries(targets)) {
      if (blockers.length + warnings.length === 0) continue;
      const key = `${target}|${blockers.join(' ')}|${warnings.join(' ')}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { target: target as TargetId, blockers, warnings, workloads });
      else known.workloads += workloads;
    }
  }
  return [...found].sort(([a], [b]) => compareText(a, b)).map(([, obstacle]) => obstacle);
}

export function createSummary(): SummaryBuilder {
  const counts = { workloads: 0, templates: 0, placeholders: 0, nowhere: 0 };
  const verdicts = { pass: 0, fail: 0, unknown: 0 };
  const targets: Partial<Record<TargetId, Mutable<TargetCounts>>> = {};
  const rules = new Map<string, Mutable<RuleCounts>>();
  const missing = new Map<FactPath, MissingCount>();
  const profiles = new Map<WorkloadAssessment['targets'], number>();

  const add = (assessment: WorkloadAssessment): void => {
    counts.workloads++;
    if (assessment.skipped !== undefined) {
      counts[assessment.skipped === 'template' ? 'templates' : 'placeholders']++;
      return;
    }
    verdicts.pass += assessment.passed;
    for (const { ruleId, outcome } of assessment.rules) {
      verdicts[outcome]++;
      let counted = rules.get(ruleId);
      if (counted === undefined) rules.set(ruleId, (counted = { ruleId, failed: 0, unknown: 0 }));
      counted[outcome === 'fail' ? 'failed' : 'unknown']++;
    }
    if (hasNowhereToGo(assessment)) counts.nowhere++;
    for (const [id, { readiness }] of Object.entries(assessment.targets)) {
      const none = { ready: 0, conditional: 0, unknown: 0, 'not-ready': 0, best: 0 };
      const counted = (targets[id as TargetId] ??= none);
      counted[readiness]++;
      if (assessment.bestTarget === id) counted.best++;
    }
    profiles.set(assessment.targets, (profiles.get(assessment.targets) ?? 0) + 1);
    countMissing(missing, assessment, counts.workloads);
  };

  const finish = (): AssessmentSummary => ({
    ...counts,
    assessed: counts.workloads - counts.templates - counts.placeholders,
    verdicts: { ...verdicts },
    targets: structuredClone(targets),
    rules: [...rules.values()]
      .map((counted) => ({ ...counted }))
      .sort((a, b) => b.failed - a.failed || b.unknown - a.unknown || compareText(a.ruleId, b.ruleId)),
    unknownAnswers: [...missing.values()]
      .map(({ fact, verdicts, workloads }) => ({ fact, verdicts, workloads }))
      .sort((a, b) => b.verdicts - a.verdicts || compareText(a.fact, b.fact)),
    obstacles: obstaclesOf(profiles),
  });

  return { add, finish };
}

/**
 * Assesses workloads one after another. `onAssessment` sees each result; nothing else is kept of it.
 */
export function assessEstate(
  workloads: Iterable<Workload>,
  assessor: Assessor,
  onAssessment?: (assessment: WorkloadAssessment, workload: Workload) => void,
): AssessmentSummary {
  const summary = createSummary();
  for (const workload of workloads) {
    const assessment = assessor(workload);
    summary.add(assessment);
    onAssessment?.(assessment, workload);
  }
  return summary.finish();
}

/** What would make unknowns known, most verdicts first. */
export const unknownAnswers = (summary: AssessmentSummary): readonly UnknownAnswer[] => summary.unknownAnswers;
