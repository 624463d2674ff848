/** Tags of machines, from vSphere's REST interface: the SOAP interface does not know them. */

import { IsthmusError } from '../../core/errors/errors.ts';
import { failure } from '../../core/errors/registry.ts';
import type { HttpsClient, HttpsResponse } from '../../transport/https.ts';
import { byText } from '../import-values.ts';
import { fieldsOf, listOf, textOf, textsOf } from '../json-fields.ts';
import type { Fields } from '../json-fields.ts';
import type { MoRef } from './nodes.ts';
import type { Credentials } from './session.ts';

/** Since 7.0 U2 below /api; before, and still in 8, below /rest, with each answer in a field "value". */
const DIALECTS = [
  { session: '/api/session', tagging: '/api/cis/tagging', action: '?action=', id: '' },
  { session: '/rest/com/vmware/cis/session', tagging: '/rest/com/vmware/cis/tagging', action: '?~action=', id: 'id:' },
] as const;
type Dialect = (typeof DIALECTS)[number];

const OBJECTS_AT_ONCE = 500;
const HEADER = 'vmware-api-session-id';

export class TagReader implements AsyncDisposable {
  readonly #https: HttpsClient;
  readonly #dialect: Dialect;
  readonly #token: string;
  readonly #signal: AbortSignal | undefined;
  readonly #tags = new Map<string, { readonly category: string; readonly name: string }>();
  readonly #categories = new Map<string, string>();
  readonly #hidden = new Set<string>();

  private constructor(https: HttpsClient, dialect: Dialect, token: string, signal: AbortSignal | undefined) {
    this.#https = https;
    this.#dialect = dialect;
    this.#token = token;
    this.#signal = signal;
  }

  /** Signs in. Throws IST-2204 when that is refused, IST-2205 when there is no such interface. */
  static async open(https: HttpsClient, { user, password }: Credentials, signal?: AbortSignal): Promise<TagReader> {
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const aborting = signal === undefined ? {} : { signal };
    for (const dialect of DIALECTS) {
      const response = await https.request({
        method: 'POST',
        path: dialect.session,
        headers: { authorization, accept: 'application/json' },
        body: '',
        ...aborting,
      });
      const text = await response.text();
      if (response.status === 404) continue;
      if (response.status === 401 || response.status === 403) {
        throw failure('IST-2204', `${https.place} refuses its REST interface to the account (HTTP ${response.status})`);
      }
      const token = response.status < 300 ? textOf(unwrapped(text)) : undefined;
      if (token !== undefined) return new TagReader(https, dialect, token, signal);
      throw failure('IST-2205', `${https.place} answers ${dialect.session} with HTTP ${response.status}`);
    }
    throw failure('IST-2205', `${https.place} has no REST interface for tags`);
  }

  /** By reference: category and name; several tags of one category are joined by ", ". */
  async read(objects: readonly MoRef[]): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
    const attached = new Map<string, readonly string[]>();
    for (let at = 0; at < objects.length; at += OBJECTS_AT_ONCE) {
      const ids = objects.slice(at, at + OBJECTS_AT_ONCE).map(({ type, value }) => ({ id: value, type }));
      const path = `${this.#dialect.tagging}/tag-association${this.#dialect.action}list-attached-tags-on-objects`;
      for (const each of listOf(await this.#ask('POST', path, { object_ids: ids })) ?? []) {
        const id = textOf(fieldsOf(each.object_id)?.id);
        const tags = textsOf(each.tag_ids);
        if (id !== undefined && tags !== undefined && tags.length > 0) attached.set(id, tags);
      }
    }
    for (const id of new Set([...attached.values()].flat())) await this.#learn(id);
    return new Map([...attached].map(([value, ids]) => [value, this.#record(ids)]));
  }

  /** Tags that hang on machines and are not shown to the account. */
  get hidden(): number {
    return this.#hidden.size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const headers = { [HEADER]: this.#token };
    await this.#https
      .request({ method: 'DELETE', path: this.#dialect.session, headers, signal: AbortSignal.timeout(5000) })
      .then((response) => response.text())
      .catch(() => undefined);
  }

  #record(ids: readonly string[]): Readonly<Record<string, string>> {
    const names = new Map<string, string[]>();
    for (const id of ids) {
      const tag = this.#tags.get(id);
      if (tag !== undefined) names.set(tag.category, [...(names.get(tag.category) ?? []), tag.name]);
    }
    const sorted = [...names].sort(([a], [b]) => byText(a, b));
    return Object.fromEntries(sorted.map(([category, found]) => [category, found.sort(byText).join(', ')]));
  }

  async #learn(id: string): Promise<void> {
    if (this.#tags.has(id) || this.#hidden.has(id)) return;
    const tag = await this.#get('tag', id);
    const categoryId = textOf(tag?.category_id);
    const name = textOf(tag?.name);
    if (categoryId === undefined || name === undefined) {
      this.#hidden.add(id);
      return;
    }
    if (!this.#categories.has(categoryId)) {
      this.#categories.set(categoryId, textOf((await this.#get('category', categoryId))?.name) ?? 'tag');
    }
    this.#tags.set(id, { category: this.#categories.get(categoryId) ?? 'tag', name });
  }

  async #get(noun: 'tag' | 'category', id: string): Promise<Fields | undefined> {
    const path = `${this.#dialect.tagging}/${noun}/${this.#dialect.id}${encodeURIComponent(id)}`;
    try {
      return fieldsOf(await this.#ask('GET', path));
    } catch (error) {
      // A tag that was removed meanwhile, or that the account may not see, is no tag of the machine for us.
      if (error instanceof IsthmusError && (error.code === 'IST-2204' || error.code === 'IST-2205')) return undefined;
      throw error;
    }
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response: HttpsResponse = await this.#https.request({
      method,
      path,
      headers: {
        [HEADER]: this.#token,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(this.#signal !== undefined && { signal: this.#signal }),
      repeatable: true,
    });
    const text = await response.text();
    if (response.status === 401 || response.status === 403) {
      throw failure('IST-2204', `${this.#https.place} refuses to tell tags (HTTP ${response.status})`);
    }
    if (response.status >= 300) {
      throw failure('IST-2205', `${this.#https.place} answers a question for tags with HTTP ${response.status}`);
    }
    return unwrapped(text);
  }
}

/** Undefined for what is no JSON. */
function unwrapped(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return fieldsOf(value)?.value ?? value;
  } catch {
    return undefined;
  }
}
