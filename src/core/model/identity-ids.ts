/** Gives groups their ids: kept from the generation before where possible, else from the sign that changes least. */

import { scoped } from './identity-row.ts';
import type { Member } from './identity-row.ts';
import { entityId } from './ids.ts';

export interface IdentityGroup {
  readonly id: string;
  /** Keys of the members, sorted. */
  readonly members: readonly string[];
}

/** Ids that other groups hold already. */
export type TakenIds = { readonly has: (id: string) => boolean };
export const NO_IDS: TakenIds = new Set<string>();

/** Ids a new group could have, from the sign that changes least. The last one is the group's alone. */
function idCandidates(members: readonly Member[]): string[] {
  const kind = members[0]?.row.kind ?? 'vm';
  const least = (values: readonly (string | undefined)[]): string | undefined =>
    values.filter((value) => value !== undefined).sort()[0];
  const bios = least(members.map((member) => member.bios));
  const instance = least(members.flatMap((member) => scoped(member, member.instance)));
  const candidates = members.map((member) => entityId('wl', kind, 'native', member.row.key));
  if (instance !== undefined) candidates.unshift(entityId('wl', kind, 'instance', instance));
  if (bios !== undefined) candidates.unshift(entityId('wl', kind, 'bios', bios));
  return candidates;
}

/** An id from before stays with the group that holds most of its members; the rest get new ones. */
export function withIds(
  groups: readonly (readonly Member[])[],
  previousIds: ReadonlyMap<string, string>,
  taken: TakenIds = NO_IDS,
): IdentityGroup[] {
  const claims = groups.flatMap((members, group) => {
    const votes = new Map<string, number>();
    for (const { row } of members) {
      const id = previousIds.get(row.key);
      if (id !== undefined) votes.set(id, (votes.get(id) ?? 0) + 1);
    }
    return [...votes].map(([id, count]) => ({ id, count, group, first: members[0]?.row.key ?? '' }));
  });
  claims.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.first < b.first ? -1 : 1));
  const given = new Map<number, string>();
  const used = new Set<string>();
  for (const claim of claims) {
    if (given.has(claim.group) || used.has(claim.id)) continue;
    given.set(claim.group, claim.id);
    used.add(claim.id);
  }
  const wanted = groups.map((members, group) => (given.has(group) ? [] : idCandidates(members)));
  const demand = new Map<string, number>();
  for (const id of wanted.flat()) demand.set(id, (demand.get(id) ?? 0) + 1);
  return groups
    .map((members, group) => ({
      id: given.get(group) ?? freeId(wanted[group] ?? [], (id) => used.has(id) || taken.has(id), demand),
      members: members.map((member) => member.row.key),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The first candidate that no other group has or wants; else one derived from the last, which is the group's alone. */
function freeId(
  candidates: readonly string[],
  taken: (id: string) => boolean,
  demand: ReadonlyMap<string, number>,
): string {
  const found = candidates.find((id) => !taken(id) && demand.get(id) === 1);
  if (found !== undefined) return found;
  const own = candidates.at(-1) ?? '';
  for (let attempt = 1; ; attempt += 1) {
    const id = entityId('wl', own, String(attempt));
    if (!taken(id)) return id;
  }
}
