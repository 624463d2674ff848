/** Sorts saved objects by kind: those that are read, those that are not, and those that hold secrets. */

import type { ReceiptPart } from '../../provider.ts';
import { byText, isRecord, listAt, textAt } from '../json.ts';
import type { Json } from '../json.ts';
import type { Objects } from '../objects.ts';
import { resourceOfKind, RESOURCES } from '../resources.ts';

const SECRET_KINDS = ['Secret'];
/** Of kinds whose name says what they would be a list of, and of objects that stand in no list. */
const LIST = /List$/;

/** The objects of a document: of a list, of a list of lists, or itself. */
export function* objectsIn(value: unknown, depth = 0): Generator<Json> {
  if (Array.isArray(value)) {
    for (const one of value) yield* objectsIn(one, depth + 1);
    return;
  }
  if (!isRecord(value)) return;
  const kind = textAt(value, 'kind');
  if (!Array.isArray(value['items']) || (kind !== undefined && !LIST.test(kind)) || depth > 4) {
    yield value;
    return;
  }
  // Members of a typed list leave out what the list has said.
  const member = kind === undefined || kind === 'List' ? undefined : kind.replace(LIST, '');
  for (const item of listAt(value, 'items')) {
    yield* objectsIn(
      item['kind'] !== undefined || member === undefined
        ? item
        : { apiVersion: value['apiVersion'], kind: member, ...item },
      depth + 1,
    );
  }
}

export class Sorted {
  readonly objects: Objects;
  total = 0;
  readonly #others = new Map<string, { rows: number; handling: 'ignored' | 'redacted' }>();
  readonly #read = new Set<string>();

  constructor(objects: Objects) {
    this.objects = objects;
  }

  /** False for an object without kind or name. */
  add(object: Json): boolean {
    // Support archives drop apiVersion and kind of nodes.
    const node = object['kind'] === undefined && textAt(object, 'status', 'nodeInfo', 'kubeletVersion') !== undefined;
    const kind = textAt(object, 'kind') ?? (node ? 'Node' : undefined);
    if (kind === undefined || textAt(object, 'metadata', 'name') === undefined) return false;
    this.total += 1;
    const resource = resourceOfKind(textAt(object, 'apiVersion') ?? 'v1', kind);
    if (resource === undefined) {
      const handling = SECRET_KINDS.includes(kind) ? 'redacted' : 'ignored';
      const known = this.#others.get(kind);
      this.#others.set(kind, { rows: (known?.rows ?? 0) + 1, handling });
      return true;
    }
    this.objects.put(resource, resource.pick(object));
    this.#read.add(resource.name);
    return true;
  }

  /** A kind that is there is taken to be there whole; of one that is not, nothing is known. */
  cover(): void {
    for (const resource of RESOURCES) this.objects.cover(resource, this.#read.has(resource.name) ? 'all' : 'none');
  }

  parts(): ReceiptPart[] {
    const read = RESOURCES.filter(({ name }) => this.#read.has(name)).map(({ kind, name }): ReceiptPart => ({
      name: kind,
      rows: this.objects.count(name),
      handling: 'read',
    }));
    const others = [...this.#others].map(([name, { rows, handling }]): ReceiptPart => ({ name, rows, handling }));
    return [...read, ...others.sort((a, b) => byText(a.name, b.name))];
  }
}
