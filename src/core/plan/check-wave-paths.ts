/** Whether what the moves of a wave pass on their way keeps the rules, and whether that is known (S4). */

import { whereText } from '../policy/paths/hop.ts';
import type { JudgedHop } from '../policy/paths/hop.ts';
import { listNames } from './checks.ts';
import type { PlanPath, Wave } from './plan.ts';
import type { PlannedMove } from './planned-move.ts';

type Check = Wave['checks'][number];

export const PATH_KEEPS_RULES = 'the path of every move keeps the rules';
const PATH_IS_KNOWN = 'what every path passes is known';

export function checkWavePaths(members: readonly PlannedMove[], paths: ReadonlyMap<string, PlanPath>): Check[] {
  const broken: string[] = [];
  const open: string[] = [];
  const passed = new Set<PlanPath>();
  let waived = 0;
  for (const { move } of members) {
    const path = move.path === undefined ? undefined : paths.get(move.path);
    if (path === undefined) continue;
    passed.add(path);
    waived += path.hops.reduce((sum, hop) => sum + (hop.waived?.length ?? 0), 0);
    const first = (pick: (hop: JudgedHop) => readonly string[]): string | undefined => {
      const hop = path.hops.find((each) => pick(each).length > 0);
      if (hop === undefined) return undefined;
      return `${move.workloadName} at ${hop.role} (${whereText(hop.where)}): ${pick(hop).join(', ')}`;
    };
    const breaks = first(({ violated }) => violated);
    const leaves = first(({ unknown }) => unknown.map(({ ruleId }) => ruleId));
    if (breaks !== undefined) broken.push(breaks);
    else if (leaves !== undefined) open.push(leaves);
  }
  if (passed.size === 0) return [];
  const accepted = waived === 0 ? '' : `; ${waived} ${waived === 1 ? 'finding is' : 'findings are'} waived`;
  const along = `along ${passed.size === 1 ? 'one path' : `${passed.size} paths`}${accepted}`;
  return [
    { check: PATH_KEEPS_RULES, ok: broken.length === 0, detail: broken.length === 0 ? along : listNames(broken, 3) },
    { check: PATH_IS_KNOWN, ok: open.length === 0, detail: open.length === 0 ? along : listNames(open, 3) },
  ];
}
