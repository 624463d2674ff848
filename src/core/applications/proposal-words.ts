/** What speaks for a proposed application, in numbers and in words, and what it could be called. */

import type { Dependency } from '../model/estate.ts';
import { likelySubnet } from './addresses.ts';
import type { WorkloadEnd } from './ends.ts';
import type { Links } from './propose.ts';

export interface GroupInput {
  readonly members: readonly string[];
  readonly added: readonly string[];
  readonly ends: ReadonlyMap<string, WorkloadEnd>;
  readonly stems: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, ReadonlySet<string>>;
  readonly links: Links;
  readonly sharedIds: ReadonlySet<string>;
  /** Those between members. */
  readonly dependencies: readonly Dependency[];
}

export interface DescribedGroup {
  readonly name: string;
  readonly score: number;
  readonly evidence: readonly string[];
  readonly uses: readonly string[];
}

/** Points of a hundred: calls that stay inside, names in common, a network in common. */
const POINTS = { inside: 60, names: 25, network: 15 } as const;
const SHOWN = 3;

export function describeGroup(input: GroupInput): DescribedGroup {
  const { members, ends, stems, tags, links, sharedIds } = input;
  const inGroup = new Set(members);
  const uses = new Set<string>();
  let inside = 0;
  let outside = 0;
  for (const id of members) {
    for (const [other, weight] of links.get(id) ?? []) {
      if (inGroup.has(other)) inside += weight / 2;
      else if (sharedIds.has(other)) uses.add(other);
      else outside += weight;
    }
  }
  const kept = inside + outside === 0 ? 0 : inside / (inside + outside);
  const stem = mostCommon(members.map((id) => stems.get(id)));
  const subnet = mostCommon(members.flatMap((id) => [...new Set((ends.get(id)?.addresses ?? []).map(likelySubnet))]));
  const tag = mostCommon(members.flatMap((id) => [...(tags.get(id) ?? [])]));
  const share = (count: number): number => count / members.length;
  const score = Math.round(
    POINTS.inside * kept +
      POINTS.names * share(stem?.count ?? 0) +
      POINTS.network * Math.min(1, share(subnet?.count ?? 0)),
  );
  const quiet = input.added.filter((id) => (links.get(id)?.size ?? 0) === 0);
  const calls = callWords(inGroup, input.links, input.dependencies);
  const evidence = [
    calls === undefined
      ? undefined
      : `${calls.text}; ${Math.round(100 * kept)} % of the weight of their calls stays inside`,
    stem !== undefined && stem.count > 1
      ? `${stem.count} of ${members.length} names have "${stem.value}" in common`
      : undefined,
    tag !== undefined && tag.count > 1 ? `${tag.count} of ${members.length} carry the tag ${tag.value}` : undefined,
    subnet !== undefined && subnet.count > 1
      ? `${subnet.count} of ${members.length} are in ${subnet.value}`
      : undefined,
    quiet.length > 0 ? `by name only: ${listed(quiet.map((id) => ends.get(id)?.name ?? id))}` : undefined,
    uses.size > 0 ? `calls shared: ${listed([...uses].sort().map((id) => ends.get(id)?.name ?? id))}` : undefined,
  ].filter((text) => text !== undefined);
  return {
    name: nameOf(
      stem !== undefined && share(stem.count) >= 0.5 ? stem.value : undefined,
      tag,
      members,
      calls?.called,
      ends,
    ),
    score,
    evidence,
    uses: [...uses].sort(),
  };
}

function nameOf(
  stem: string | undefined,
  tag: { readonly value: string; readonly count: number } | undefined,
  members: readonly string[],
  called: string | undefined,
  ends: ReadonlyMap<string, WorkloadEnd>,
): string {
  if (stem !== undefined) return stem;
  if (tag !== undefined && tag.count * 2 >= members.length) return tag.value.slice(tag.value.indexOf('=') + 1);
  const id = called ?? members[0] ?? '';
  return `around ${ends.get(id)?.name ?? id}`;
}

/** "5 workloads call each other over ms-sql-s, http (12 dependencies)", and who is called most. */
function callWords(
  inGroup: ReadonlySet<string>,
  links: Links,
  dependencies: readonly Dependency[],
): { readonly text: string; readonly called: string | undefined } | undefined {
  const services: string[] = [];
  const called: string[] = [];
  const talking = [...inGroup].filter((id) => [...(links.get(id)?.keys() ?? [])].some((other) => inGroup.has(other)));
  if (talking.length === 0) return undefined;
  for (const { fromWorkloadId, toWorkloadId, noise, service, port } of dependencies) {
    if (noise !== undefined || fromWorkloadId === toWorkloadId) continue;
    services.push(service ?? (port === undefined ? 'unnamed ports' : `port ${port}`));
    called.push(toWorkloadId);
  }
  const ranked = [...counted(services)].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([name]) => name);
  const over = listed(ranked);
  return {
    text: `${talking.length} workloads call each other over ${over} (${services.length} ${services.length === 1 ? 'dependency' : 'dependencies'})`,
    called: mostCommon(called)?.value,
  };
}

function listed(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return more > 0 ? `${names.slice(0, SHOWN).join(', ')} and ${more} more` : names.join(', ');
}

function counted(values: readonly (string | undefined)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Of equals the lesser. */
function mostCommon(
  values: readonly (string | undefined)[],
): { readonly value: string; readonly count: number } | undefined {
  let best: { value: string; count: number } | undefined;
  for (const [value, count] of counted(values))
    if (best === undefined || count > best.count || (count === best.count && value < best.value))
      best = { value, count };
  return best;
}
