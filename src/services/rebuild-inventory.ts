/** The estate's other nouns: hosts and the like as sources state them, applications, and who calls whom. */

import { setImmediate } from 'node:timers/promises';
import type { Queryable } from '../store/store.ts';
import { HAND_SOURCE, withHand } from '../core/applications/by-hand.ts';
import type { ServicePorts } from '../core/catalog/service-ports.ts';
import type {
  Application,
  Cluster,
  Datastore,
  ExternalEnds,
  GenerationInfo,
  Host,
  InventoryKind,
  Network,
  Source,
} from '../core/model/estate.ts';
import { entityDigest } from '../core/model/generation.ts';
import type { EntityDigest } from '../core/model/generation.ts';
import { entityId } from '../core/model/ids.ts';
import { CLASSIFICATION_SOURCE } from '../core/policy/classify.ts';
import { readEntityDigests } from '../store/estate-state.ts';
import { versionWriter } from '../store/generations.ts';
import { openBook } from './application-book.ts';
import { readObservedInventory } from '../store/observations.ts';
import type { ObservedEntity } from '../store/observations.ts';

/** A workload, the application that it states to belong to, and who states it. */
export interface StatedMember {
  readonly id: string;
  readonly application: string;
  readonly sourceId: string;
}

/** Collects applications from the fact of that name, whoever stated it. */
export class ApplicationGroups {
  readonly #groups = new Map<
    string,
    { name: string; origin: Application['origin']; evidence: string; workloadIds: string[] }
  >();

  add({ id: workloadId, application: name, sourceId }: StatedMember, sources: ReadonlyMap<string, Source>): void {
    if (name === '') return;
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
      this.#groups.set(id, { name, origin, evidence, workloadIds: [workloadId] });
      return;
    }
    known.workloadIds.push(workloadId);
    // The order in which workloads come must not decide: a source's word before a rule's, then the lesser text.
    if (name < known.name) known.name = name;
    if (known.origin === origin ? evidence < known.evidence : origin === 'tag')
      Object.assign(known, { origin, evidence });
  }

  all(): Application[] {
    return [...this.#groups].map(([id, group]) => ({ id, ...group, workloadIds: group.workloadIds.sort() }));
  }
}

type Kind = InventoryKind | 'application' | 'dependency' | 'external';
type EntityDoc = ObservedEntity['doc'] | Application | ExternalEnds;

type InventoryDoc = Host | Cluster | Network | Datastore;

const INVENTORY_KINDS: readonly InventoryKind[] = ['host', 'cluster', 'network', 'datastore'];

interface Found {
  readonly doc: InventoryDoc;
  readonly precedence: number;
}

/**
 * The better source first, then the one that said something new last, then by source and by what they say, so that the
 * order is total, and does not change with a source that was merely read again.
 */
function byStanding(a: Found, b: Found): number {
  if (a.precedence !== b.precedence) return b.precedence - a.precedence;
  const [first, second] = [a.doc.observedBy, b.doc.observedBy];
  if (first.observedAt !== second.observedAt) return first.observedAt > second.observedAt ? -1 : 1;
  if (first.sourceId !== second.sourceId) return first.sourceId < second.sourceId ? -1 : 1;
  const [one, other] = [JSON.stringify(a.doc), JSON.stringify(b.doc)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * All words on one thing as one, field by field: a source that says less must not hide what another knows. What is
 * seen by is the best source.
 */
function merged(words: readonly Found[]): InventoryDoc {
  const [only] = words;
  if (only === undefined) throw new TypeError('nobody states the thing');
  if (words.length === 1) return only.doc;
  const worstFirst = [...words].sort((a, b) => byStanding(b, a)).map(({ doc }) => doc);
  return Object.assign({}, only.doc, ...worstFirst) as InventoryDoc;
}

export interface InventoryInput {
  readonly sources: ReadonlyMap<string, Source>;
  /** Names of services, and when traffic is noise. */
  readonly services: ServicePorts;
  /** Called where a phase that uses much memory has ended. */
  readonly release: () => void;
}

export interface WrittenInventory {
  readonly changed: boolean;
  readonly digests: readonly EntityDigest[];
  readonly counts: Omit<GenerationInfo['counts'], 'workloads'>;
  /** By source: dependencies left out because no source lists one of their machines. */
  readonly unresolved: ReadonlyMap<string, number>;
}

/** Everything from the start. */
export async function writeInventory(
  connection: Queryable,
  generation: number,
  input: InventoryInput & { readonly applications: readonly Application[] },
): Promise<WrittenInventory> {
  const write = entityWriter(connection, generation);
  await writeStated(connection, write, input.sources);
  const book = await openBook(connection);
  input.release();
  for await (const { sourceId, seq, entity } of readObservedInventory(connection, 'dependencies')) {
    if (entity.kind !== 'dependency') continue;
    await book.add({ sourceId, precedence: input.sources.get(sourceId)?.precedence ?? 0, doc: entity.doc }, seq);
  }
  input.release();
  const { dependencies, external, unresolved } = await book.finish(input.services);
  input.release();
  await write.all('dependency', dependencies);
  await write.all('external', byId(external));
  await write.all('application', byId(withHand(input.applications, book.hand, book.resolve)));
  return { ...(await written(connection, write)), unresolved };
}

/** Hosts, clusters, networks and datastores as sources state them. */
export async function writeStated(
  connection: Queryable,
  write: EntityWriter,
  sources: ReadonlyMap<string, Source>,
): Promise<void> {
  const found = new Map(INVENTORY_KINDS.map((kind) => [kind, new Map<string, Found[]>()]));
  for await (const { sourceId, entity } of readObservedInventory(connection, 'others')) {
    if (entity.kind === 'dependency') continue;
    const words = found.get(entity.kind);
    const one = { doc: entity.doc, precedence: sources.get(sourceId)?.precedence ?? 0 };
    const known = words?.get(entity.doc.id);
    if (known === undefined) words?.set(entity.doc.id, [one]);
    else known.push(one);
  }
  for (const [kind, words] of found)
    await write.all(kind, new Map([...words].map(([id, said]) => [id, merged(said)] as const)));
}

export interface EntityWriter {
  /** Things of one kind. @param ids those that this is about; others stay as they are. Absent: all. */
  all(kind: Kind, docs: ReadonlyMap<string, EntityDoc>, ids?: readonly string[]): Promise<void>;
  /** Whether anything was added, changed or ended. */
  changed(): boolean;
}

/** Things looked at before others may have their turn. */
const THINGS_PER_STEP = 500;

export function entityWriter(connection: Queryable, generation: number): EntityWriter {
  let changed = false;
  return {
    async all(kind, docs, ids) {
      const writer = await versionWriter(connection, generation, kind, ids);
      let seen = 0;
      for (const [id, doc] of docs) {
        await writer.put({
          id,
          digest: entityDigest(doc),
          name: 'name' in doc ? doc.name : id,
          doc: () => JSON.stringify(doc),
        });
        if ((seen += 1) % THINGS_PER_STEP === 0) await setImmediate();
      }
      changed = (await writer.finish()) || changed;
    },
    changed: () => changed,
  };
}

export const byId = <T extends { readonly id: string }>(docs: readonly T[]): ReadonlyMap<string, T> =>
  new Map(docs.map((doc) => [doc.id, doc]));

const COUNTED: Readonly<Record<InventoryKind | 'application' | 'dependency', keyof WrittenInventory['counts']>> = {
  host: 'hosts',
  cluster: 'clusters',
  network: 'networks',
  datastore: 'datastores',
  application: 'applications',
  dependency: 'dependencies',
};

/** What the estate has now beside workloads. */
export async function written(
  connection: Queryable,
  write: EntityWriter,
): Promise<Omit<WrittenInventory, 'unresolved'>> {
  const digests = await readEntityDigests(connection);
  const counts = { hosts: 0, clusters: 0, networks: 0, datastores: 0, applications: 0, dependencies: 0 };
  for (const { kind } of digests) if (kind in COUNTED) counts[COUNTED[kind as keyof typeof COUNTED]] += 1;
  return { changed: write.changed(), digests, counts };
}
