/** The estate's other nouns: hosts and the like as sources state them, applications, and who calls whom. */

import type { Queryable } from '../store/store.ts';
import { HAND_SOURCE, withHand } from '../core/applications/by-hand.ts';
import type { ServicePorts } from '../core/catalog/service-ports.ts';
import type { Application, ExternalEnds, GenerationInfo, Source } from '../core/model/estate.ts';
import { entityDigest } from '../core/model/generation.ts';
import type { EntityDigest } from '../core/model/generation.ts';
import { entityId } from '../core/model/ids.ts';
import type { Workload } from '../core/model/workload.ts';
import { provenanceOf } from '../core/model/workload.ts';
import { CLASSIFICATION_SOURCE } from '../core/policy/classify.ts';
import { versionWriter } from '../store/generations.ts';
import { openBook } from './application-book.ts';
import { readObservedInventory } from '../store/observations.ts';
import type { ObservedEntity } from '../store/observations.ts';

/** Finds workloads by what sources call them: their own id, the source's id for them, or their name in that source. */
export class WorkloadIndex {
  readonly #ids = new Set<string>();
  /** By source and native id or name, lower case; null when several share it. */
  readonly #named = new Map<string, string | null>();

  add(workload: Workload): void {
    this.#ids.add(workload.id);
    const { name } = workload.facts;
    for (const { sourceId, nativeId } of workload.observations) {
      this.#note(`${sourceId}|${nativeId}`, workload.id);
      if (name !== undefined && name !== nativeId) this.#note(`${sourceId}|${name}`, workload.id);
    }
  }

  #note(key: string, id: string): void {
    const lower = key.toLowerCase();
    const known = this.#named.get(lower);
    this.#named.set(lower, known === undefined || known === id ? id : null);
  }

  find(reference: string, sourceId: string): string | undefined {
    if (this.#ids.has(reference)) return reference;
    return (
      this.#named.get(reference.toLowerCase()) ?? this.#named.get(`${sourceId}|${reference}`.toLowerCase()) ?? undefined
    );
  }
}

/** Collects applications from the fact of that name, whoever stated it. */
export class ApplicationGroups {
  readonly #groups = new Map<
    string,
    { name: string; origin: Application['origin']; evidence: string; workloadIds: string[] }
  >();

  add(workload: Workload, sources: ReadonlyMap<string, Source>): void {
    const name = workload.facts.application;
    if (name === undefined || name === '') return;
    const sourceId = provenanceOf(workload, 'application')?.sourceId ?? '';
    const origin: Application['origin'] =
      sourceId === CLASSIFICATION_SOURCE || sourceId === HAND_SOURCE ? 'hand' : 'tag';
    const evidence =
      sourceId === CLASSIFICATION_SOURCE
        ? 'classified in the sites file'
        : sourceId === HAND_SOURCE
          ? 'said by hand'
          : `stated by ${sources.get(sourceId)?.name ?? sourceId}`;
    const id = entityId('app', name);
    const known = this.#groups.get(id);
    if (known === undefined) {
      this.#groups.set(id, { name, origin, evidence, workloadIds: [workload.id] });
      return;
    }
    known.workloadIds.push(workload.id);
    // The order in which workloads come must not decide: a source's word before a rule's, then the lesser text.
    if (name < known.name) known.name = name;
    if (known.origin === origin ? evidence < known.evidence : origin === 'tag')
      Object.assign(known, { origin, evidence });
  }

  all(): Application[] {
    return [...this.#groups].map(([id, group]) => ({ id, ...group, workloadIds: group.workloadIds.sort() }));
  }
}

type Kind = 'host' | 'cluster' | 'network' | 'datastore' | 'application' | 'dependency' | 'external';
type EntityDoc = ObservedEntity['doc'] | Application | ExternalEnds;

interface Found {
  readonly doc: EntityDoc;
  readonly precedence: number;
  readonly observedAt: string;
}

/** The better source first, then the newer, then by what they say, so that the order is total. */
function byStanding(a: Found, b: Found): number {
  if (a.precedence !== b.precedence) return b.precedence - a.precedence;
  if (a.observedAt !== b.observedAt) return a.observedAt > b.observedAt ? -1 : 1;
  const [first, second] = [JSON.stringify(a.doc), JSON.stringify(b.doc)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/**
 * All words on one thing as one, field by field: a source that says less must not hide what another knows. What is
 * seen by is the best source.
 */
function merged(words: readonly Found[]): EntityDoc {
  const [only] = words;
  if (only === undefined) throw new TypeError('nobody states the thing');
  if (words.length === 1) return only.doc;
  const worstFirst = [...words].sort((a, b) => byStanding(b, a)).map(({ doc }) => doc);
  return Object.assign({}, only.doc, ...worstFirst) as EntityDoc;
}

interface InventoryInput {
  readonly sources: ReadonlyMap<string, Source>;
  /** Absent when no source states dependencies. */
  readonly index: WorkloadIndex | undefined;
  readonly applications: readonly Application[];
  /** Names of services, and when traffic is noise. */
  readonly services: ServicePorts;
}

export interface WrittenInventory {
  readonly changed: boolean;
  readonly digests: readonly EntityDigest[];
  readonly counts: Omit<GenerationInfo['counts'], 'workloads'>;
  /** By source: dependencies left out because no source lists one of their machines. */
  readonly unresolved: ReadonlyMap<string, number>;
}

export async function writeInventory(
  connection: Queryable,
  generation: number,
  input: InventoryInput,
): Promise<WrittenInventory> {
  const found: Record<Kind, Map<string, Found[]>> = {
    host: new Map(),
    cluster: new Map(),
    network: new Map(),
    datastore: new Map(),
    application: new Map(),
    dependency: new Map(),
    external: new Map(),
  };
  const note = (kind: Kind, id: string, one: Found): void => {
    const known = found[kind].get(id);
    if (known === undefined) found[kind].set(id, [one]);
    else known.push(one);
  };
  const book = await openBook(connection, input.index !== undefined);
  for await (const { sourceId, entity } of readObservedInventory(connection)) {
    const source = input.sources.get(sourceId);
    const standing = { precedence: source?.precedence ?? 0, observedAt: source?.observedAt ?? '' };
    if (entity.kind === 'dependency') {
      const stated = { sourceId, precedence: standing.precedence, doc: entity.doc };
      book.add(stated, (reference) => input.index?.find(reference, sourceId));
    } else note(entity.kind, entity.doc.id, { doc: entity.doc, ...standing });
  }
  const { dependencies, external, unresolved } = book.finish(input.services);
  const said = (doc: EntityDoc): Found => ({ doc, precedence: 0, observedAt: '' });
  for (const [id, doc] of dependencies) note('dependency', id, said(doc));
  for (const doc of external) note('external', doc.id, said(doc));
  for (const doc of withHand(input.applications, book.hand, book.resolve)) note('application', doc.id, said(doc));

  const digests: EntityDigest[] = [];
  let changed = false;
  for (const kind of Object.keys(found) as Kind[]) {
    const writer = await versionWriter(connection, generation, kind);
    for (const [id, words] of found[kind]) {
      const doc = merged(words);
      const digest = entityDigest(doc);
      digests.push({ kind, id, digest });
      await writer.put({ id, digest, name: 'name' in doc ? doc.name : id, doc: () => JSON.stringify(doc) });
    }
    changed = (await writer.finish()) || changed;
  }
  return {
    changed,
    digests,
    counts: {
      hosts: found.host.size,
      clusters: found.cluster.size,
      networks: found.network.size,
      datastores: found.datastore.size,
      applications: found.application.size,
      dependencies: found.dependency.size,
    },
    unresolved,
  };
}
