/** Counts over an estate's assessments, built one workload at a time so that none of them has to be kept. */

import type { Workload } from '../model/workload.ts';
import type { Assessor, WorkloadAssessment } from './assessment.ts';
import type { AssessmentShape } from './shape.ts';
import type { FactPath, Readiness, TargetId } from './verdict.ts';

export interface TargetCounts extends Readonly<Record<Readiness, number>> {
  /** Workloads for which this is the best move, or as good as the best. */
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

/** What of a shape is counted. An assessment is that with something more. */
type CountedShape = Omit<AssessmentShape, 'kind' | 'platform'>;

export interface SummaryBuilder {
  /** Counts that many workloads of this shape; fewer than none takes them away again. */
  add(shape: CountedShape, workloads?: number): void;
  finish(): AssessmentSummary;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function counted<K, V>(counts: Map<K, V>, key: K, none: () => V): V {
  let found = counts.get(key);
  if (found === undefined) counts.set(key, (found = none()));
  return found;
}

function countMissing(counts: Map<FactPath, Mutable<UnknownAnswer>>, shape: CountedShape, workloads: number): void {
  // A fact that several rules ask for counts once per workload.
  const seen = new Set<FactPath>();
  for (const { missing } of shape.rules) {
    for (const fact of missing ?? []) {
      const answer = counted(counts, fact, () => ({ fact, verdicts: 0, workloads: 0 }));
      answer.verdicts += workloads;
      if (!seen.has(fact)) answer.workloads += workloads;
      seen.add(fact);
    }
  }
}

function hasNowhereToGo({ targets }: CountedShape): boolean {
  const moves = Object.entries(targets).filter(([id]) => id !== 'stay');
  return moves.length > 0 && moves.every(([, { readiness }]) => readiness === 'not-ready');
}

const obstacleKey = ({ target, blockers, warnings }: Omit<Obstacle, 'workloads'>): string =>
  `${target}|${blockers.join(' ')}|${warnings.join(' ')}`;

function countObstacles(
  counts: Map<string, Mutable<Obstacle>>,
  targets: CountedShape['targets'],
  workloads: number,
): void {
  for (const [id, { blockers, warnings }] of Object.entries(targets)) {
    if (blockers.length + warnings.length === 0) continue;
    const found = { target: id as TargetId, blockers, warnings };
    counted(counts, obstacleKey(found), () => ({ ...found, workloads: 0 })).workloads += workloads;
  }
}

/** @param former a summary to go on from: what is added is added to it, and what is taken away was counted in it. */
export function createSummary(former?: AssessmentSummary): SummaryBuilder {
  const counts = {
    workloads: former?.workloads ?? 0,
    templates: former?.templates ?? 0,
    placeholders: former?.placeholders ?? 0,
    nowhere: former?.nowhere ?? 0,
  };
  const verdicts = { pass: 0, fail: 0, unknown: 0, ...former?.verdicts };
  const targets: Partial<Record<TargetId, Mutable<TargetCounts>>> = structuredClone(former?.targets ?? {});
  const rules = new Map(former?.rules.map((rule) => [rule.ruleId, { ...rule }]));
  const missing = new Map(former?.unknownAnswers.map((answer) => [answer.fact, { ...answer }]));
  const obstacles = new Map(former?.obstacles.map((obstacle) => [obstacleKey(obstacle), { ...obstacle }]));
  const waiting = new Map<CountedShape, number>();

  const count = (shape: CountedShape, workloads: number): void => {
    counts.workloads += workloads;
    if (shape.skipped !== undefined) {
      counts[shape.skipped === 'template' ? 'templates' : 'placeholders'] += workloads;
      return;
    }
    verdicts.pass += shape.passed * workloads;
    for (const { ruleId, outcome } of shape.rules) {
      verdicts[outcome] += workloads;
      const rule = counted(rules, ruleId, () => ({ ruleId, failed: 0, unknown: 0 }));
      rule[outcome === 'fail' ? 'failed' : 'unknown'] += workloads;
    }
    if (hasNowhereToGo(shape)) counts.nowhere += workloads;
    for (const [id, { readiness }] of Object.entries(shape.targets)) {
      const target = (targets[id as TargetId] ??= { ready: 0, conditional: 0, unknown: 0, 'not-ready': 0, best: 0 });
      target[readiness] += workloads;
      if (shape.bestTarget === id || shape.equallyGood.includes(id as TargetId)) target.best += workloads;
    }
    countObstacles(obstacles, shape.targets, workloads);
    countMissing(missing, shape, workloads);
  };

  return {
    add(shape, workloads = 1) {
      waiting.set(shape, (waiting.get(shape) ?? 0) + workloads);
    },
    finish() {
      for (const [shape, workloads] of waiting) if (workloads !== 0) count(shape, workloads);
      waiting.clear();
      const some = Object.entries(targets).filter(([, { best: _, ...readiness }]) =>
        Object.values(readiness).some((workloads) => workloads > 0),
      );
      return {
        ...counts,
        assessed: counts.workloads - counts.templates - counts.placeholders,
        verdicts: { ...verdicts },
        targets: structuredClone(Object.fromEntries(some)),
        rules: [...rules.values()]
          .filter(({ failed, unknown }) => failed + unknown > 0)
          .map((rule) => ({ ...rule }))
          .sort((a, b) => b.failed - a.failed || b.unknown - a.unknown || compareText(a.ruleId, b.ruleId)),
        unknownAnswers: [...missing.values()]
          .filter((answer) => answer.verdicts > 0)
          .map((answer) => ({ ...answer }))
          .sort((a, b) => b.verdicts - a.verdicts || compareText(a.fact, b.fact)),
        obstacles: [...obstacles]
          .filter(([, { workloads }]) => workloads > 0)
          .sort(([a], [b]) => compareText(a, b))
          .map(([, obstacle]) => ({ ...obstacle })),
      };
    },
  };
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
