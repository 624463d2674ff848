/** What the assessor says about one workload. Rules that pass are counted, not listed. */

import type { Workload } from '../model/workload.ts';
import type { FactPath, TargetId } from './verdict.ts';
import type { TargetAssessment } from './readiness.ts';
import type { Complexity } from './complexity.ts';

export interface RuleResult {
  readonly ruleId: string;
  readonly outcome: 'fail' | 'unknown';
  /** The values the rule looked at, in words; present when it fails. */
  readonly evidence?: string;
  /** Facts no source stated, when the answer is open. */
  readonly missing?: readonly FactPath[];
  readonly why?: string;
}

export interface WorkloadAssessment {
  readonly workloadId: string;
  /** Set for objects that are not moved: no target is judged then. */
  readonly skipped?: 'template' | 'placeholder';
  readonly rules: readonly RuleResult[];
  readonly passed: number;
  /** One entry per target that takes this kind of workload. */
  readonly targets: Readonly<Partial<Record<TargetId, TargetAssessment>>>;
  /** The ready or conditional move with least work and fewest open questions. Null: none, or several are equally good. */
  readonly bestTarget: TargetId | null;
  /** The moves that nothing tells apart, when there are several; no name goes first. Empty otherwise. */
  readonly equallyGood: readonly TargetId[];
  readonly complexity: Complexity;
}

export type Assessor = (workload: Workload) => WorkloadAssessment;
