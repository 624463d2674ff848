/** What plans ask of readiness: each workload is judged once, when a move of it is planned. */

import { createAssessor } from '../core/assess/engine.ts';
import type { PlanningInput } from '../core/plan/planning-input.ts';
import type { Workload } from '../core/model/workload.ts';

type AssessorOptions = Parameters<typeof createAssessor>[0];

/** @param workloads by id */
export function readinessForPlanning(
  options: AssessorOptions & Required<Pick<AssessorOptions, 'rules'>>,
  workloads: ReadonlyMap<string, Workload>,
): Pick<PlanningInput, 'assessments' | 'ruleLabel'> {
  const assess = createAssessor(options);
  const labels = new Map(options.rules.map(({ id, label }) => [id, label]));
  const known = new Map<string, ReturnType<typeof assess>>();
  return {
    assessments: (id) => {
      const workload = workloads.get(id);
      if (workload === undefined) return undefined;
      let found = known.get(id);
      if (found === undefined) known.set(id, (found = assess(workload)));
      return found;
    },
    ruleLabel: (id) => labels.get(id),
  };
}
