/** A kind of destination that workloads are judged for. Which rules speak on it is stated by the rules' severities. */

import type { WorkloadKind } from '../model/workload.ts';
import type { TargetId } from './verdict.ts';

export interface Target {
  readonly id: TargetId;
  readonly title: string;
  /** What "ready" promises here, and by which tool a workload gets there. */
  readonly description: string;
  readonly kinds: readonly WorkloadKind[];
  /** True when choosing it means moving: only such targets compete for "best target". */
  readonly moves: boolean;
  /** Platform it is on. A workload that is there already is judged, but moving to it is no best move. */
  readonly platform?: string;
}
