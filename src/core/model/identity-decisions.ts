/**
 * What people decided about which machines are one (D8). A decision names its workloads by their observations and,
 * should those be gone, by signs: it outlives a new import, a source under another name and a change of ids.
 */

import { differ, same } from './identity-kinds.ts';
import { memberOf } from './identity-row.ts';
import type { IdentityRow, Member } from './identity-row.ts';
import type { WorkloadKind } from './workload.ts';

/** One workload as it was when somebody decided about it. */
export interface Subject {
  readonly workloadId: string;
  readonly kind: WorkloadKind;
  readonly name?: string;
  /** Keys of its observations, the best source's first. */
  readonly keys: readonly string[];
  /** Signs of those observations, each in its one form, sorted. */
  readonly biosUuids: readonly string[];
  readonly instanceUuids: readonly string[];
  readonly macAddresses: readonly string[];
  readonly fqdns: readonly string[];
}

export interface Decision {
  readonly id: string;
  readonly kind: 'join' | 'apart';
  readonly subjects: readonly [Subject, Subject];
}

/** @param rows of the observations of one workload, the best source's first. */
export function subjectOf(workloadId: string, name: string | undefined, rows: readonly IdentityRow[]): Subject {
  const members = rows.map(memberOf);
  const all = (values: readonly (string | undefined)[]): string[] =>
    [...new Set(values.filter((value) => value !== undefined))].sort();
  return {
    workloadId,
    kind: rows[0]?.kind ?? 'vm',
    ...(name !== undefined && { name }),
    keys: rows.map(({ key }) => key),
    biosUuids: all(members.map(({ bios }) => bios)),
    instanceUuids: all(members.map(({ instance }) => instance)),
    macAddresses: all(members.flatMap(({ macs }) => macs)),
    fqdns: all(members.map(({ fqdn }) => fqdn)),
  };
}

/** Two subjects are the same when they name one observation, or none and have one id. */
export function sameSubject(a: Subject, b: Subject): boolean {
  return a.workloadId === b.workloadId || a.keys.some((key) => b.keys.includes(key));
}

/**
 * Members that a decision means: those it names, or, when none of them is listed any more, those that bear its signs.
 * A sign that several machines of one source bear means none of them.
 */
export function membersMeant(subject: Subject, members: ReadonlyMap<string, Member>): readonly Member[] {
  const named = subject.keys.flatMap((key) => members.get(key) ?? []);
  if (named.length > 0) return named;
  const bearers = [...members.values()].filter((member) => member.row.kind === subject.kind && bears(member, subject));
  const places = bearers.map(({ row }) => `${row.sourceId}|${row.scope ?? ''}`);
  return new Set(places).size === places.length ? bearers : [];
}

function bears(member: Member, subject: Subject): boolean {
  const { bios, instance, macs, fqdn } = member;
  const known = <T>(value: T | undefined, values: readonly T[]): boolean | undefined =>
    value === undefined || values.length === 0 ? undefined : values.includes(value);
  const byBios = known(bios, subject.biosUuids);
  if (byBios === false || known(instance, subject.instanceUuids) === false) return false;
  if (byBios === true) return true;
  return macs.some((mac) => subject.macAddresses.includes(mac)) && known(fqdn, subject.fqdns) === true;
}

/** Decisions ready to be asked about pairs. */
export interface Decided {
  /** Pairs to join before anything else is looked at. */
  readonly joins: readonly (readonly [Member, Member])[];
  /** True for two that must not be joined, whatever they share. */
  readonly apart: (a: Member, b: Member) => boolean;
  /** True for two that somebody joined, directly or through others. */
  readonly joined: (a: Member, b: Member) => boolean;
}

/** @param members by key. The result does not depend on their order. */
export function decide(decisions: readonly Decision[], members: ReadonlyMap<string, Member>): Decided {
  const sides = new Map<Member, Map<number, 0 | 1>>();
  const groupOf = new Map<Member, Member>();
  const joins: [Member, Member][] = [];
  const root = (member: Member): Member => {
    const parent = groupOf.get(member);
    return parent === undefined ? member : root(parent);
  };
  decisions.forEach(({ kind, subjects }, index) => {
    const [first, second] = subjects.map((subject) => membersMeant(subject, members));
    if (first === undefined || second === undefined) return;
    if (kind === 'join') {
      // What else belongs to either follows by its own signs: it may have become another machine since.
      const [a, b] = [first[0], second[0]];
      if (a === undefined || b === undefined || root(a) === root(b)) return;
      joins.push([a, b]);
      groupOf.set(root(b), root(a));
      return;
    }
    const both = new Set(first.filter((member) => second.includes(member)));
    [first, second].forEach((side, which) => {
      for (const member of side) {
        if (both.has(member)) continue;
        const known = sides.get(member) ?? new Map<number, 0 | 1>();
        sides.set(member, known.set(index, which === 0 ? 0 : 1));
      }
    });
  });
  return {
    joins,
    apart(a, b) {
      const [of, and] = [sides.get(a), sides.get(b)];
      if (of === undefined || and === undefined) return false;
      for (const [decision, side] of of) if (differ<number>(side, and.get(decision))) return true;
      return false;
    },
    joined: (a, b) => groupOf.size > 0 && same(root(a), root(b)),
  };
}
