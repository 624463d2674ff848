/** Hosts before and after a rebalance, in the order people look for trouble. Pure. */

import type { RebalanceDocument } from '../../../api/hosts.ts';

type Group = RebalanceDocument['groups'][number];
export type HostRow = Group['hosts'][number] & { readonly group: string };
type Load = HostRow['before'];

/** The load that is worst of those known, in percent; null: none is known. */
export function worstPct({ memoryPct, vcpuPct, busyPct }: Load): number | null {
  const known = [memoryPct, vcpuPct, busyPct].filter((pct) => pct !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** What was fullest before stands first: that is why anybody moves anything. */
export function hostRows(groups: readonly Group[]): HostRow[] {
  return groups
    .flatMap(({ name, hosts }) => hosts.map((host) => ({ ...host, group: name })))
    .toSorted((a, b) => (worstPct(b.before) ?? -1) - (worstPct(a.before) ?? -1) || (a.hostId < b.hostId ? -1 : 1));
}

/** The end that all names share from a dot on, such as ".example.net"; empty when they differ, or when there is but one. */
export function commonDomain(names: readonly string[]): string {
  const [first = '', ...others] = names;
  const dot = first.indexOf('.');
  const domain = dot < 1 ? '' : first.slice(dot);
  return others.length > 0 && domain !== '' && others.every((name) => name.endsWith(domain)) ? domain : '';
}

/** Names as a person lists them: commas, spaces and lines between. */
export function namesOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((name) => name !== ''))];
}
