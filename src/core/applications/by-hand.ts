/** Puts what people said of applications into workloads and applications. By hand goes before tags, tags before flows. */

import type { Application } from '../model/estate.ts';
import { entityId } from '../model/ids.ts';
import { canonicalBiosUuid } from '../model/identity-keys.ts';
import type { FieldConflict, ObservationRef, Workload } from '../model/workload.ts';
import { isMeant, meantOf } from './fixes.ts';
import type { FixNote, HandApplication, HandState, Meant, WorkloadRef } from './fixes.ts';

/** The source that a person's word on an application is observed by. */
export const HAND_SOURCE = 'hand';

/** "by anna on 2026-11-22 (they share one database)" */
export function byWhom({ actor, at, reason }: FixNote): string {
  return `by ${actor} on ${at.slice(0, 10)}${reason === '' ? '' : ` (${reason})`}`;
}

interface Word {
  readonly ref: WorkloadRef;
  readonly application: HandApplication;
  readonly member: boolean;
}

/** Finds what was said of a workload: by id, else by identity. */
export class HandWords {
  readonly #state: HandState;
  readonly #byId = new Map<string, Word[]>();
  readonly #byUuid = new Map<string, Word[]>();

  constructor(state: HandState) {
    this.#state = state;
    for (const application of state.applications.values()) {
      for (const ref of application.members.values()) this.#note({ ref, application, member: true });
      for (const ref of application.removed.values()) this.#note({ ref, application, member: false });
    }
  }

  #note(word: Word): void {
    const add = (words: Map<string, Word[]>, key: string): void => {
      const known = words.get(key);
      if (known === undefined) words.set(key, [word]);
      else known.push(word);
    };
    const { id, identity } = word.ref;
    add(this.#byId, id);
    for (const uuid of [identity.biosUuid, identity.instanceUuid]) {
      const key = canonicalBiosUuid(uuid);
      if (key !== undefined) add(this.#byUuid, key);
    }
  }

  of(workload: Meant): readonly Word[] {
    const own = this.#byId.get(workload.id);
    if (own !== undefined) return own;
    const found = workload.uuids.flatMap((uuid) => this.#byUuid.get(uuid) ?? []);
    return [...new Set(found)].filter(({ ref }) => isMeant(ref, workload));
  }

  /** Gives the workload the application a person put it into, or takes away the one it was taken out of. */
  apply(workload: Workload): Workload {
    if (this.#state.applications.size === 0) return workload;
    const words = this.of(meantOf(workload));
    const [first] = words
      .filter(({ member }) => member)
      .map(({ application }) => application)
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    const before = workload.facts.application;
    if (first !== undefined) return stated(workload, first.name, first.last);
    if (before === undefined) return workload;
    const own = this.#state.applications.get(before.toLowerCase());
    if (own === undefined) return workload;
    const out = words.some(({ member, application }) => !member && application === own);
    return out || own.whole ? stated(workload, undefined, own.last) : workload;
  }
}

function stated(workload: Workload, name: string | undefined, { actor, at }: FixNote): Workload {
  const { application: before, ...rest } = workload.facts;
  if (before === name) return workload;
  const reference: ObservationRef = { sourceId: HAND_SOURCE, nativeId: `application, ${actor}`, observedAt: at };
  const position = workload.observations.length;
  const from = workload.provenance.application ?? 0;
  const { application: _former, ...provenance } = workload.provenance;
  return {
    ...workload,
    facts: { ...rest, ...(name !== undefined && { application: name }) },
    observations: [...workload.observations, reference],
    provenance: { ...provenance, ...(name !== undefined && { application: position }) },
    conflicts: before === undefined ? workload.conflicts : withOther(workload.conflicts, from, before),
  };
}

function withOther(conflicts: readonly FieldConflict[], observation: number, value: string): readonly FieldConflict[] {
  const others = conflicts.find(({ field }) => field === 'application')?.others ?? [];
  return [
    ...conflicts.filter(({ field }) => field !== 'application'),
    { field: 'application', others: [...others, { observation, value }] },
  ];
}

/**
 * Applications with what people said of them. `resolve` finds the workload a person meant in the estate as it is now.
 * One whose members are all gone is left out; what was said of it stays.
 */
export function withHand(
  stated: readonly Application[],
  state: HandState,
  resolve: (ref: WorkloadRef) => string | undefined,
): Application[] {
  const byId = new Map(stated.map((application) => [application.id, application]));
  const ids = (refs: ReadonlyMap<string, WorkloadRef>): string[] =>
    [...refs.values()].map(resolve).filter((id) => id !== undefined);
  for (const hand of state.applications.values()) {
    const id = entityId('app', hand.name);
    const before = byId.get(id);
    const added = ids(hand.members);
    const removed = new Set(ids(hand.removed));
    const members = hand.whole ? new Set(added) : new Set([...(before?.workloadIds ?? []), ...added]);
    for (const each of removed) members.delete(each);
    if (members.size === 0) byId.delete(id);
    else
      byId.set(id, { id, name: hand.name, workloadIds: [...members].sort(), ...originOf(hand, before, removed.size) });
  }
  return [...byId.values()];
}

function originOf(
  hand: HandApplication,
  before: Application | undefined,
  removed: number,
): Pick<Application, 'origin' | 'evidence'> {
  const basis = hand.evidence === undefined ? '' : `: ${hand.evidence}`;
  if (hand.whole && hand.evidence !== undefined)
    return { origin: 'flow', evidence: `accepted ${byWhom(hand.last)}${basis}` };
  if (hand.whole || before === undefined || before.origin === 'hand')
    return { origin: 'hand', evidence: `put together ${byWhom(hand.last)}${basis}` };
  const changes = [
    ...(hand.members.size > 0 ? [`${hand.members.size} added`] : []),
    ...(removed > 0 ? [`${removed} removed`] : []),
  ].join(' and ');
  return { origin: before.origin, evidence: `${before.evidence}; ${changes} ${byWhom(hand.last)}${basis}` };
}
