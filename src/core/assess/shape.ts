/**
 * What an assessment says apart from its evidence and its complexity. Most machines of an estate answer like many others:
 * shapes are counted, sent and stored once, and everything a summary says follows from how many workloads have which.
 */

import type { WorkloadKind } from '../model/workload.ts';
import type { RuleResult, WorkloadAssessment } from './assessment.ts';
import type { Complexity } from './complexity.ts';
import type { FactPath, TargetId } from './verdict.ts';

export interface ShapeResult {
  readonly ruleId: string;
  readonly outcome: RuleResult['outcome'];
  /** Present when the answer is open. */
  readonly missing?: readonly FactPath[];
}

/** Gives equal results as one object, so that what follows from one is found by it. */
export class SharedResults {
  readonly #known = new Map<string, ShapeResult>();

  /** @param missing what an open answer asks for; absent: it failed. */
  of(ruleId: string, missing?: readonly FactPath[]): ShapeResult {
    const key = missing === undefined ? ruleId : `${ruleId} ${missing.join(' ')}?`;
    let result = this.#known.get(key);
    if (result === undefined) {
      result = Object.freeze(
        missing === undefined
          ? { ruleId, outcome: 'fail' }
          : { ruleId, outcome: 'unknown', missing: Object.freeze([...missing]) },
      );
      this.#known.set(key, result);
    }
    return result;
  }
}

export interface AssessmentShape {
  readonly kind: WorkloadKind;
  /** Absent: no source told. */
  readonly platform?: string;
  readonly skipped?: NonNullable<WorkloadAssessment['skipped']>;
  readonly rules: readonly ShapeResult[];
  readonly passed: number;
  readonly targets: WorkloadAssessment['targets'];
  readonly bestTarget: TargetId | null;
  readonly equallyGood: readonly TargetId[];
}

/** One workload's answers: the shape it shares with others, and what is its own. */
export interface Judged {
  readonly workloadId: string;
  readonly shape: AssessmentShape;
  /** In the order of the shape's rules: evidence of a failure, why an answer is open; null where nothing is said. */
  readonly texts: readonly (string | null)[];
  readonly complexity: Complexity;
}

function resultOf(result: ShapeResult, text: string | null): RuleResult {
  const { ruleId, outcome, missing } = result;
  if (outcome === 'fail') return { ruleId, outcome, evidence: text ?? '' };
  return text === null
    ? { ruleId, outcome, missing: missing ?? [] }
    : { ruleId, outcome, missing: missing ?? [], why: text };
}

/** The whole assessment, as the assessor gives it. */
export function assessmentOf({ workloadId, shape, texts, complexity }: Judged): WorkloadAssessment {
  const { skipped, passed, targets, bestTarget, equallyGood } = shape;
  const rules = shape.rules.map((result, index) => resultOf(result, texts[index] ?? null));
  const all = { workloadId, rules, passed, targets, bestTarget, equallyGood, complexity };
  return skipped === undefined ? all : { ...all, skipped };
}
