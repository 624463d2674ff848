/**
 * Reads a cluster: first everything, then what changed. A workload is made of several objects, so the state of the last
 * read is kept as long as the connection lives; on another connection everything is read again.
 */

import { createHash, randomUUID } from 'node:crypto';
import type { Inventory, InventoryMutation, ItemRef, ReadEnd, ReadRequest } from '../connection.ts';
import type { InventoryItem, ReceiptPart } from '../provider.ts';
import type { KubeClient } from './wire/client.ts';
import { discover } from './wire/discover.ts';
import type { Served } from './wire/discover.ts';
import { missingOf } from './coverage.ts';
import { itemRefOf } from '../item-ref.ts';
import { inventoryItems, keyOfItem } from './inventory-items.ts';
import { Issues } from './issues.ts';
import type { SceneOptions } from './map/scene.ts';
import type { Pace } from './wire/watch.ts';
import { LISTING, readAll } from './read-all.ts';
import type { State } from './read-all.ts';
import { readChanges } from './read-changes.ts';
import { sceneFacts } from './cluster-identity.ts';

const BATCH = 500;

export interface InventoryOptions {
  readonly client: KubeClient;
  readonly sourceId: string;
  readonly clock: () => Date;
  readonly named: readonly string[];
  readonly namespaces: readonly string[];
  readonly systemNamespaces: boolean;
  readonly clusterName: string | undefined;
  readonly fallbackName: string;
  readonly fallbackScope: string;
  readonly pace: Pace;
}

interface Known {
  readonly served: Served;
  readonly state: State;
  readonly issues: Issues;
  /** What was handed over, by key. */
  readonly given: Map<string, { readonly digest: string; readonly ref: ItemRef | undefined }>;
  readonly cursor: string;
  /** The state has moved since it was handed over. */
  dirty: boolean;
}

export class ClusterInventory implements Inventory {
  readonly #options: InventoryOptions;
  readonly #session = randomUUID();
  #reads = 0;
  #known: Known | undefined;

  constructor(options: InventoryOptions) {
    this.#options = options;
  }

  async *read(request: ReadRequest): AsyncGenerator<InventoryMutation, ReadEnd> {
    request.signal?.throwIfAborted();
    const known = this.#known;
    if (known !== undefined && request.cursor === known.cursor) return yield* this.#changes(known, request);
    return yield* this.#everything(request);
  }

  async *#everything(request: ReadRequest): AsyncGenerator<InventoryMutation, ReadEnd> {
    const { client, named, namespaces } = this.#options;
    const served = await discover(client, request.signal);
    const state = await readAll({ client, served, named, namespaces, request });
    const issues = new Issues(request.onIssue);
    request.onProgress?.(LISTING, 'making the inventory');
    const items = [...inventoryItems({ ...this.#scene(served, state), objects: state.objects, issues }).values()];
    const given: Known['given'] = new Map();
    for (let at = 0; at === 0 || at < items.length; at += BATCH) {
      request.signal?.throwIfAborted();
      const batch = items.slice(at, at + BATCH);
      for (const item of batch) given.set(keyOfItem(item), { digest: digestOf(item), ref: itemRefOf(item) });
      yield { type: 'full', items: batch };
      request.onProgress?.(LISTING + (1 - LISTING) * Math.min(1, (at + BATCH) / items.length), 'handing over');
    }
    const known = { served, state, issues, given, dirty: false, cursor: '' };
    return this.#end(this.#settle(known, given));
  }

  async *#changes(known: Known, request: ReadRequest): AsyncGenerator<InventoryMutation, ReadEnd> {
    const { served, state, issues } = known;
    issues.listen(request.onIssue);
    if (await readChanges(this.#options.client, state, request, this.#options.pace)) known.dirty = true;
    if (!known.dirty) return this.#end(this.#settle(known, known.given));
    // Noted at the end only: what a read that is broken off has told is told again the next time.
    const given = new Map(known.given);
    const items = inventoryItems({ ...this.#scene(served, state), objects: state.objects, issues });
    const fresh: InventoryItem[] = [];
    for (const [key, item] of items) {
      const digest = digestOf(item);
      if (given.get(key)?.digest === digest) continue;
      given.set(key, { digest, ref: itemRefOf(item) });
      fresh.push(item);
    }
    const removed: ItemRef[] = [];
    for (const [key, { ref }] of given) {
      if (items.has(key)) continue;
      given.delete(key);
      if (ref !== undefined) removed.push(ref);
    }
    for (let at = 0; at < fresh.length || (at === 0 && removed.length > 0); at += BATCH) {
      request.signal?.throwIfAborted();
      yield { type: 'delta', items: fresh.slice(at, at + BATCH), removed: at === 0 ? removed : [] };
    }
    return this.#end(this.#settle(known, given));
  }

  #settle(known: Known, given: Known['given']): Known {
    this.#known = { ...known, given, dirty: false, cursor: this.#nextCursor() };
    return this.#known;
  }

  #scene(served: Served, { objects }: State): SceneOptions {
    const { sourceId, clock, systemNamespaces, clusterName, fallbackName, fallbackScope } = this.#options;
    const facts = sceneFacts(objects, served.groups);
    return {
      sourceId,
      observedAt: clock().toISOString(),
      platform: facts.platform,
      clusterName: clusterName ?? facts.clusterName ?? fallbackName,
      scope: facts.scope ?? fallbackScope,
      groups: served.groups,
      systemNamespaces,
      ...(served.serverVersion !== undefined && { serverVersion: served.serverVersion }),
    };
  }

  #nextCursor(): string {
    this.#reads += 1;
    return `${this.#session}/${this.#reads}`;
  }

  #end({ served, state, issues, cursor }: Known): ReadEnd {
    issues.finish();
    return {
      cursor: { value: cursor, lasting: false },
      parts: served.resources
        .filter(({ resource }) => {
          const coverage = state.objects.coverage(resource.name);
          return coverage !== 'none' && coverage !== 'absent';
        })
        .map(({ resource }): ReceiptPart => ({
          name: resource.name,
          rows: state.objects.count(resource.name),
          handling: 'read',
        })),
      missing: missingOf(state.objects, served),
    };
  }
}

/** Of everything but the time of the look: an item that says the same is not told again. */
function digestOf(item: InventoryItem): string {
  const text = JSON.stringify(item, (key, value: unknown) => (key === 'observedAt' ? undefined : value));
  return createHash('sha256').update(text).digest('base64');
}
