/** Why a workload cannot leave, and what would make each of the other sites possible. */

import { reasonText } from '../../placement/reason-text.ts';
import type { InfeasibleReason } from '../../placement/result.ts';
import type { ExitInput } from './describe-exit.ts';
import type { StuckWorkload } from './exit-plan.ts';

export function stuckReasons(input: ExitInput, row: number): StuckWorkload {
  const { prepared, before, drill, critical } = input;
  const workload = prepared.workloads[row];
  if (workload === undefined) throw new TypeError(`no workload at ${row}`);
  const would = split(input, row) ?? bySite(input, row);
  return {
    workloadId: workload.id,
    workloadName: workload.facts.name ?? workload.id,
    siteId: prepared.problem.siteIds[before[row] ?? -1] ?? '',
    application: workload.facts.application ?? null,
    critical: critical(workload) ?? null,
    why:
      would.length === 0
        ? 'There is no other site.'
        : would.map(({ siteIds, because }) => `${listed(siteIds)}: ${because}`).join('; '),
    would:
      would.length > 0
        ? would
        : [
            {
              siteIds: drill.lostSites,
              because: 'there is no other site',
              fix: 'Describe another site in sites.yaml.',
            },
          ],
  };
}

type Would = StuckWorkload['would'][number];

/** Machines that write to one disk go to one site, and run at several today: no place could be looked for. */
function split({ prepared, before }: ExitInput, row: number): readonly Would[] | undefined {
  const members = prepared.units.members[prepared.units.unitOf[row] ?? -1] ?? [];
  if (members.every((each) => before[each] === before[row])) return undefined;
  const others = members.filter((each) => each !== row && before[each] !== before[row]);
  const names = others.map((each) => prepared.workloads[each]?.facts.name ?? '').slice(0, 3);
  const siteIds = [...new Set(others.map((each) => prepared.problem.siteIds[before[each] ?? -1] ?? 'no known site'))];
  return [
    {
      siteIds,
      because: `must be at one site with ${names.join(', ')}, which runs elsewhere today`,
      fix: 'Correct which site they run at, or which disks they write to; or move the others along by hand.',
    },
  ];
}

function bySite({ prepared, drill }: ExitInput, row: number): readonly Would[] {
  const { problem, sites } = prepared;
  const found = drill.outcome.prepared.problem;
  const groups = new Map<string, { siteIds: string[]; because: string; fix: string }>();
  for (const [site, siteId] of problem.siteIds.entries()) {
    if (drill.lostSites.includes(siteId)) continue;
    const code = found.reason[row * problem.sites + site] ?? 0;
    const first = found.reasons[code]?.[0];
    const because = code === 0 || first === undefined ? 'no room is left' : reasonText(first);
    const fix =
      code === 0 || first === undefined
        ? roomFix(drill.outcome.whole.diagnoses, siteId)
        : fixOf(first, sites[site]?.target ?? 'stay');
    const key = `${because}|${fix}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { siteIds: [siteId], because, fix });
    else group.siteIds.push(siteId);
  }
  return [...groups.values()];
}

const ROOM = 'Make room there, use the reserve (--use-reserve), or describe another site.';

function roomFix(
  diagnoses: readonly {
    readonly siteId: string | null;
    readonly relax: readonly { readonly what: string }[];
  }[],
  siteId: string,
): string {
  const relax = diagnoses
    .filter((each) => each.siteId === siteId)
    .flatMap((each) => each.relax.map(({ what }) => what));
  const [first] = relax;
  return first === undefined ? ROOM : `${ROOM} Found enough for some: ${first}.`;
}

/** What somebody can do about a reason. */
function fixOf(reason: InfeasibleReason, target: string): string {
  switch (reason.kind) {
    case 'readiness':
      return `Clear what makes it not ready for ${target}: isthmus describe workload NAME.`;
    case 'policy':
      return `Settle ${reason.rules.join(', ')} at the site, or ask for a waiver.`;
    case 'path':
      return `Settle what is broken on the way, or state the way under "paths" in sites.yaml.`;
    case 'pin':
      return 'Loosen the pin in sites.yaml.';
    case 'closed':
      return 'Open the site: acceptsWorkloads in sites.yaml.';
    case 'size':
      return 'Take a larger host in, or make the machine smaller.';
    case 'no-sku':
      return 'Bring a price list with a size that fits, or make the machine smaller.';
    case 'unknown-price':
      return `State the price: ${reason.what}.`;
    case 'shared-disk':
    case 'together':
      return fixOf(reason.because, target);
    case 'capacity':
      return ROOM;
    case 'rule':
    case 'latency':
      return `Loosen the rule ${reason.rule} under placement.rules in sites.yaml.`;
    case 'lost':
      return 'It is left as well.';
  }
}

const listed = (ids: readonly string[]): string =>
  ids.length > 4 ? `${ids.slice(0, 4).join(', ')} and ${ids.length - 4} more` : ids.join(', ');
