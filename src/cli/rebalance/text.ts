/** A rebalance plan as people read it. */

import type { RebalanceDocument } from '../../api/hosts.ts';
import { countText, plural } from '../output/format.ts';
import { table } from '../output/table.ts';

const MOVES_SHOWN = 40;
const BLOCKED_SHOWN = 10;
const HOSTS_SHOWN = 60;

type Group = RebalanceDocument['groups'][number];
type Host = Group['hosts'][number];

export function rebalanceText(plan: RebalanceDocument, wide: boolean): string {
  const hosts = plan.groups.flatMap((group) => group.hosts.map((host) => ({ group: group.name, ...host })));
  const touched = hosts.filter(({ arrivals, departures }) => arrivals + departures > 0);
  const shown = wide ? hosts : touched.slice(0, HOSTS_SHOWN);
  const before = plan.groups.reduce((sum, group) => sum + group.hostsAboveTarget.before, 0);
  const after = plan.groups.reduce((sum, group) => sum + group.hostsAboveTarget.after, 0);
  return [
    plan.moveCount === 0
      ? `${plan.site}: nothing should move among ${plural(hosts.length, 'host')}`
      : `${plan.site}: ${plural(plan.moveCount, 'move')} in ${plural(plan.batches, 'batch', 'batches')}, ${countText(plan.memoryMovedGiB)} GiB of memory; nothing was applied`,
    `hosts above ${100 - plan.headroomPct} %: ${before} now, ${after} afterwards`,
    costLine(plan),
    ...plan.stale.map((line) => `! ${line} Ask again.`),
    '',
    ...(shown.length === 0 ? [] : [hostTable(shown)]),
    ...(shown.length < hosts.length ? [`${plural(hosts.length - shown.length, 'more host')} (-o wide)`, ''] : []),
    ...(plan.moves.length === 0 ? [] : [moveTable(plan), ...rest(plan.moves.length - MOVES_SHOWN, 'move', '--moves')]),
    ...blockedLines(plan),
    ...plan.warnings.map((warning) => `! ${warning}`),
    ...(plan.notKnown.length === 0 ? [] : ['Not known:', ...plan.notKnown.map((line) => `? ${line}`)]),
    '',
  ].join('\n');
}

function costLine({ cost, gapPct }: RebalanceDocument): string {
  const figures = `cost ${countText(Math.round(cost.before))} → ${countText(Math.round(cost.after))}, none is below ${countText(Math.round(cost.bound))}`;
  if (gapPct === 0) return `${figures}: proved best`;
  return gapPct === null ? figures : `${figures}: within ${gapPct.toFixed(1)} % of the best possible`;
}

const rest = (more: number, noun: string, how: string): string[] =>
  more > 0 ? [`${plural(more, `more ${noun}`)} (${how})`, ''] : [];

const change = (host: Host, of: 'memoryPct' | 'vcpuPct' | 'busyPct'): string | null => {
  const [before, after] = [host.before[of], host.after[of]];
  if (before === null || after === null) return null;
  return before === after ? `${Math.round(before)} %` : `${Math.round(before)} → ${Math.round(after)} %`;
};

function hostTable(hosts: readonly (Host & { readonly group: string })[]): string {
  return table(
    {
      noun: 'host',
      items: hosts,
      name: ({ host }) => host,
      columns: [
        { header: 'HOST', value: ({ host }) => host },
        { header: 'GROUP', value: ({ group }) => group },
        { header: 'MEMORY', value: (host) => change(host, 'memoryPct'), align: 'right' },
        { header: 'VCPU', value: (host) => change(host, 'vcpuPct'), align: 'right' },
        { header: 'BUSY', value: (host) => change(host, 'busyPct'), align: 'right' },
        { header: 'IN', value: ({ arrivals }) => arrivals, align: 'right' },
        { header: 'OUT', value: ({ departures }) => departures, align: 'right' },
        { header: 'TAKES NOBODY', value: ({ closed }) => closed ?? '' },
      ],
    },
    false,
  );
}

function moveTable(plan: RebalanceDocument): string {
  return table(
    {
      noun: 'move',
      items: plan.moves.slice(0, MOVES_SHOWN),
      name: ({ order }) => String(order),
      columns: [
        { header: '#', value: ({ order }) => order, align: 'right' },
        { header: 'BATCH', value: ({ batch }) => batch, align: 'right' },
        { header: 'WORKLOAD', value: ({ workloads }) => workloads.map(({ name }) => name).join(' + ') },
        { header: 'GIB', value: ({ memoryMiB }) => Math.ceil(memoryMiB / 1024), align: 'right' },
        { header: 'FROM', value: ({ from }) => from },
        { header: 'TO', value: ({ to }) => to },
        { header: 'WHY', value: reasonText },
      ],
    },
    false,
  );
}

/** The columns beside it name both hosts; what is not known of a move is marked, and said below. */
function reasonText({ reason, needs, from, to }: RebalanceDocument['moves'][number]): string {
  const short = reason.replaceAll(from, 'it').replaceAll(to, 'the new host');
  return needs.length === 0 ? short : `(?) ${short}`;
}

function blockedLines({ blocked }: RebalanceDocument): string[] {
  if (blocked.length === 0) return [];
  const lines = blocked.slice(0, BLOCKED_SHOWN).map(({ workloads, host, to, reason }) => {
    const where = to === null ? host : `${host} → ${to}`;
    return `  ${workloads.map(({ name }) => name).join(' + ')} (${where}): ${reason}`;
  });
  return ['Stays, though it should not:', ...lines, ...rest(blocked.length - BLOCKED_SHOWN, 'machine', '-o json'), ''];
}
