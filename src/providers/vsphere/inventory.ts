/** The inventory of one connection: everything the first time, then what changed, as long as the connection lives. */

import { randomUUID } from 'node:crypto';
import type { HttpsClient } from '../../transport/https.ts';
import type { Inventory, InventoryMutation, ItemRef, ReadEnd, ReadRequest } from '../connection.ts';
import type { InventoryItem } from '../provider.ts';
import { ChangeWatch, signOf } from './changes.ts';
import type { Changes, Sign } from './changes.ts';
import { MachineReader } from './machines.ts';
import type { MoRef } from './nodes.ts';
import { PLACE_SPECS, VM_SPEC } from './paths.ts';
import { facing, parted, placeBook, placeDelta } from './places/delta.ts';
import type { PlaceBook } from './places/delta.ts';
import { placeItems } from './places/items.ts';
import { Places } from './places/places.ts';
import { everyObject, theseObjects } from './property-collector.ts';
import type { ObjectContent } from './property-collector.ts';
import { Refusals } from './refusals.ts';
import type { VimSession } from './session.ts';
import type { VsphereSettings } from './settings.ts';

export interface InventoryOptions {
  readonly session: VimSession;
  readonly https: HttpsClient;
  readonly settings: VsphereSettings;
  readonly sourceId: string;
  readonly scope: string;
  readonly clock: () => Date;
}

/** Machines in one mutation. Tags and utilisation are asked for so many at a time. */
const BATCH = 240;
/** Tags, utilisation and free space change without the server saying so: once a day everything is read all the same. */
const FULL_EVERY_MS = 24 * 3600 * 1000;

/** What the last read left: what changes are compared with. */
interface Known {
  readonly cursor: string;
  readonly readAt: number;
  readonly signs: Map<string, Sign>;
  places: Places;
  items: PlaceBook;
  /** Changes taken from the server and not yet handed out whole: a read that broke leaves them for the next. */
  readonly pending: { readonly changed: Map<string, MoRef>; readonly removed: Map<string, MoRef> };
}

export class VsphereInventory implements Inventory {
  readonly #options: InventoryOptions;
  readonly #watch: ChangeWatch;
  #known: Known | undefined;

  constructor(options: InventoryOptions) {
    this.#options = options;
    this.#watch = new ChangeWatch(options.session);
  }

  async *read(request: ReadRequest): AsyncGenerator<InventoryMutation, ReadEnd> {
    request.signal?.throwIfAborted();
    const known = this.#known;
    const age = this.#options.clock().getTime() - (known?.readAt ?? 0);
    if (known !== undefined && request.cursor === known.cursor && age < FULL_EVERY_MS) {
      const end = yield* this.#changes(known, request);
      if (end !== undefined) return end;
    }
    return yield* this.#everything(request);
  }

  async *#everything(request: ReadRequest): AsyncGenerator<InventoryMutation, ReadEnd> {
    const { signal, onProgress } = request;
    await this.#watch.stop();
    this.#known = undefined;
    onProgress?.(0, 'places');
    const refusals = new Refusals();
    const signs = new Map<string, Sign>();
    const places = await this.#places(refusals, signs, signal);
    const now = this.#options.clock();
    const items = this.#items(places, now);
    // The first part is there even when the server has nothing, so that nothing is what the read says.
    for (const part of parted([...items.values()].map(({ item }) => item))) yield { type: 'full', items: part };
    const expected = places
      .ofType('HostSystem')
      .reduce((sum, host) => sum + (host.properties.get('vm')?.children.length ?? 0), 0);
    await using machines = await this.#machines(places, now, signal);
    const retrieving = everyObject(this.#options.session, { specs: [VM_SPEC], ...this.#paging(signal) });
    let count = 0;
    for await (const contents of batched(retrieving, BATCH)) {
      signal?.throwIfAborted();
      for (const content of contents) {
        refusals.note(content);
        signs.set(content.ref.value, signOf(content));
      }
      count += contents.length;
      yield { type: 'full', items: workloadItems(await machines.observe(contents)) };
      onProgress?.(Math.min(0.99, 0.05 + (0.94 * count) / Math.max(expected, count + 1)), 'machines');
    }
    onProgress?.(1, 'done');
    const pending = { changed: new Map<string, MoRef>(), removed: new Map<string, MoRef>() };
    this.#known = { cursor: randomUUID(), readAt: now.getTime(), signs, places, items, pending };
    return {
      cursor: { value: this.#known.cursor, lasting: false },
      parts: [{ name: 'VirtualMachine', rows: count, handling: 'read' }, ...partsOf(places)],
      missing: [...refusals.missing, ...machines.missing],
    };
  }

  /** Undefined when so much changed that everything has to be read: names or rules that machines' facts are made of. */
  async *#changes(known: Known, request: ReadRequest): AsyncGenerator<InventoryMutation, ReadEnd | undefined> {
    const { signal, onProgress } = request;
    const { pending, signs } = known;
    const now = this.#options.clock();
    onProgress?.(0, 'changes');
    remember(pending, await this.#watch.poll(signs, signal));
    const refusals = new Refusals();
    const machineRefs = [...pending.changed.values()].filter(({ type }) => type === 'VirtualMachine');
    const placesChanged = [...pending.changed.values(), ...pending.removed.values()].some(
      ({ type }) => type !== 'VirtualMachine',
    );
    if (placesChanged) {
      const before = facing(known.places);
      const fresh = new Map<string, Sign>();
      const places = await this.#places(refusals, fresh, signal);
      if (facing(places) !== before) return undefined;
      const items = this.#items(places, now);
      yield* placeDelta(known.items, items);
      for (const [value, sign] of fresh) signs.set(value, sign);
      known.places = places;
      known.items = items;
    }
    const gone = new Map([...pending.removed].filter(([, { type }]) => type === 'VirtualMachine'));
    let count = 0;
    const missing: ReadEnd['missing'][number][] = [];
    if (machineRefs.length > 0) {
      await using machines = await this.#machines(known.places, now, signal);
      const found = new Set<string>();
      for (let at = 0; at < machineRefs.length; at += BATCH) {
        const refs = machineRefs.slice(at, at + BATCH);
        const contents: ObjectContent[] = [];
        const options = { specs: [VM_SPEC], ...this.#paging(signal) };
        for await (const content of theseObjects(this.#options.session, refs, options)) contents.push(content);
        for (const content of contents) {
          found.add(content.ref.value);
          refusals.note(content);
          signs.set(content.ref.value, signOf(content));
        }
        count += contents.length;
        if (contents.length > 0) {
          yield { type: 'delta', items: workloadItems(await machines.observe(contents)), removed: [] };
        }
        onProgress?.((at + refs.length) / machineRefs.length, 'machines');
      }
      missing.push(...machines.missing);
      // Changed when the filter saw it, and gone when it was to be read.
      for (const ref of machineRefs) if (!found.has(ref.value)) gone.set(ref.value, ref);
    }
    for (const refs of parted([...gone.values()]).filter((part) => part.length > 0)) {
      yield { type: 'delta', items: [], removed: refs.map((ref) => this.#removal(ref)) };
    }
    for (const value of [...gone.keys(), ...pending.removed.keys()]) signs.delete(value);
    pending.changed.clear();
    pending.removed.clear();
    onProgress?.(1, 'done');
    return {
      cursor: { value: known.cursor, lasting: false },
      parts: [{ name: 'VirtualMachine', rows: count + gone.size, handling: 'read' }],
      missing: [...refusals.missing, ...missing],
    };
  }

  #removal({ value }: MoRef): ItemRef {
    return { type: 'workload', id: value.toLowerCase(), scope: this.#options.scope };
  }

  #paging(signal: AbortSignal | undefined): { readonly pageSize: number; readonly signal?: AbortSignal } {
    return { pageSize: this.#options.settings.pageSize, ...(signal !== undefined && { signal }) };
  }

  async #places(refusals: Refusals, signs: Map<string, Sign>, signal?: AbortSignal): Promise<Places> {
    const places = new Places();
    const options = { specs: PLACE_SPECS, ...this.#paging(signal) };
    for await (const content of everyObject(this.#options.session, options)) {
      refusals.note(content);
      places.add(content);
      signs.set(content.ref.value, signOf(content));
    }
    return places;
  }

  #items(places: Places, now: Date): PlaceBook {
    const { sourceId, scope } = this.#options;
    return placeBook(placeItems(places, { sourceId, scope, observedAt: now.toISOString() }));
  }

  async #machines(places: Places, now: Date, signal: AbortSignal | undefined): Promise<MachineReader> {
    const { session, https, settings, sourceId, scope } = this.#options;
    const options = { session, https, settings, sourceId, scope, now, places };
    return MachineReader.open({ ...options, ...(signal !== undefined && { signal }) });
  }
}

function remember(pending: Known['pending'], { changed, removed }: Changes): void {
  for (const [value, ref] of changed) {
    pending.removed.delete(value);
    pending.changed.set(value, ref);
  }
  for (const [value, ref] of removed) {
    pending.changed.delete(value);
    pending.removed.set(value, ref);
  }
}

const workloadItems = (observations: Awaited<ReturnType<MachineReader['observe']>>): InventoryItem[] =>
  observations.map((observation) => ({ type: 'workload', observation }));

function partsOf(places: Places): ReadEnd['parts'] {
  const types = ['HostSystem', 'ClusterComputeResource', 'Network', 'DistributedVirtualPortgroup', 'Datastore'];
  return types.map((name) => ({ name, rows: places.ofType(name).length, handling: 'read' }));
}

async function* batched<T>(values: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const value of values) {
    batch.push(value);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
