/**
 * Which observations are one machine. Works on small rows only, so that a store can stream observations through it:
 * first the rows of all, then the observations of one group at a time.
 *
 * Keys are tried from the strongest to the weakest. Three things forbid a union whatever the key says: somebody kept
 * the two apart, one source lists both as different machines, and, for the weaker keys, facts of any two members
 * contradict each other. A machine that stays split is shown twice and can be joined later; two machines wrongly joined
 * would be planned as one.
 */

import { decide } from './identity-decisions.ts';
import type { Decided, Decision } from './identity-decisions.ts';
import { NO_IDS, withIds } from './identity-ids.ts';
import type { IdentityGroup, TakenIds } from './identity-ids.ts';
import { KEY_KINDS, same, shareMac } from './identity-kinds.ts';
import type { Agreement, KeyKind } from './identity-kinds.ts';
import { memberOf } from './identity-row.ts';
import type { IdentityRow, Member } from './identity-row.ts';

/** A set of joined members. Keeps what would forbid joining it with another. */
interface Cluster {
  members: Member[];
  /** Sources and scopes: one source lists one machine once. */
  listed: Set<string>;
}

const sourceAndScope = (row: IdentityRow): string => `${row.sourceId}|${row.scope ?? ''}`;

function forbidden(a: Cluster, b: Cluster): boolean {
  for (const where of a.listed) if (b.listed.has(where)) return true;
  return false;
}

/**
 * Pairs that agree within one key's members, leaving out those with a second partner: another machine of the same
 * source, or one that is known to be different from the first, such as the recovery copy at another site.
 */
function pairsIn(members: readonly Member[], { agree, clash }: KeyKind, decided: Decided): [Member, Member][] {
  const apart: Agreement = (a, b) =>
    !decided.joined(a, b) && (sourceAndScope(a.row) === sourceAndScope(b.row) || clash(a, b) || decided.apart(a, b));
  const ambiguous = members.some((a, index) => members.slice(index + 1).some((b) => apart(a, b)));
  // With clones or copies about, the key alone cannot say which of them is meant: a second sign must.
  const agreeing: Agreement = ambiguous ? (a, b) => agree(a, b) && secondSign(a, b) : agree;
  const mayJoin: Agreement = (a, b) =>
    sourceAndScope(a.row) !== sourceAndScope(b.row) && !decided.apart(a, b) && agreeing(a, b);
  const rival = (one: Member, other: Member): boolean =>
    members.some((third) => third !== one && third !== other && apart(third, other) && mayJoin(one, third));
  const pairs: [Member, Member][] = [];
  members.forEach((a, index) => {
    for (const b of members.slice(index + 1)) {
      if (mayJoin(a, b) && !(ambiguous && (rival(a, b) || rival(b, a)))) pairs.push([a, b]);
    }
  });
  return pairs;
}

const secondSign: Agreement = (a, b) =>
  same(a.instance, b.instance) || shareMac(a, b) || same(a.fqdn, b.fqdn) || same(a.name, b.name);

/** More members of one key than this are no machine seen often but a key that means nothing. */
export const MOST_PER_KEY = 200;

/**
 * Groups rows that are one machine and gives each group its id. Rows with the same key are one.
 * The result depends neither on the order of the rows nor on that of previousIds.
 *
 * @param previousIds workload id by observationKey, from the generation before.
 * @param decisions what people said is one or is not, the oldest first. A joining that would bring together what was
 * kept apart is not made.
 * @param taken ids of groups that are not looked at here. The rows given are then all that share a sign, an id from
 * before or a decision with one another; what is found for them does not depend on the others.
 */
export function identityGroups(
  rows: Iterable<IdentityRow>,
  previousIds: ReadonlyMap<string, string> = new Map(),
  decisions: readonly Decision[] = [],
  taken: TakenIds = NO_IDS,
): IdentityGroup[] {
  const byKey = new Map<string, IdentityRow>();
  for (const row of rows) {
    const known = byKey.get(row.key);
    byKey.set(row.key, known === undefined ? row : richer(known, row));
  }
  const members = [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).map(memberOf);
  const clusterOf = new Map<Member, Cluster>(members.map((member) => [member, newCluster(member)]));
  const decided = decide(decisions, new Map(members.map((member) => [member.row.key, member])));
  for (const [a, b] of decided.joins) joinByHand(a, b, decided, clusterOf);
  for (const kind of KEY_KINDS) {
    for (const bucket of bucketsOf(members, kind)) {
      for (const [a, b] of pairsIn(bucket, kind, decided)) join(a, b, kind, decided, clusterOf);
    }
  }
  return withIds(
    [...new Set(clusterOf.values())].map((cluster) => cluster.members.sort((a, b) => (a.row.key < b.row.key ? -1 : 1))),
    previousIds,
    taken,
  );
}

function newCluster(member: Member): Cluster {
  return { members: [member], listed: new Set([sourceAndScope(member.row)]) };
}

/** Of two rows of one observation the one with more signs; by their text when they have as many. */
function richer(a: IdentityRow, b: IdentityRow): IdentityRow {
  const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)];
  if (Object.keys(a).length !== Object.keys(b).length) return Object.keys(a).length > Object.keys(b).length ? a : b;
  return textA <= textB ? a : b;
}

function bucketsOf(members: readonly Member[], kind: KeyKind): Member[][] {
  const buckets = new Map<string, Member[]>();
  for (const member of members) {
    for (const key of kind.keysOf(member)) {
      // A machine, a container and an AI service are never the same workload.
      const full = `${member.row.kind}|${key}`;
      const bucket = buckets.get(full);
      if (bucket === undefined) buckets.set(full, [member]);
      else bucket.push(member);
    }
  }
  const usable = [...buckets].filter(([, bucket]) => bucket.length > 1 && bucket.length <= MOST_PER_KEY);
  return usable.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bucket]) => bucket);
}

function join(a: Member, b: Member, kind: KeyKind, decided: Decided, clusterOf: Map<Member, Cluster>): void {
  const [one, other] = [clusterOf.get(a), clusterOf.get(b)];
  if (one === undefined || other === undefined || one === other || forbidden(one, other)) return;
  const clash: Agreement = (left, right) => kind.clash(left, right) || decided.apart(left, right);
  if (some(one, other, clash)) return;
  unite(one, other, clusterOf);
}

/** A person may know that one source lists one machine twice. */
function joinByHand(a: Member, b: Member, decided: Decided, clusterOf: Map<Member, Cluster>): void {
  const [one, other] = [clusterOf.get(a), clusterOf.get(b)];
  if (one === undefined || other === undefined || one === other || some(one, other, decided.apart)) return;
  unite(one, other, clusterOf);
}

function some(one: Cluster, other: Cluster, test: Agreement): boolean {
  return one.members.some((left) => other.members.some((right) => test(left, right)));
}

function unite(one: Cluster, other: Cluster, clusterOf: Map<Member, Cluster>): void {
  for (const member of other.members) {
    one.members.push(member);
    clusterOf.set(member, one);
  }
  for (const where of other.listed) one.listed.add(where);
}
