/**
 * Which workload a reference means. An address that several have means the one that talks, that the same source lists,
 * or that is near the other end; where nothing tells, it is ambiguous and said so.
 */

import { canonicalBiosUuid } from '../model/identity-keys.ts';
import type { WorkloadEnd } from './ends.ts';
import { parseReference } from './references.ts';
import type { Reference } from './references.ts';

export interface ResolvedPair {
  readonly from: ResolvedEnd;
  readonly to: ResolvedEnd;
}

export interface ResolvedEnd {
  /** The workload, when it is exactly one. */
  readonly id?: string;
  /** How many it may be; 0 when no source lists it. */
  readonly candidates: number;
}

const NOBODY: readonly WorkloadEnd[] = [];

/** Everything by which a reference may mean this workload. */
export function keysOf(end: WorkloadEnd): Set<string> {
  const keys = new Set<string>([`id:${end.id}`]);
  for (const uuid of end.uuids) keys.add(`uuid:${uuid}`);
  if (end.fqdn !== undefined) keys.add(`fqdn:${end.fqdn.toLowerCase()}`);
  for (const name of [end.name, end.hostName, end.fqdn]) {
    if (name === undefined || name === '') continue;
    keys.add(`name:${name.toLowerCase()}`).add(`name:${shortName(name)}`);
  }
  for (const address of end.addresses) keys.add(`ip:${address}`);
  if (end.kind === 'container' && end.name !== undefined) {
    keys.add(`pod:${end.name.toLowerCase()}`);
    if (end.namespace !== undefined) keys.add(`pod:${end.namespace}/${end.name}`.toLowerCase());
  }
  for (const known of end.known) {
    keys.add(`known:${known}`);
    if (end.name !== undefined) keys.add(`known:${known.slice(0, known.indexOf('|'))}|${end.name}`.toLowerCase());
  }
  return keys;
}

/** Everything by which this reference of a source may mean a workload: no workload without one of these matters to it. */
export function keysOfReference(text: string, sourceId: string): readonly string[] {
  const parts = parseReference(text);
  if (parts === undefined) return [`id:${text}`, ...knownKeys(text, sourceId)];
  return [...new Set(parts.flatMap((part) => [keyOfPart(part), ...(shorter(part) ?? [])]))];
}

const knownKeys = (text: string, sourceId: string): readonly [string, string] => [
  `known:${text.toLowerCase()}`,
  `known:${sourceId}|${text}`.toLowerCase(),
];

/** Whoever wrote the reference may have written the UUID in the other order of bytes. */
const keyOfPart = ({ scheme, value }: Reference): string =>
  `${scheme}:${scheme === 'uuid' ? (canonicalBiosUuid(value) ?? value) : value}`;

/** Inventories often know the short name only. */
const shorter = ({ scheme, value }: Reference): readonly string[] | undefined =>
  scheme === 'fqdn' ? [`name:${shortName(value)}`] : undefined;

export class EndIndex {
  readonly #byId = new Map<string, WorkloadEnd>();
  readonly #byKey = new Map<string, WorkloadEnd[]>();
  readonly #wanted: ReadonlySet<string> | undefined;

  /** @param wanted keys that will be asked for; absent: any. What nobody asks for takes no memory. */
  constructor(wanted?: ReadonlySet<string>) {
    this.#wanted = wanted;
  }

  add(end: WorkloadEnd): void {
    this.#byId.set(end.id, end);
    for (const key of keysOf(end)) {
      if (key.startsWith('id:') || this.#wanted?.has(key) === false) continue;
      const known = this.#byKey.get(key);
      if (known === undefined) this.#byKey.set(key, [end]);
      else known.push(end);
    }
  }

  get(id: string): WorkloadEnd | undefined {
    return this.#byId.get(id);
  }

  /** Workloads with this UUID, in any order of bytes. */
  withUuid(uuid: string): readonly WorkloadEnd[] {
    return this.#byKey.get(`uuid:${uuid}`) ?? NOBODY;
  }

  /** Ids of the workloads that bear one of these keys, sorted. */
  bearing(keys: readonly string[]): readonly string[] {
    const ids = keys.flatMap((key) =>
      key.startsWith('id:')
        ? (this.#byId.get(key.slice(3))?.id ?? [])
        : (this.#byKey.get(key) ?? []).map(({ id }) => id),
    );
    return ids.length < 2 ? ids : [...new Set(ids)].sort();
  }

  /** Both ends of a dependency. A reference without a scheme is a workload's id or what a source calls it. */
  resolve(from: string, to: string, sourceId: string): ResolvedPair {
    const [callers, called] = [this.#candidates(from, sourceId), this.#candidates(to, sourceId)];
    if (callers.length === 0 || called.length === 0 || (callers.length === 1 && called.length === 1))
      return { from: one(callers), to: one(called) };
    const pair = nearest(callers, called);
    return pair === undefined
      ? { from: one(callers), to: one(called) }
      : { from: { id: pair[0].id, candidates: 1 }, to: { id: pair[1].id, candidates: 1 } };
  }

  #candidates(text: string, sourceId: string): readonly WorkloadEnd[] {
    const parts = parseReference(text);
    if (parts === undefined) return this.#called(text, sourceId);
    let several: readonly WorkloadEnd[] = NOBODY;
    for (const part of parts) {
      const found = this.#found(part);
      if (found.length === 0) continue;
      const narrowed = several.length === 0 ? found : several.filter((end) => found.includes(end));
      // A later sign that contradicts an earlier one is passed over: addresses are given to others, UUIDs are not.
      if (narrowed.length === 0) continue;
      several = narrowed;
      if (several.length === 1) return several;
    }
    return preferred(
      preferred(several, ({ mayTalk }) => mayTalk),
      ({ sources }) => sources.includes(sourceId),
    );
  }

  #called(text: string, sourceId: string): readonly WorkloadEnd[] {
    const own = this.#byId.get(text);
    if (own !== undefined) return [own];
    for (const key of knownKeys(text, sourceId)) {
      const found = this.#byKey.get(key);
      if (found?.length === 1) return found;
    }
    return NOBODY;
  }

  #found(part: Reference): readonly WorkloadEnd[] {
    const found = this.#byKey.get(keyOfPart(part));
    if (found !== undefined) return found;
    return (shorter(part) ?? []).flatMap((key) =>
      (this.#byKey.get(key) ?? NOBODY).filter(({ fqdn }) => fqdn === undefined),
    );
  }
}

const shortName = (name: string): string =>
  /^[\d.]+$/.test(name) ? name : (name.toLowerCase().split('.', 1)[0] ?? '');

const one = (ends: readonly WorkloadEnd[]): ResolvedEnd => {
  const [only] = ends;
  return only !== undefined && ends.length === 1 ? { id: only.id, candidates: 1 } : { candidates: ends.length };
};

function preferred(ends: readonly WorkloadEnd[], wanted: (end: WorkloadEnd) => boolean): readonly WorkloadEnd[] {
  if (ends.length < 2) return ends;
  const better = ends.filter(wanted);
  return better.length === 0 ? ends : better;
}

/** Address spaces overlap between sites, so of several the pair that one source lists, in one datacenter, is meant. */
function nearest(
  callers: readonly WorkloadEnd[],
  called: readonly WorkloadEnd[],
): readonly [WorkloadEnd, WorkloadEnd] | undefined {
  // Twenty times twenty pairs are enough of a question.
  if (callers.length > 20 || called.length > 20) return undefined;
  let best: readonly [WorkloadEnd, WorkloadEnd] | undefined;
  let most = 0;
  let ties = 0;
  for (const a of callers) {
    for (const b of called) {
      if (a === b) continue;
      const near = nearness(a, b);
      if (near > most) [best, most, ties] = [[a, b], near, 1];
      else if (near === most) ties += 1;
    }
  }
  return ties === 1 ? best : undefined;
}

function nearness(a: WorkloadEnd, b: WorkloadEnd): number {
  const sameSource = a.sources.some((source) => b.sources.includes(source));
  return sameSource ? 1 + (a.datacenter !== undefined && a.datacenter === b.datacenter ? 1 : 0) : 0;
}
