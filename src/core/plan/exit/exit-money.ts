/** What leaving costs: moving once, the difference every month, paying twice for a while. What has no price is asked for. */

import { demandOf } from '../../cost/demand.ts';
import type { Assignment } from '../../placement/result.ts';
import { roundTo } from '../moves.ts';
import type { ExitInput } from './describe-exit.ts';
import type { ExitMoney, MissingPrice } from './exit-plan.ts';

const EXAMPLES = 3;

/** `assignments`: of those that leave or should. Only those with a place are in the sums. */
export function exitMoney(input: ExitInput, assignments: readonly Assignment[]): ExitMoney {
  const missing = new Map<string, { workloads: number; examples: string[] }>();
  const ask = (what: string, name: string): void => {
    const known = missing.get(what) ?? { workloads: 0, examples: [] };
    known.workloads += 1;
    if (known.examples.length < EXAMPLES) known.examples.push(name);
    missing.set(what, known);
  };
  let now: number | null = 0;
  let after = 0;
  let once = 0;
  const positions = new Map(input.prepared.problem.workloadIds.map((id, row) => [id, row]));
  for (const { workloadId, workloadName, siteId, cost, candidates } of assignments) {
    if (siteId === null || cost === null) {
      for (const what of unpriced(candidates)) ask(what, workloadName);
      continue;
    }
    after += cost.runUsdPerMonth + cost.licenceUsdPerMonth;
    once += cost.migrationUsdOneOff;
    const paid = paidNow(input, positions.get(workloadId) ?? -1);
    if (typeof paid === 'string') {
      now = null;
      ask(paid, workloadName);
    } else if (now !== null) now += paid;
  }
  const { doubleRunMonths } = input;
  return {
    nowUsdPerMonth: now === null ? null : roundTo(now, 2),
    afterUsdPerMonth: roundTo(after, 2),
    differenceUsdPerMonth: now === null ? null : roundTo(after - now, 2),
    migrationUsdOneOff: roundTo(once, 2),
    doubleRunMonths,
    // The new place is paid for anyway; the old one still is.
    doubleRunUsdOneOff: doubleRunMonths === 0 ? 0 : now === null ? null : roundTo(now * doubleRunMonths, 2),
    missing: [...missing]
      .map(([what, found]): MissingPrice => ({ what, ...found }))
      .sort((a, b) => b.workloads - a.workloads || (a.what < b.what ? -1 : 1)),
  };
}

function unpriced(candidates: Assignment['candidates']): readonly string[] {
  const reasons = candidates.flatMap(({ reasons }) => reasons);
  return [...new Set(reasons.flatMap((reason) => (reason.kind === 'unknown-price' ? [reason.what] : [])))];
}

/** Run and licences a month where it is before anybody leaves, or what is not known. */
function paidNow({ prepared, before }: ExitInput, row: number): number | string {
  const workload = prepared.workloads[row];
  const position = before[row] ?? -1;
  const site = prepared.sites[position];
  if (workload === undefined || site === undefined) return 'where it is now';
  const demand = demandOf(workload);
  if ('unknown' in demand) return demand.unknown;
  const quote = prepared.pricer.quote(demand, site, prepared.problem.current[row] === position);
  if ('unknown' in quote) return quote.unknown;
  if ('noSize' in quote) return `${quote.noSize} (at ${site.id})`;
  return quote.runUsdPerMonth + quote.licenceUsdPerMonth;
}
