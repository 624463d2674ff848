/**
 * Applications as the calls between machines suggest them. A pure function of the estate and of what people rejected:
 * the same machines and edges in any order give the same proposals.
 */

import { createHash } from 'node:crypto';
import type { Application, Dependency } from '../model/estate.ts';
import type { WorkloadRole } from '../model/workload.ts';
import { affinities, rareTags } from './affinity.ts';
import type { Pair } from './affinity.ts';
import type { WorkloadEnd } from './ends.ts';
import { nameStems } from './name-stems.ts';
import { describeGroup } from './proposal-words.ts';
import { groupsOf } from './propose-groups.ts';
import { sharedServices } from './shared-services.ts';
import type { SharedService } from './shared-services.ts';
import { finished } from './steps.ts';

export interface Proposal {
  /** "prop-" and 16 hex digits of its members: another membership is another proposal. */
  readonly id: string;
  readonly name: string;
  /** Members, those of the application it extends included; sorted. */
  readonly workloadIds: readonly string[];
  /** 0 to 100: how much of what its members call stays inside, and how much they have in common besides. */
  readonly score: number;
  /** In words, the most telling first. */
  readonly evidence: readonly string[];
  /** The application it would add to. */
  readonly extends?: { readonly id: string; readonly name: string };
  /** Members that are in no application yet. */
  readonly added: readonly string[];
  /** Shared machines that its members call. */
  readonly uses: readonly string[];
}

export interface Proposals {
  /** The highest score first. */
  readonly items: readonly Proposal[];
  readonly shared: readonly SharedService[];
}

export interface ProposalInput {
  readonly ends: Iterable<WorkloadEnd>;
  readonly dependencies: readonly Dependency[];
  readonly applications: readonly Application[];
  /** Members of what people rejected. */
  readonly rejected?: readonly { readonly workloadIds: readonly string[] }[];
}

/** What a rejected proposal and a new one must have in common at most, to be another: members in both by members in either. */
export const SAME_PROPOSAL_SHARE = 0.8;
const OUTSIDE: ReadonlySet<WorkloadRole> = new Set(['domain-controller', 'dns-server', 'monitoring', 'backup']);

const DESCRIBED_PER_STEP = 500;

export function proposeApplications(input: ProposalInput): Proposals {
  return finished(proposalSteps(input));
}

/** As proposeApplications, in steps of some milliseconds: between two of them a caller can let others go first. */
export function* proposalSteps(input: ProposalInput): Generator<void, Proposals> {
  const all = [...input.ends].filter(({ roles }) => roles?.some((role) => OUTSIDE.has(role)) !== true);
  all.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const ends = new Map(all.map((end) => [end.id, end]));
  yield;
  const stems = nameStems(all);
  yield;
  const { pairs, callers } = yield* affinities(ends, stems, input.dependencies);
  const known = [...input.applications].sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1,
  );
  const applicationOf = new Map<string, Application>();
  for (const application of known)
    for (const id of application.workloadIds) if (!applicationOf.has(id)) applicationOf.set(id, application);
  const names = new Map([...applicationOf].map(([id, { name }]) => [id, name]));
  const ids = all.map(({ id }) => id);
  const shared = yield* sharedServices({ ids, pairs, callers, stems, applications: names });
  const sharedIds = new Set(shared.map(({ id }) => id));
  const groups = yield* groupsOf(ids, pairs, sharedIds, applicationOf, stems);
  yield;
  const tags = rareTags(ends);
  yield;
  const links = linksOf(pairs);
  yield;
  const rejected = (input.rejected ?? []).map(({ workloadIds }) => new Set(workloadIds));
  const inside = dependenciesByGroup(groups, input.dependencies);
  const items: Proposal[] = [];
  for (const [index, members] of groups.entries()) {
    if (index % DESCRIBED_PER_STEP === 0) yield;
    const owner = members.map((id) => applicationOf.get(id)).find((application) => application !== undefined);
    const added = members.filter((id) => !applicationOf.has(id));
    if (added.length === 0 || members.length < 2) continue;
    const workloadIds = [...new Set([...members, ...(owner?.workloadIds ?? [])])].sort();
    if (isRejected(workloadIds, rejected)) continue;
    const described = describeGroup({
      members,
      added,
      ends,
      stems,
      tags,
      links,
      sharedIds,
      dependencies: inside.get(index) ?? [],
    });
    items.push({
      id: `prop-${createHash('sha256').update(workloadIds.join('\n')).digest('hex').slice(0, 16)}`,
      name: owner?.name ?? described.name,
      workloadIds,
      score: described.score,
      evidence: described.evidence,
      ...(owner !== undefined && { extends: { id: owner.id, name: owner.name } }),
      added,
      uses: described.uses,
    });
  }
  items.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return { items: withOwnNames(items, known), shared };
}

/** Dependencies between members of one group, by the group's place. */
function dependenciesByGroup(
  groups: readonly (readonly string[])[],
  dependencies: readonly Dependency[],
): ReadonlyMap<number, readonly Dependency[]> {
  const groupOf = new Map(groups.flatMap((members, index) => members.map((id) => [id, index] as const)));
  const found = new Map<number, Dependency[]>();
  for (const dependency of dependencies) {
    const group = groupOf.get(dependency.fromWorkloadId);
    if (group === undefined || group !== groupOf.get(dependency.toWorkloadId)) continue;
    const known = found.get(group);
    if (known === undefined) found.set(group, [dependency]);
    else known.push(dependency);
  }
  return found;
}

/** By workload, whom it is tied to and how strongly. */
export type Links = ReadonlyMap<string, ReadonlyMap<string, number>>;

function linksOf(pairs: readonly Pair[]): Links {
  const links = new Map<string, Map<string, number>>();
  const note = (from: string, to: string, weight: number): void => {
    const known = links.get(from);
    if (known === undefined) links.set(from, new Map([[to, weight]]));
    else known.set(to, weight);
  };
  for (const { a, b, weight } of pairs) {
    note(a, b, weight);
    note(b, a, weight);
  }
  return links;
}

function isRejected(ids: readonly string[], rejected: readonly ReadonlySet<string>[]): boolean {
  return rejected.some((former) => {
    const both = ids.filter((id) => former.has(id)).length;
    return both / (ids.length + former.size - both) >= SAME_PROPOSAL_SHARE;
  });
}

/** Two proposals, or a proposal and an application it does not extend, never have one name. */
function withOwnNames(items: readonly Proposal[], known: readonly Application[]): readonly Proposal[] {
  const taken = new Set(known.map(({ name }) => name.toLowerCase()));
  // Numbers below are taken: thousands of one name would else be counted through again for each.
  const nextNumber = new Map<string, number>();
  return items.map((item) => {
    if (item.extends !== undefined) return item;
    const wanted = item.name.toLowerCase();
    let name = item.name;
    let number = nextNumber.get(wanted) ?? 2;
    for (; taken.has(name.toLowerCase()); number++) name = `${item.name} ${number}`;
    nextNumber.set(wanted, number);
    taken.add(name.toLowerCase());
    return { ...item, name };
  });
}
