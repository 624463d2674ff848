/**
 * "The top N fixes unblock M workloads" (A8), per target. A workload is unblocked when all its blockers are gone, and
 * cleared when no failing rule is left. Chosen greedily by value for the hours they take: each fix is valued by its
 * share in every workload that still waits for it, so that two rules which block together are worth something each.
 */

import type { Rule } from './rule.ts';
import { RULES } from './rules/registry.ts';
import type { AssessmentSummary, Obstacle } from './summary.ts';
import type { Severity, TargetId } from './verdict.ts';

export interface Fix {
  readonly ruleId: string;
  readonly target: TargetId;
  readonly severity: Severity;
  readonly label: string;
  readonly remedy: string;
  /** Workloads on which the rule fails. */
  readonly workloadsAffected: number;
  /** Workloads that have no blocker left after this fix and those before it in the list. */
  readonly workloadsUnblocked: number;
  /** Workloads on which no blocker or warning fails any more after this fix and those before it. */
  readonly workloadsCleared: number;
  /** Rough person-hours to apply it everywhere. */
  readonly hours: number;
}

export interface FixOptions {
  readonly limit: number;
  /** Only this target. Without it each target has its own ranking and the best of all are given. */
  readonly target?: TargetId;
  readonly rules?: readonly Rule[];
}

/** Clearing a warning is worth this share of removing a blocker. */
const WARNING_WORTH = 0.1;

interface Waiting {
  readonly blockers: Set<string>;
  readonly warnings: Set<string>;
  readonly workloads: number;
}

interface Candidate {
  readonly ruleId: string;
  value: number;
  affected: number;
}

function candidatesOf(waiting: readonly Waiting[]): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  const give = (ruleId: string, workloads: number, value: number): void => {
    const candidate = candidates.get(ruleId) ?? { ruleId, value: 0, affected: 0 };
    candidate.affected += workloads;
    candidate.value += value;
    candidates.set(ruleId, candidate);
  };
  for (const { blockers, warnings, workloads } of waiting) {
    for (const ruleId of blockers) give(ruleId, workloads, workloads / blockers.size);
    const share = (workloads * WARNING_WORTH) / (blockers.size + warnings.size);
    for (const ruleId of warnings) give(ruleId, workloads, share);
  }
  return candidates;
}

function applyFix(waiting: readonly Waiting[], ruleId: string): { unblocked: number; cleared: number } {
  let unblocked = 0;
  let cleared = 0;
  for (const { blockers, warnings, workloads } of waiting) {
    const blocked = blockers.delete(ruleId);
    const warned = warnings.delete(ruleId);
    if (blocked && blockers.size === 0) unblocked += workloads;
    if ((blocked || warned) && blockers.size + warnings.size === 0) cleared += workloads;
  }
  return { unblocked, cleared };
}

interface Ranked {
  readonly fix: Fix;
  readonly worth: number;
}

function rank(
  target: TargetId,
  obstacles: readonly Obstacle[],
  limit: number,
  rules: ReadonlyMap<string, Rule>,
): Ranked[] {
  const waiting = obstacles.map(({ blockers, warnings, workloads }) => ({
    blockers: new Set(blockers),
    warnings: new Set(warnings),
    workloads,
  }));
  // Value per hour alone would put trifles first, value alone the hardest: their product weighs both.
  const worthOf = ({ ruleId, value, affected }: Candidate): number =>
    value ** 2 / Math.max(affected * (rules.get(ruleId)?.fixHours ?? 1), 0.1);
  const ranked: Ranked[] = [];
  while (ranked.length < limit) {
    const [best] = [...candidatesOf(waiting).values()]
      .map((candidate) => ({ candidate, worth: worthOf(candidate) }))
      .sort((a, b) => b.worth - a.worth || (a.candidate.ruleId < b.candidate.ruleId ? -1 : 1));
    const rule = best && rules.get(best.candidate.ruleId);
    const severity = rule?.severity[target];
    if (best === undefined || rule === undefined || severity === undefined) break;
    const { unblocked, cleared } = applyFix(waiting, rule.id);
    ranked.push({
      worth: best.worth,
      fix: {
        ruleId: rule.id,
        target,
        severity,
        label: rule.label,
        remedy: rule.remedy,
        workloadsAffected: best.candidate.affected,
        workloadsUnblocked: unblocked,
        workloadsCleared: cleared,
        hours: Math.round(best.candidate.affected * rule.fixHours * 10) / 10,
      },
    });
  }
  return ranked;
}

/** Takes the most worthwhile head of the rankings each time: within a target the order stays as it was chosen. */
function merge(rankings: readonly (readonly Ranked[])[], limit: number): readonly Fix[] {
  const heads = rankings.map(() => 0);
  const merged: Fix[] = [];
  while (merged.length < limit) {
    let best: { readonly index: number; readonly ranked: Ranked } | undefined;
    for (const [index, ranking] of rankings.entries()) {
      const ranked = ranking[heads[index] ?? 0];
      if (ranked !== undefined && (best === undefined || ranked.worth > best.ranked.worth)) best = { index, ranked };
    }
    if (best === undefined) break;
    heads[best.index] = (heads[best.index] ?? 0) + 1;
    merged.push(best.ranked.fix);
  }
  return merged;
}

/** The most worthwhile fixes, best first. Counts of a fix assume that those before it for the same target are done. */
export function topFixes(summary: AssessmentSummary, options: FixOptions): readonly Fix[] {
  const rules = new Map((options.rules ?? RULES).map((rule) => [rule.id, rule]));
  const targets = [...new Set(summary.obstacles.map(({ target }) => target))].sort();
  const rankings = targets
    .filter((target) => (options.target === undefined ? target !== 'stay' : target === options.target))
    .map((target) => {
      const mine = summary.obstacles.filter((obstacle) => obstacle.target === target);
      return rank(target, mine, options.limit, rules);
    });
  return merge(rankings, options.limit);
}
