/** One resource as Azure Resource Manager, Resource Graph and the az command line give it, in one form. */

import { isObject, listAt, propertiesOf, textAt, valueAt } from './json.ts';
import type { JsonObject } from './json.ts';

export interface Resource {
  /** The id in lower case: its spelling differs from one call to the next. */
  readonly key: string;
  /** Lower case: "microsoft.compute/virtualmachines". */
  readonly type: string;
  readonly name: string;
  /** Lower case without blanks: "westeurope". */
  readonly location?: string;
  readonly subscriptionId?: string;
  /** Lower case. */
  readonly resourceGroup?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly zones?: readonly string[];
  /** Everything that was said, with `properties` in its place or flattened. */
  readonly row: JsonObject;
  readonly properties: JsonObject;
}

/** Longest id and name that are taken; Azure's own limits are far below. */
const MOST_ID = 2048;

/** Undefined when the row has no id of a resource. */
export function resourceOf(row: unknown): Resource | undefined {
  if (!isObject(row)) return undefined;
  const id = textAt(row, 'id');
  if (id === undefined || id.length > MOST_ID || !/^\/subscriptions\//i.test(id)) return undefined;
  const key = id.toLowerCase().replace(/\/+$/, '');
  const type = textAt(row, 'type')?.toLowerCase() ?? typeOf(key);
  if (type === undefined) return undefined;
  const [subscriptionId, resourceGroup] = [part(key, 'subscriptions'), part(key, 'resourcegroups')];
  const location = textAt(row, 'location')?.toLowerCase().replaceAll(' ', '');
  const tags = tagsOf(valueAt(row, 'tags'));
  const zones = listAt(row, 'zones')?.filter((zone) => typeof zone === 'string');
  return {
    key,
    type,
    name: textAt(row, 'name') ?? lastName(id),
    ...(location !== undefined && { location }),
    ...(subscriptionId !== undefined && { subscriptionId }),
    ...(resourceGroup !== undefined && { resourceGroup }),
    ...(tags !== undefined && { tags }),
    ...(zones !== undefined && { zones }),
    row,
    properties: propertiesOf(row),
  };
}

/** The last name of an id: the resource's own. */
export const lastName = (id: string): string => id.slice(id.replace(/\/+$/, '').lastIndexOf('/') + 1);

/** The id of what a nested resource belongs to: everything before the last type and name. */
export function parentOf(key: string): string {
  const names = key.split('/');
  const parent = names.slice(0, -2);
  // An extension resource hangs below another one: …/machines/m/providers/<namespace>/<type>/default.
  return names.at(-4) === 'providers' ? names.slice(0, -4).join('/') : parent.join('/');
}

/** "…/virtualnetworks/hub/subnets/app" with ('virtualnetworks') gives "hub". */
export function part(key: string, name: string): string | undefined {
  const names = key.toLowerCase().split('/');
  const at = names.indexOf(name);
  return at === -1 ? undefined : names[at + 1];
}

function typeOf(key: string): string | undefined {
  const tail = key.slice(key.lastIndexOf('/providers/') + '/providers/'.length).split('/');
  if (!key.includes('/providers/') || tail.length < 3) return undefined;
  return [tail[0], ...tail.slice(1).filter((_, index) => index % 2 === 0)].join('/');
}

function tagsOf(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!isObject(value)) return undefined;
  const tags: Record<string, string> = {};
  for (const key of Object.keys(value).sort()) {
    const tag = value[key];
    // The service marks what it adds itself so; it says nothing about the machine.
    if (typeof tag === 'string' && key !== '' && !key.startsWith('hidden-')) tags[key] = tag;
  }
  return tags;
}

/**
 * The rows of an answer: a list, `data` of Resource Graph (a list, or a table of columns and rows), `value` of Resource
 * Manager, or one resource alone. Undefined when it is none of these.
 */
export function rowsOf(answer: unknown): readonly unknown[] | undefined {
  if (Array.isArray(answer)) return answer as readonly unknown[];
  const table = valueAt(answer, 'data');
  const columns = listAt(table, 'columns');
  if (columns !== undefined) return (listAt(table, 'rows') ?? []).map((row) => rowOf(columns, row));
  if (Array.isArray(table)) return table as readonly unknown[];
  const value = listAt(answer, 'value');
  if (value !== undefined) return value;
  return textAt(answer, 'id') === undefined ? undefined : [answer];
}

function rowOf(columns: readonly unknown[], row: unknown): JsonObject {
  const cells = Array.isArray(row) ? (row as readonly unknown[]) : [];
  return Object.fromEntries(columns.map((column, index) => [textAt(column, 'name') ?? `column${index}`, cells[index]]));
}
