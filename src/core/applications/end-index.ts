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

export class EndIndex {
  readonly #byId = new Map<string, WorkloadEnd>();
  readonly #byKey = new Map<string, WorkloadEnd[]>();

  add(end: WorkloadEnd): void {
    this.#byId.set(end.id, end);
    const keys = new Set<string>();
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
    for (const key of keys) {
      const known = this.#byKey.get(key);
      if (known === undefined) this.#byKey.set(key, [end]);
      else known.push(end);
    }
  }

  get(id: string): WorkloadEnd | undefined {
    return this.#byId.get(id);
  }

  ends(): IterableIterator<WorkloadEnd> {
    return this.#byId.values();
  }

  /** Workloads with this UUID, in any order of bytes. */
  withUuid(uuid: string): readonly WorkloadEnd[] {
    return this.#byKey.get(`uuid:${uuid}`) ?? NOBODY;
  }

  /**
   * Both ends of a dependency. `plain` finds a workload by its id or by what its source calls it; it is asked for
   * references without a scheme.
   */
  resolve(from: string, to: string, sourceId: string, plain: (text: string) => string | undefined): ResolvedPair {
    const [callers, called] = [this.#candidates(from, sourceId, plain), this.#candidates(to, sourceId, plain)];
    if (callers.length === 0 || called.length === 0 || (callers.length === 1 && called.length === 1))
      return { from: one(callers), to: one(called) };
    const pair = nearest(callers, called);
    return pair === undefined
      ? { from: one(callers), to: one(called) }
      : { from: { id: pair[0].id, candidates: 1 }, to: { id: pair[1].id, candidates: 1 } };
  }

  #candidates(text: string, sourceId: string, plain: (text: string) => string | undefined): readonly WorkloadEnd[] {
    const parts = parseReference(text);
    if (parts === undefined) {
      const id = plain(text);
      const found = id === undefined ? undefined : this.#byId.get(id);
      return found === undefined ? NOBODY : [found];
    }
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

  #found({ scheme, value }: Reference): readonly WorkloadEnd[] {
    // Whoever wrote the reference may have written the UUID in the other order of bytes.
    const key = scheme === 'uuid' ? (canonicalBiosUuid(value) ?? value) : value;
    const found = this.#byKey.get(`${scheme}:${key}`);
    if (found !== undefined || scheme !== 'fqdn') return found ?? NOBODY;
    // Inventories often know the short name only.
    return (this.#byKey.get(`name:${shortName(value)}`) ?? NOBODY).filter(({ fqdn }) => fqdn === undefined);
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
