/** What people said workloads and applications hold and mean: data classes, criticality, environment, owner (S3). */

import { canonicalBiosUuid } from '../model/identity-keys.ts';
import type { FieldConflict, ObservationRef, Workload, WorkloadFacts } from '../model/workload.ts';
import { HAND_SOURCE } from './by-hand.ts';
import { isMeant, meantOf } from './fixes.ts';
import type { Fix, FixNote, HandClassification, WorkloadRef } from './fixes.ts';

const KEYS = ['criticality', 'dataClasses', 'environment', 'owner'] as const;
type Key = (typeof KEYS)[number];

interface Said {
  readonly value: WorkloadFacts[Key];
  readonly note: FixNote;
}
type Words = Map<Key, Said>;

/** Finds what was said of a workload itself, else of the application it is in. The last word on each counts. */
export class HandClasses {
  readonly #byId = new Map<string, { readonly ref: WorkloadRef; readonly words: Words }>();
  readonly #byUuid = new Map<string, { readonly ref: WorkloadRef; readonly words: Words }[]>();
  readonly #byApplication = new Map<string, Words>();

  /** @param fixes the log, the oldest first. */
  constructor(fixes: readonly Fix[]) {
    for (const fix of fixes) {
      if (fix.content.kind !== 'classify') continue;
      const { workloads, application, set } = fix.content;
      for (const ref of workloads ?? []) note(this.#ofWorkload(ref), set, fix);
      if (application === undefined) continue;
      const key = application.toLowerCase();
      const words = this.#byApplication.get(key) ?? new Map<Key, Said>();
      this.#byApplication.set(key, words);
      note(words, set, fix);
    }
  }

  #ofWorkload(ref: WorkloadRef): Words {
    const known = this.#byId.get(ref.id);
    if (known !== undefined) return known.words;
    const made = { ref, words: new Map<Key, Said>() };
    this.#byId.set(ref.id, made);
    for (const uuid of [ref.identity.biosUuid, ref.identity.instanceUuid]) {
      const key = canonicalBiosUuid(uuid);
      if (key !== undefined) this.#byUuid.set(key, [...(this.#byUuid.get(key) ?? []), made]);
    }
    return made.words;
  }

  /** The workload as people classified it; what sources and rules said instead stays visible as a conflict. */
  apply(workload: Workload): Workload {
    if (this.#byId.size === 0 && this.#byApplication.size === 0) return workload;
    const { application } = workload.facts;
    const ofApplication = application === undefined ? undefined : this.#byApplication.get(application.toLowerCase());
    const own = this.#wordsOf(workload);
    if (own === undefined && ofApplication === undefined) return workload;
    return KEYS.reduce((done, key) => {
      const said = own?.get(key) ?? ofApplication?.get(key);
      return said === undefined ? done : stated(done, key, said);
    }, workload);
  }

  #wordsOf(workload: Workload): Words | undefined {
    const own = this.#byId.get(workload.id);
    if (own !== undefined || this.#byUuid.size === 0) return own?.words;
    const meant = meantOf(workload);
    const found = meant.uuids.flatMap((uuid) => this.#byUuid.get(uuid) ?? []);
    return found.find(({ ref }) => isMeant(ref, meant))?.words;
  }
}

/** null takes back what was said before. */
function note(words: Words, set: HandClassification, { actor, at, reason }: Fix): void {
  for (const key of KEYS) {
    const value = set[key];
    if (value === null) words.delete(key);
    else if (value !== undefined) words.set(key, { value, note: { actor, at, reason } });
  }
}

function stated(workload: Workload, key: Key, { value, note: { actor, at, reason } }: Said): Workload {
  const before = workload.facts[key];
  const reference: ObservationRef = {
    sourceId: HAND_SOURCE,
    nativeId: `${key}, ${actor}${reason === '' ? '' : `: ${reason}`}`,
    observedAt: at,
  };
  const differs = before !== undefined && JSON.stringify(before) !== JSON.stringify(value);
  const from = workload.provenance[key] ?? 0;
  const others = workload.conflicts.find(({ field }) => field === key)?.others ?? [];
  const conflict: FieldConflict = { field: key, others: [...others, { observation: from, value: before }] };
  // A person's list is whole, whatever a rule left open.
  const { [key]: _open, ...open } = workload.open ?? {};
  const { open: _all, ...rest } = workload;
  return {
    ...rest,
    facts: { ...workload.facts, [key]: value },
    observations: [...workload.observations, reference],
    provenance: { ...workload.provenance, [key]: workload.observations.length },
    conflicts: differs ? [...workload.conflicts.filter(({ field }) => field !== key), conflict] : workload.conflicts,
    ...(Object.keys(open).length > 0 && { open }),
  };
}
