/** What leaving means for the functions that rest on the operator: applications, and workloads that are in none. */

import type { Assignment } from '../../placement/result.ts';
import { compareText } from '../order.ts';
import type { Plan } from '../plan.ts';
import type { ExitInput } from './describe-exit.ts';
import type { ExitFunction, Substitutability } from './exit-plan.ts';

interface Group {
  readonly id: string;
  name: string;
  readonly assignments: Assignment[];
  readonly critical: (boolean | undefined)[];
}

/** Critical ones first, then by name. `assignments`: of `leavers`, in their order. */
export function functionsOf(
  { prepared, critical }: ExitInput,
  leavers: readonly number[],
  assignments: readonly Assignment[],
  plan: Plan,
): readonly ExitFunction[] {
  const waveOf = new Map(
    plan.waves.flatMap(({ number, moves }) => moves.map(({ workloadId }) => [workloadId, number])),
  );
  const groups = new Map<string, Group>();
  for (const [at, row] of leavers.entries()) {
    const workload = prepared.workloads[row];
    const assignment = assignments[at];
    if (workload === undefined || assignment === undefined) continue;
    const { application } = workload.facts;
    const key = application === undefined ? `workload ${workload.id}` : `application ${application.toLowerCase()}`;
    let group = groups.get(key);
    if (group === undefined)
      groups.set(
        key,
        (group = { id: key, name: application ?? assignment.workloadName, assignments: [], critical: [] }),
      );
    group.assignments.push(assignment);
    group.critical.push(critical(workload));
  }
  return [...groups.values()]
    .map((group): ExitFunction => {
      const placed = group.assignments.filter(({ siteId }) => siteId !== null);
      return {
        id: group.id,
        name: group.name,
        critical: group.critical.includes(true) ? true : group.critical.includes(undefined) ? null : false,
        workloads: group.assignments.length,
        stuck: group.assignments.length - placed.length,
        toSiteIds: [...new Set(placed.map(({ siteId }) => siteId ?? ''))].sort(compareText),
        waves: [...new Set(placed.flatMap(({ workloadId }) => waveOf.get(workloadId) ?? []))].sort((a, b) => a - b),
        substitutability: substitutabilityOf(group.assignments),
      };
    })
    .sort((a, b) => rank(a.critical) - rank(b.critical) || compareText(a.name, b.name));
}

const rank = (critical: boolean | null): number => (critical === true ? 0 : critical === null ? 1 : 2);

/** As its worst workload: one that cannot leave, then one of which readiness is not known, then one with conditions. */
function substitutabilityOf(assignments: readonly Assignment[]): Substitutability {
  const found = assignments.map(({ siteId, candidates }) =>
    siteId === null ? 'none' : candidates.find((each) => each.siteId === siteId)?.readiness,
  );
  if (found.includes('none')) return 'not-substitutable';
  if (found.includes('unknown') || found.includes(undefined)) return 'unknown';
  return found.includes('conditional') ? 'with-conditions' : 'substitutable';
}
