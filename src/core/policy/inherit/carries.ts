/** Which dependencies carry data from one workload to another, and which way. */

import type { ServiceNames } from '../../applications/service-names.ts';
import type { ServicePurpose } from '../../catalog/service-ports.ts';
import type { Dependency } from '../../model/estate.ts';
import type { WorkloadRole } from '../../model/workload.ts';

/** What is read at `from` is then held at `to`. */
export interface Carriage {
  readonly from: string;
  readonly to: string;
  readonly dependency: Dependency;
  /** False: it may be so, the record does not tell. */
  readonly certain: boolean;
}

/** Services whose answers hold what is kept there. The others give names, time, rights or measurements. */
const CARRYING: ReadonlySet<ServicePurpose> = new Set(['application', 'database', 'windows']);

export interface CarriageRules {
  readonly services: ServiceNames;
  readonly atLeastConfidencePct: number;
  readonly rolesOf: (workloadId: string) => readonly WorkloadRole[] | undefined;
}

/**
 * A caller reads from what it calls. A backup is read the other way round, too: whoever keeps backups holds the data,
 * whichever side opens the connection. Background traffic of any other kind carries none.
 */
export function carriages(dependency: Dependency, rules: CarriageRules): readonly Carriage[] {
  const { fromWorkloadId: caller, toWorkloadId: called, noise, flow } = dependency;
  if (caller === called) return [];
  const certain = dependency.confidencePct >= rules.atLeastConfidencePct && flow?.directionUnknown !== true;
  const purpose = rules.services.of(dependency.port, dependency.protocol, flow?.toProcess)?.purpose;
  // Over a port that nobody knows, who keeps backups is taken to do that: it must not look as if it held nothing.
  const keeps = purpose === undefined && keepsBackups(caller, rules) !== keepsBackups(called, rules);
  if (noise === 'backup' || purpose === 'backup' || (noise === undefined && keeps)) return backedUp(dependency, rules);
  if (noise !== undefined || (purpose !== undefined && !CARRYING.has(purpose))) return [];
  const read = { from: called, to: caller, dependency, certain };
  return flow?.directionUnknown === true ? [read, { from: caller, to: called, dependency, certain: false }] : [read];
}

const keepsBackups = (id: string, { rolesOf }: CarriageRules): boolean => rolesOf(id)?.includes('backup') === true;

function backedUp(dependency: Dependency, rules: CarriageRules): readonly Carriage[] {
  const { fromWorkloadId: caller, toWorkloadId: called } = dependency;
  const sure = dependency.confidencePct >= rules.atLeastConfidencePct;
  const [first, second] = [keepsBackups(caller, rules), keepsBackups(called, rules)];
  if (first !== second)
    return [{ from: first ? called : caller, to: first ? caller : called, dependency, certain: sure }];
  return [
    { from: caller, to: called, dependency, certain: false },
    { from: called, to: caller, dependency, certain: false },
  ];
}
