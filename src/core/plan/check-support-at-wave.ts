/** Systems that still get fixes today and no longer on the day of their wave: the plan is judged at the wave's date. */

import { judgeSupport } from '../assess/os-support.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Host } from '../model/estate.ts';
import { listNames } from './checks.ts';
import type { Wave } from './plan.ts';
import type { PlannedMove } from './planned-move.ts';

export interface SupportDates {
  readonly catalog: Catalog;
  /** Day the plan is made. */
  readonly asOf: string;
  /** Hosts of the estate, for what they tell of their certificates. */
  readonly hosts?: readonly Host[];
}

type Check = Wave['checks'][number];

const CHECK = 'no system loses its fixes before its wave';

/** What has ended already is a condition of the move itself, so only what ends in between breaks the check. */
export function checkSupportAtWave(members: readonly PlannedMove[], startsOn: string, dates: SupportDates): Check {
  const { catalog, asOf } = dates;
  const ending: string[] = [];
  let open = 0;
  for (const { move, workload } of members) {
    const os = workload?.facts.os;
    const then = os && judgeSupport(catalog, os, move.target, startsOn);
    if (os === undefined || then === undefined || then.outcome === 'unknown') open++;
    else if (then.outcome === 'fail' && judgeSupport(catalog, os, move.target, asOf).outcome === 'pass')
      ending.push(`${move.workloadName} (${then.evidence})`);
  }
  if (ending.length > 0) return { check: CHECK, ok: false, detail: listNames(ending) };
  const fine = `judged for ${startsOn}`;
  return {
    check: CHECK,
    ok: true,
    detail: open === 0 ? fine : `${fine}; unknown for ${open} of ${members.length}`,
  };
}
