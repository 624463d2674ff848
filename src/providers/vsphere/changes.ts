/**
 * Watches what changes on the server: a filter over few properties, asked now and then for what it saw. The first answer
 * lists everything, so it is compared with the signs kept from the full read and nothing in between is missed.
 */

import { createHash } from 'node:crypto';
import type { XmlNode } from '../../formats/xml/trees.ts';
import { VimFault } from './faults.ts';
import type { MoRef } from './nodes.ts';
import { child, childrenOf, flagOf, refAt, refOf, textAt, textOf, typeOf } from './nodes.ts';
import { PLACE_SPECS, VM_SPEC, WATCHED } from './paths.ts';
import { containerView, refusedIn, withoutInvalid } from './property-collector.ts';
import type { ObjectContent } from './property-collector.ts';
import type { PropertySpec } from './request.ts';
import { element, viewSpec } from './request.ts';
import type { VimSession } from './session.ts';

export interface Changes {
  readonly changed: ReadonlyMap<string, MoRef>;
  readonly removed: ReadonlyMap<string, MoRef>;
}

/** What an object looked like when it was last read. */
export interface Sign {
  readonly type: string;
  readonly digest: string;
}

const READ = new Map([VM_SPEC, ...PLACE_SPECS].map(({ type, paths }) => [type, new Set(paths)]));
/** Paths that are both watched and read. */
const SIGNED = new Map(
  WATCHED.map(({ type, paths }) => [type, paths.filter((path) => READ.get(type)?.has(path) === true)]),
);

export function signOf({ ref, properties }: Pick<ObjectContent, 'ref' | 'properties'>): Sign {
  const paths = SIGNED.get(ref.type) ?? SIGNED.get('Folder') ?? [];
  const hash = createHash('sha256');
  for (const path of paths) {
    const node = properties.get(path);
    hash.update(node === undefined ? `${path}\u0000` : `${path}=${written(node)}\u0000`);
  }
  return { type: ref.type, digest: hash.digest('base64').slice(0, 22) };
}

const written = (node: XmlNode): string =>
  node.children.length === 0
    ? `${typeOf(node) ?? ''}:${node.text}`
    : `(${node.children.map((each) => `${each.name}${written(each)}`).join(',')})`;

/** A collector of its own has no other filters, and its versions are nobody else's. */
interface Filter {
  readonly collector: MoRef;
  readonly epoch: number;
  version: string;
}

/** Objects of one answer. */
const MOST_UPDATES = 1000;
const MOST_ATTEMPTS = 4;

export class ChangeWatch {
  readonly #session: VimSession;
  #filter: Filter | undefined;

  constructor(session: VimSession) {
    this.#session = session;
  }

  /** Ends the filter; the next poll begins with a new one. */
  async stop(): Promise<void> {
    const filter = this.#filter;
    this.#filter = undefined;
    if (filter === undefined || filter.epoch !== this.#session.epoch) return;
    await this.#session.soap
      .call({ method: 'DestroyPropertyCollector', self: filter.collector })
      .catch(() => undefined);
  }

  /** What changed since the last poll; on a new filter, what differs from the signs. */
  async poll(signs: ReadonlyMap<string, Sign>, signal?: AbortSignal): Promise<Changes> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const filter = this.#filter;
        if (filter !== undefined && filter.epoch === this.#session.epoch) return await this.#updates(filter, signal);
        return await this.#compared(await this.#begin(), signs, signal);
      } catch (error) {
        this.#filter = undefined;
        const lost = error instanceof VimFault && /^(InvalidCollectorVersion|ManagedObjectNotFound)$/.test(error.type);
        if (!lost || attempt >= MOST_ATTEMPTS) await this.#session.recover(error, attempt, 'WaitForUpdatesEx');
      }
    }
  }

  async #begin(): Promise<Filter> {
    const epoch = this.#session.epoch;
    const root = this.#session.needed('propertyCollector');
    const collector = refOf(await this.#session.soap.call({ method: 'CreatePropertyCollector', self: root }));
    if (collector === undefined) throw new VimFault('', 'CreatePropertyCollector gave no collector');
    const machines = WATCHED.filter(({ type }) => type === 'VirtualMachine');
    const places = WATCHED.filter(({ type }) => type !== 'VirtualMachine');
    for (const specs of [machines, places]) await this.#filterOf(collector, specs);
    return { collector, epoch, version: '' };
  }

  async #filterOf(collector: MoRef, watched: readonly PropertySpec[]): Promise<void> {
    let specs = watched;
    const view = await containerView(
      this.#session,
      watched.map(({ type }) => type),
    );
    for (;;) {
      const body = `<spec>${viewSpec(view, specs)}</spec>${element('partialUpdates', false)}`;
      try {
        await this.#session.soap.call({ method: 'CreateFilter', self: collector, body });
        return;
      } catch (error) {
        const known = withoutInvalid(specs, error);
        if (known === undefined) throw error;
        specs = known;
      }
    }
  }

  async #compared(filter: Filter, signs: ReadonlyMap<string, Sign>, signal?: AbortSignal): Promise<Changes> {
    const changed = new Map<string, MoRef>();
    const seen = new Set<string>();
    for await (const update of this.#answers(filter, signal)) {
      const { value } = update.ref;
      seen.add(value);
      if (signs.get(value)?.digest !== signOf(update).digest) changed.set(value, update.ref);
    }
    this.#filter = filter;
    const gone = [...signs].filter(([value]) => !seen.has(value));
    const removed = new Map(gone.map(([value, { type }]) => [value, { type, value }]));
    return { changed, removed };
  }

  async #updates(filter: Filter, signal?: AbortSignal): Promise<Changes> {
    const changed = new Map<string, MoRef>();
    const removed = new Map<string, MoRef>();
    for await (const { ref, gone } of this.#answers(filter, signal)) {
      (gone ? changed : removed).delete(ref.value);
      (gone ? removed : changed).set(ref.value, ref);
    }
    return { changed, removed };
  }

  /** All updates there are now; a truncated answer is followed by the next until one is whole. */
  async *#answers(filter: Filter, signal?: AbortSignal): AsyncGenerator<Update> {
    const self = filter.collector;
    const options = `<options>${element('maxWaitSeconds', 0)}${element('maxObjectUpdates', MOST_UPDATES)}</options>`;
    for (let more = true; more;) {
      more = false;
      const body = element('version', filter.version) + options;
      const call = { method: 'WaitForUpdatesEx', self, body, ...(signal !== undefined && { signal }) };
      for await (const node of this.#session.soap.stream(call, ['filterSet'])) {
        if (node.name === 'version') filter.version = textOf(node) ?? filter.version;
        if (node.name === 'truncated') more = flagOf(node) === true;
        const update = node.name === 'objectSet' ? updateOf(node) : undefined;
        if (update !== undefined) yield update;
      }
    }
  }
}

interface Update extends Pick<ObjectContent, 'ref' | 'properties'> {
  readonly gone: boolean;
}

function updateOf(node: XmlNode): Update | undefined {
  const ref = refAt(node, 'obj');
  if (ref === undefined) return undefined;
  refusedIn(node);
  const properties = new Map<string, XmlNode>();
  for (const change of childrenOf(node, 'changeSet')) {
    const name = textAt(change, 'name');
    const value = child(change, 'val');
    if (name !== undefined && value !== undefined) properties.set(name, value);
  }
  return { ref, properties, gone: textAt(node, 'kind') === 'leave' };
}
