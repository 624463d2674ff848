/** What is known of the cluster's objects: the state from which items are made and changes are told. */

import { byText, textAt } from './json.ts';
import type { Json } from './json.ts';
import type { Resource } from './resources.ts';

/** How far a resource could be read. 'absent': the cluster has no such API, so there are none of it. */
export type Coverage = 'all' | 'none' | 'absent' | { readonly namespaces: ReadonlySet<string> };

interface Shelf {
  readonly objects: Map<string, Json>;
  sorted: readonly Json[] | undefined;
  byNamespace: ReadonlyMap<string, readonly Json[]> | undefined;
  coverage: Coverage;
}

export const keyOf = (object: Json): string =>
  `${textAt(object, 'metadata', 'namespace') ?? ''}/${textAt(object, 'metadata', 'name') ?? ''}`;

export class Objects {
  readonly #shelves = new Map<string, Shelf>();

  #shelf(resource: string): Shelf {
    let shelf = this.#shelves.get(resource);
    if (shelf === undefined) {
      shelf = { objects: new Map(), sorted: undefined, byNamespace: undefined, coverage: 'none' };
      this.#shelves.set(resource, shelf);
    }
    return shelf;
  }

  cover(resource: Resource, coverage: Coverage): void {
    this.#shelf(resource.name).coverage = coverage;
  }

  /** A listing that could be read before and may not be any more, or the other way round. */
  recover(resource: Resource, namespace: string | undefined, readable: boolean): void {
    const coverage = this.coverage(resource.name);
    if (namespace === undefined) this.cover(resource, readable ? 'all' : 'none');
    else {
      const before = typeof coverage === 'string' ? [] : [...coverage.namespaces];
      const namespaces = new Set(readable ? [...before, namespace] : before.filter((one) => one !== namespace));
      if (coverage !== 'all' || !readable) this.cover(resource, namespaces.size === 0 ? 'none' : { namespaces });
    }
  }

  coverage(resource: string): Coverage {
    return this.#shelves.get(resource)?.coverage ?? 'none';
  }

  /** Whether all objects of the resource (in that namespace) are known: an absent one then does not exist. */
  complete(resource: string, namespace?: string): boolean {
    const coverage = this.coverage(resource);
    if (coverage === 'all' || coverage === 'absent') return true;
    return coverage !== 'none' && namespace !== undefined && coverage.namespaces.has(namespace);
  }

  /** Takes in a whole listing of a resource, or of one namespace of it. Answers whether anything is different. */
  replace(resource: Resource, objects: readonly Json[], namespace?: string): boolean {
    const listed = new Set(objects.map(keyOf));
    let changed = false;
    for (const [key, known] of this.#shelf(resource.name).objects) {
      if (namespace !== undefined && textAt(known, 'metadata', 'namespace') !== namespace) continue;
      if (!listed.has(key)) changed = this.remove(resource, known) || changed;
    }
    for (const object of objects) changed = this.put(resource, object) || changed;
    return changed;
  }

  /** Answers whether what is kept of the object is different from before. */
  put(resource: Resource, picked: Json): boolean {
    const shelf = this.#shelf(resource.name);
    const key = keyOf(picked);
    const known = shelf.objects.get(key);
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(picked)) return false;
    shelf.objects.set(key, picked);
    forget(shelf);
    return true;
  }

  remove(resource: Resource, object: Json): boolean {
    const shelf = this.#shelf(resource.name);
    const removed = shelf.objects.delete(keyOf(object));
    if (removed) forget(shelf);
    return removed;
  }

  get(resource: string, namespace: string | undefined, name: string | undefined): Json | undefined {
    if (name === undefined) return undefined;
    return this.#shelves.get(resource)?.objects.get(`${namespace ?? ''}/${name}`);
  }

  /** In the order of namespace and name. */
  all(resource: string): readonly Json[] {
    const shelf = this.#shelves.get(resource);
    if (shelf === undefined) return [];
    shelf.sorted ??= [...shelf.objects].sort(([a], [b]) => byText(a, b)).map(([, object]) => object);
    return shelf.sorted;
  }

  /** In the order of names. */
  inNamespace(resource: string, namespace: string | undefined): readonly Json[] {
    const shelf = this.#shelves.get(resource);
    if (shelf === undefined) return [];
    shelf.byNamespace ??= Map.groupBy(this.all(resource), (object) => textAt(object, 'metadata', 'namespace') ?? '');
    return shelf.byNamespace.get(namespace ?? '') ?? [];
  }

  count(resource: string): number {
    return this.#shelves.get(resource)?.objects.size ?? 0;
  }
}

function forget(shelf: Shelf): void {
  shelf.sorted = undefined;
  shelf.byNamespace = undefined;
}
