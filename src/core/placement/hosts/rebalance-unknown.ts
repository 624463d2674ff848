/** What a rebalance did not know, and what it took for it: said once per kind, with counts. */

import type { SiteHosts } from './estate-hosts.ts';
import type { RebalanceOptions } from './rebalance.ts';
import type { HostMove } from './rebalance-result.ts';
import type { GroupOutcome } from './rebalance-search.ts';

const many = (count: number, noun: string, plural = `${noun}s`): string => `${count} ${count === 1 ? noun : plural}`;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

export function notKnownOf(
  hosts: SiteHosts,
  outcomes: readonly GroupOutcome[],
  moves: readonly HostMove[],
  options: RebalanceOptions,
): { readonly notKnown: string[]; readonly warnings: string[] } {
  const notKnown: string[] = [];
  const warnings: string[] = [];
  const { machines, containers } = hosts.unhosted;
  if (machines > 0)
    notKnown.push(
      `${many(machines, 'machine')} of this site ${machines === 1 ? 'is' : 'are'} on no host that a source lists, and not counted.`,
    );
  if (containers > 0)
    notKnown.push(
      `${many(containers, 'container workload')} of this site ${containers === 1 ? 'is' : 'are'} on no known host: what they take is not counted.`,
    );
  if (hosts.respelled > 0)
    warnings.push(
      `${many(hosts.respelled, 'workload')} ${hosts.respelled === 1 ? 'names its host' : 'name their hosts'} without the domain; the one host of that name was taken.`,
    );
  const unsized = outcomes.flatMap(({ domain }) => domain.unsized.map(({ id, facts }) => facts.name ?? id));
  if (unsized.length > 0)
    notKnown.push(`Size of ${listed(unsized)} (cpuCount or memoryMiB): not counted, and their hosts take nobody in.`);
  for (const { domain } of outcomes) rulesAndDemand(domain, notKnown, warnings);
  const shut = outcomes.flatMap(({ domain }) =>
    domain.hosts.flatMap(({ name }, at) =>
      domain.closed[at] === undefined || domain.evacuate.has(at) ? [] : [`${name}: ${domain.closed[at]}`],
    ),
  );
  if (shut.length > 0)
    warnings.push(`${many(shut.length, 'host')} ${shut.length === 1 ? 'takes' : 'take'} nobody in (${listed(shut)}).`);
  const full = outcomes.flatMap(overfull);
  if (full.length > 0)
    warnings.push(
      `${many(full.length, 'host')} ${full.length === 1 ? 'holds' : 'hold'} more than it may already (${listed(full)}): what is there now was taken as the limit.`,
    );
  const stopped = outcomes.reduce((sum, { domain }) => sum + domain.stopped, 0);
  if (stopped > 0)
    warnings.push(
      `${many(stopped, 'machine')} that ${stopped === 1 ? 'is' : 'are'} switched off or suspended ${stopped === 1 ? 'takes' : 'take'} no room here and ${stopped === 1 ? 'stays' : 'stay'} registered where ${stopped === 1 ? 'it is' : 'they are'}.`,
    );
  const unsure = moves.filter(({ needs }) => needs.length > 0);
  if (unsure.length > 0) {
    const facts = [...new Set(unsure.flatMap(({ needs }) => needs))].sort();
    notKnown.push(
      `Whether ${many(unsure.length, 'move')} of ${moves.length} can be made while the machine runs: ${listed(facts)}. They count double; moveUnknown false leaves them out.`,
    );
  }
  if (options.maxMoves !== undefined && moves.length >= options.maxMoves)
    warnings.push(`The plan may have ${many(options.maxMoves, 'move')} at most: more might be better.`);
  return { notKnown, warnings };
}

function rulesAndDemand(domain: GroupOutcome['domain'], notKnown: string[], warnings: string[]): void {
  const { name, measured, units, assumedRules, unknownRules, brokenRules } = domain;
  if (assumedRules.length > 0) {
    notKnown.push(
      `${name}: what ${many(assumedRules.length, 'rule')} of the platform ${assumedRules.length === 1 ? 'demands' : 'demand'} (only names are known); what holds of ${assumedRules.length === 1 ? 'it' : 'them'} today is kept.`,
    );
  }
  if (unknownRules.length > 0)
    notKnown.push(
      `${name}: what ${listed(unknownRules)} ${unknownRules.length === 1 ? 'demands' : 'demand'}; it cannot be told from where machines are, and is not kept.`,
    );
  for (const text of brokenRules) warnings.push(`${name}: ${text}.`);
  if (units.length === 0) return;
  if (measured === null)
    notKnown.push(`${name}: processor demand (utilisation) of most machines; only configured vCPUs count.`);
  else if (measured.share < 1) {
    notKnown.push(
      `${name}: processor demand of ${Math.round((1 - measured.share) * 100)} % of the vCPUs; they count with ${Math.round(measured.assumedPct)} %, which one measured machine in ten exceeds.`,
    );
  }
}

function overfull({ domain, now }: GroupOutcome): string[] {
  const { hosts, resources, need, has } = domain;
  const R = resources.length;
  const used = new Float64Array(hosts.length * R);
  now.forEach((host, unit) => {
    for (let r = 0; r < R; r += 1) used[host * R + r] = (used[host * R + r] ?? 0) + (need[unit * R + r] ?? 0);
  });
  return hosts.flatMap(({ name }, host) =>
    resources.some((_, r) => (used[host * R + r] ?? 0) > (has[host * R + r] ?? Infinity)) ? [name] : [],
  );
}
