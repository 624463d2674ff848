/** What a plan is made from. Only the parts of an assessment that planning reads are asked for. */

import type { Readiness, TargetId } from '../assess/verdict.ts';
import type { Forecaster } from '../forecast/forecast.ts';
import type { Application, Dependency } from '../model/estate.ts';
import type { Workload } from '../model/workload.ts';
import type { PlacementResult } from '../placement/result.ts';
import type { PathJudge } from '../policy/paths/judge-path.ts';
import type { SitesFile } from '../policy/site.ts';
import type { SupportDates } from './check-support-at-wave.ts';
import type { PlanPins } from './plan.ts';

/** What an assessment says about one target: rule ids of what to do or accept, and of what is still open. */
export interface TargetReadinessLike {
  readonly readiness: Readiness;
  readonly warnings: readonly string[];
  readonly unknowns: readonly string[];
}

/** The part of a workload's assessment that planning reads; a WorkloadAssessment fits. */
export interface AssessmentLike {
  readonly targets: Readonly<Partial<Record<TargetId, TargetReadinessLike>>>;
  /** Evidence of failed rules and missing facts of open ones. */
  readonly rules?: readonly {
    readonly ruleId: string;
    readonly evidence?: string;
    readonly missing?: readonly string[];
  }[];
  /** 0 simple … 100 hard. */
  readonly complexity: { readonly score: number };
}

export interface PlanningInput {
  readonly name: string;
  readonly placement: PlacementResult;
  readonly workloads: ReadonlyMap<string, Workload>;
  readonly assessments: (workloadId: string) => AssessmentLike | undefined;
  readonly applications: readonly Application[];
  readonly dependencies: readonly Dependency[];
  readonly sites: SitesFile;
  readonly pins: PlanPins;
  /** How long moves take. */
  readonly forecaster: Pick<Forecaster, 'set'>;
  /** Which way each move takes, and what it passes. Absent: not asked. */
  readonly paths?: Pick<PathJudge, 'choose'>;
  /** When given, dated waves are checked for systems whose fixes end before them. */
  readonly support?: SupportDates;
  /** Words for a rule id, for conditions; the shipped rules' labels by default. */
  readonly ruleLabel?: (ruleId: string) => string | undefined;
}

export type WaveSettings = SitesFile['waves'];
