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
export type WeighingRule = Pick<Rule, 'id' | 'severity' | 'openWeighs' | 'settledAtHome' | 'fixHours'>;

/** As much of a target as decides what competes. */
export type JudgedTarget = Pick<Target, 'id' | 'kinds' | 'moves' | 'platform'>;

export interface Profile {
  readonly targets: WorkloadAssessment['targets'];
  readonly bestTarget: TargetId | null;
  readonly equallyGood: readonly TargetId[];
  readonly tally: RuleTally;
}

const NOTHING = 0;
const WARNING = 1;
const BLOCKER = 2;

interface Weighed {
  readonly id: string;
  /** Per target: NOTHING, WARNING or BLOCKER. */
  readonly weights: Uint8Array;
  readonly openCounts: boolean;
  readonly settledAtHome: boolean;
  readonly fixHours: number;
}

/** Rules and targets, looked up once for the many profiles that are made of them. */
export interface Scales {
  readonly targets: readonly JudgedTarget[];
  readonly rules: ReadonlyMap<string, Weighed>;
}

export function scalesOf(rules: readonly WeighingRule[], targets: readonly JudgedTarget[]): Scales {
  const weighed = rules.map(({ id, severity, openWeighs, settledAtHome = false, fixHours }): Weighed => {
    const weights = targets.map((target) => {
      const weight = severity[target.id];
      return weight === 'blocker' ? BLOCKER : weight === 'warning' ? WARNING : NOTHING;
    });
    return { id, weights: Uint8Array.from(weights), openCounts: openWeighs !== 'info', settledAtHome, fixHours };
  });
  return { targets, rules: new Map(weighed.map((rule) => [rule.id, rule])) };
}

interface Answer {
  readonly rule: Weighed;
  readonly failed: boolean;
}

interface AssessedTarget extends TargetAssessment {
  /** Work if every open question turned out badly. */
  readonly worstHours: number;
}

function assessTarget(index: number, atHome: boolean, answers: readonly Answer[]): AssessedTarget {
  const blockers: string[] = [];
  const warnings: string[] = [];
  const unknowns: string[] = [];
  const openAside: string[] = [];
  let openBlockers = 0;
  let fixHours = 0;
  let openHours = 0;
  for (const { rule, failed } of answers) {
    const weight = rule.weights[index] ?? NOTHING;
    if (weight === NOTHING || (atHome && rule.settledAtHome)) continue;
    if (failed) {
      (weight === BLOCKER ? blockers : warnings).push(rule.id);
      fixHours += rule.fixHours;
    } else if (rule.openCounts) {
      unknowns.push(rule.id);
      openHours += rule.fixHours;
      if (weight === BLOCKER) openBlockers++;
    } else openAside.push(rule.id);
  }
  const readiness = deriveReadiness(blockers.length, openBlockers, warnings.length, unknowns.length - openBlockers);
  return { readiness, blockers, warnings, unknowns, openAside, fixHours, worstHours: fixHours + openHours };
}

/**
 * The better move has the better readiness, then less work if every open question turned out badly, then fewer of them.
 * An open question counts as work, so that no target is best because little is known about it. What is equal in all of
 * that stays equal: a tie broken by name would favour a vendor. Below zero: the first one is better.
 */
function compareMoves(one: AssessedTarget, other: AssessedTarget): number {
  if (one.readiness !== other.readiness) return one.readiness === 'ready' ? -1 : 1;
  return one.worstHours - other.worstHours || one.unknowns.length - other.unknowns.length;
}

function tallyOf(answers: readonly Answer[], moving: readonly number[]): RuleTally {
  let failedBlockers = 0;
  let failedWarnings = 0;
  let open = 0;
  for (const { rule, failed } of answers) {
    if (!failed) {
      open++;
      continue;
    }
    let worst = NOTHING;
    for (const index of moving) worst = Math.max(worst, rule.weights[index] ?? NOTHING);
    if (worst === BLOCKER) failedBlockers++;
    else if (worst === WARNING) failedWarnings++;
  }
  return { failedBlockers, failedWarnings, open };
}

/** The profile of a workload whose rules answered so. Rules that the scales do not know weigh nothing. */
export function profileOf(
  { kind, facts }: { readonly kind: Workload['kind']; readonly facts: Pick<Workload['facts'], 'platform'> },
  results: readonly ShapeResult[],
  { targets, rules }: Scales,
): Profile {
  const answers: Answer[] = [];
  for (const { ruleId, outcome } of results) {
    const rule = rules.get(ruleId);
    if (rule !== undefined) answers.push({ rule, failed: outcome === 'fail' });
  }
  const assessed: Partial<Record<TargetId, TargetAssessment>> = {};
  const moving: number[] = [];
  let best: AssessedTarget | undefined;
  let bestIds: TargetId[] = [];
  let home: AssessedTarget | undefined;
  for (const [index, { id, kinds, moves, platform }] of targets.entries()) {
    if (!kinds.includes(kind)) continue;
    const isElsewhere = platform === undefined || platform !== facts.platform;
    const one = assessTarget(index, !isElsewhere, answers);
    const { worstHours: _, ...shown } = one;
    assessed[id] = Object.freeze(shown);
    if (!moves) continue;
    moving.push(index);
    const isCandidate = one.readiness === 'ready' || one.readiness === 'conditional';
    if (isCandidate && !isElsewhere) home = one;
    if (!isCandidate || !isElsewhere) continue;
    const order = best === undefined ? -1 : compareMoves(one, best);
    if (order > 0) continue;
    if (order < 0) bestIds = [];
    best = one;
    bestIds.push(id);
  }
  // A container is where containers belong: a move is best only when it is better than that. The platform of a machine
  // does not compete: which machines leave it is what a migration decides.
  if (home !== undefined && kind === 'container') {
    const order = best === undefined ? -1 : compareMoves(home, best);
    if (order <= 0) bestIds = order < 0 ? ['stay'] : ['stay', ...bestIds];
  }
  return {
    targets: Object.freeze(assessed),
    bestTarget: bestIds.length === 1 ? (bestIds[0] ?? null) : null,
    equallyGood: Object.freeze(bestIds.length > 1 ? bestIds : []),
    tally: tallyOf(answers, moving),
  };
}
