/**
 * A strict stand-in for a Kubernetes API server, ours: no real one runs here. It serves discovery, lists in pages, watches
 * with bookmarks, and enforces RBAC from manifests; it refuses what a real server would, and more: any method but GET,
 * any parameter it does not know. Faults are switched on from outside.
 */

import https from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeCertificates } from './certificates.ts';
import type { TestCertificate } from './certificates.ts';
import { KINDS } from './kube-api-kinds.ts';
import type { ServedKind } from './kube-api-kinds.ts';
import { allows, allowsPath } from './kube-api-rbac.ts';
import type { Grants } from './kube-api-rbac.ts';

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly [key: string]: unknown;
  };
  readonly [key: string]: unknown;
}

interface Event {
  readonly version: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubeObject;
}

interface Shelf {
  readonly objects: Map<string, KubeObject>;
  readonly events: Event[];
  /** Watches from before this are too old. */
  compactedAt: number;
}

export interface KubeApiOptions {
  /** Accounts by bearer token. */
  readonly accounts: ReadonlyMap<string, Grants>;
  /** API groups the cluster has, beside the core; all when absent. */
  readonly groups?: readonly string[];
  readonly version?: string;
  /** Objects a page at most, whatever the limit asked for. */
  readonly pageSize?: number;
  readonly certificate?: TestCertificate;
}

/** Answers instead of the server when it returns true. */
export type Fault = (request: IncomingMessage, response: ServerResponse, path: string) => boolean | Promise<boolean>;

const LIST_PARAMETERS = [
  'limit',
  'continue',
  'labelSelector',
  'resourceVersion',
  'resourceVersionMatch',
  'timeoutSeconds',
];
const WATCH_PARAMETERS = [...LIST_PARAMETERS, 'watch', 'allowWatchBookmarks'];

export class KubeApi implements AsyncDisposable {
  accounts: ReadonlyMap<string, Grants>;
  fault: Fault | undefined;
  /** "GET /api/v1/pods", as they came. */
  readonly requests: { readonly method: string; readonly path: string; readonly query: string }[] = [];
  /** Names of resources that were listed or watched with success. */
  readonly served = new Set<string>();
  groups: readonly string[];
  readonly #options: KubeApiOptions;
  readonly #shelves = new Map<string, Shelf>();
  readonly #watchers = new Set<ServerResponse>();
  #version = 1000;
  #listExpiry = 0;
  #server: https.Server | undefined;
  #port = 0;

  constructor(options: KubeApiOptions) {
    this.#options = options;
    this.accounts = options.accounts;
    this.groups = options.groups ?? [...new Set(KINDS.map(({ group }) => group))].filter((group) => group !== '');
  }

  get address(): string {
    return `https://127.0.0.1:${this.#port}`;
  }

  get caCertificate(): string {
    return (this.#options.certificate ?? certificates().authority).cert;
  }

  async start(): Promise<this> {
    const { cert, key } = this.#options.certificate ?? certificates().server;
    const server = https.createServer({ cert, key }, (request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const watcher of this.#watchers) watcher.destroy();
    this.#watchers.clear();
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Creates or replaces. */
  put(...objects: readonly KubeObject[]): void {
    for (const object of objects) {
      const shelf = this.#shelf(kindOf(object));
      const key = keyOf(object);
      this.#version += 1;
      const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } };
      const type = shelf.objects.has(key) ? 'MODIFIED' : 'ADDED';
      shelf.objects.set(key, stored);
      this.#announce(shelf, { version: this.#version, type, object: stored });
    }
  }

  remove(object: Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>): void {
    const shelf = this.#shelf(kindOf(object));
    const known = shelf.objects.get(keyOf(object));
    if (known === undefined) throw new RangeError(`no ${object.kind} ${keyOf(object)}`);
    shelf.objects.delete(keyOf(object));
    this.#version += 1;
    const last = { ...known, metadata: { ...known.metadata, resourceVersion: String(this.#version) } };
    this.#announce(shelf, { version: this.#version, type: 'DELETED', object: last });
  }

  /** Something elsewhere in the cluster: versions go on, nothing of ours changes. */
  tick(): void {
    this.#version += 1;
  }

  /** Forgets the past: continue tokens and watches from before are refused with 410. */
  compact(): void {
    this.#version += 1;
    for (const shelf of this.#shelves.values()) {
      shelf.events.length = 0;
      shelf.compactedAt = this.#version;
    }
    this.#listExpiry = this.#version;
  }

  #shelf(kind: ServedKind): Shelf {
    const name = `${kind.plural}.${kind.group}`;
    const shelf = this.#shelves.get(name) ?? { objects: new Map(), events: [], compactedAt: 0 };
    this.#shelves.set(name, shelf);
    return shelf;
  }

  #announce(shelf: Shelf, event: Event): void {
    shelf.events.push(event);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'https://server');
    const path = decodeURIComponent(url.pathname);
    this.requests.push({ method: request.method ?? '', path, query: url.search });
    if (this.fault !== undefined && (await this.fault(request, response, path))) return;
    if (request.method !== 'GET') return refuse(response, 405, 'MethodNotAllowed', 'this stand-in is read only');
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const grants = token === undefined ? undefined : this.accounts.get(token);
    if (grants === undefined) return refuse(response, 401, 'Unauthorized', 'Unauthorized');
    if (this.#discovery(path, response, grants)) return undefined;
    const asked = this.#resource(path);
    if (asked === undefined)
      return refuse(response, 404, 'NotFound', 'the server could not find the requested resource');
    const { kind, namespace, name } = asked;
    const watch = url.searchParams.get('watch') === 'true';
    const verb = name !== undefined ? 'get' : watch ? 'watch' : 'list';
    const question = {
      verb,
      group: kind.group,
      resource: kind.plural,
      ...(namespace !== undefined && { namespace }),
    } as const;
    if (!allows(grants, question)) {
      const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
      const message = `${kind.plural} is forbidden: User "system:serviceaccount:isthmus:reader" cannot ${verb} resource "${kind.plural}" in API group "${kind.group}" ${scope}`;
      return refuse(response, 403, 'Forbidden', message);
    }
    const known = name !== undefined ? [] : watch ? WATCH_PARAMETERS : LIST_PARAMETERS;
    const strange = [...url.searchParams.keys()].find((key) => !known.includes(key));
    if (strange !== undefined) return refuse(response, 400, 'BadRequest', `parameter ${strange} is not known`);
    this.served.add(kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`);
    if (name !== undefined) {
      const object = this.#shelf(kind).objects.get(`${namespace ?? ''}/${name}`);
      return object === undefined
        ? refuse(response, 404, 'NotFound', `${kind.plural} "${name}" not found`)
        : send(response, 200, object);
    }
    return watch
      ? this.#watch(kind, namespace, url, response)
      : this.#list(kind, namespace, url, response, asked.version);
  }

  #discovery(path: string, response: ServerResponse, grants: Grants): boolean {
    const served = KINDS.filter(({ group }) => group === '' || this.groups.includes(group));
    const answer = discoveryOf(path, served, this.#options.version ?? 'v1.31.4');
    if (answer === undefined) return false;
    if (allowsPath(grants, path)) send(response, 200, answer);
    else refuse(response, 403, 'Forbidden', `forbidden: User cannot get path "${path}"`);
    return true;
  }

  #resource(path: string): { kind: ServedKind; version: string; namespace?: string; name?: string } | undefined {
    const match =
      /^\/(?:api\/(v1)|apis\/([^/]+)\/([^/]+))(?:\/namespaces\/([^/]+)(?=\/[^/]+))?\/([^/]+)(?:\/([^/]+))?$/.exec(path);
    if (match === null) return undefined;
    const [, core, group = '', groupVersion, namespace, plural, name] = match;
    const version = core ?? groupVersion ?? '';
    const kind = KINDS.find((one) => one.group === group && one.plural === plural && one.versions.includes(version));
    if (kind === undefined || (group !== '' && !this.groups.includes(group))) return undefined;
    if (namespace !== undefined && !kind.namespaced) return undefined;
    return { kind, version, ...(namespace !== undefined && { namespace }), ...(name !== undefined && { name }) };
  }

  #list(kind: ServedKind, namespace: string | undefined, url: URL, response: ServerResponse, version: string): void {
    const limit = Number(url.searchParams.get('limit') ?? Number.MAX_SAFE_INTEGER);
    if (!Number.isSafeInteger(limit) || limit < 1) return refuse(response, 400, 'BadRequest', 'limit is no number');
    let from = '';
    let at = this.#version;
    const token = url.searchParams.get('continue');
    if (token !== null) {
      const [state, after] = Buffer.from(token, 'base64url').toString('utf8').split('\u0000');
      at = Number(state);
      from = after ?? '';
      if (at < this.#listExpiry) return refuse(response, 410, 'Expired', 'The provided continue parameter is too old');
    }
    const all = this.#stateAt(kind, at)
      .filter((object) => namespace === undefined || object.metadata.namespace === namespace)
      .filter((object) => selected(object, url.searchParams.get('labelSelector')))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const rest = all.filter((object) => keyOf(object) > from);
    const items = rest.slice(0, Math.min(limit, this.#options.pageSize ?? limit));
    const last = items.at(-1);
    const more = items.length < rest.length && last !== undefined;
    const apiVersion = kind.group === '' ? version : `${kind.group}/${version}`;
    return send(response, 200, {
      kind: `${kind.kind}List`,
      apiVersion,
      metadata: {
        resourceVersion: String(at),
        ...(more && {
          continue: Buffer.from(`${at}\u0000${keyOf(last)}`).toString('base64url'),
          remainingItemCount: rest.length - items.length,
        }),
      },
      // Members of a typed list carry neither.
      items: items.map(({ apiVersion: _apiVersion, kind: _kind, ...object }) => object),
    });
  }

  /** Later pages show the state of the first: what happened since is taken back. */
  #stateAt(kind: ServedKind, version: number): KubeObject[] {
    const shelf = this.#shelf(kind);
    const objects = new Map(shelf.objects);
    for (const event of shelf.events.toReversed()) {
      if (event.version <= version) break;
      const key = keyOf(event.object);
      const before = shelf.events.findLast((one) => one.version < event.version && keyOf(one.object) === key);
      if (before === undefined || before.type === 'DELETED') objects.delete(key);
      else objects.set(key, before.object);
    }
    return [...objects.values()];
  }

  #watch(kind: ServedKind, namespace: string | undefined, url: URL, response: ServerResponse): void {
    const since = Number(url.searchParams.get('resourceVersion') ?? Number.NaN);
    const seconds = Number(url.searchParams.get('timeoutSeconds') ?? 300);
    if (!Number.isSafeInteger(since)) return refuse(response, 400, 'BadRequest', 'resourceVersion is no number');
    const shelf = this.#shelf(kind);
    response.writeHead(200, { 'content-type': 'application/json' });
    const tell = (type: string, object: unknown): void => void response.write(`${JSON.stringify({ type, object })}\n`);
    if (since < shelf.compactedAt) {
      tell('ERROR', { kind: 'Status', code: 410, reason: 'Expired', message: `too old resource version: ${since}` });
      response.end();
      return undefined;
    }
    const apiVersion = kind.group === '' ? 'v1' : `${kind.group}/${kind.versions[0] ?? ''}`;
    for (const { version, type, object } of shelf.events) {
      if (version <= since || (namespace !== undefined && object.metadata.namespace !== namespace)) continue;
      if (selected(object, url.searchParams.get('labelSelector')))
        tell(type, { ...object, apiVersion, kind: kind.kind });
    }
    this.#watchers.add(response);
    const bookmark = setTimeout(
      () => {
        const metadata = { resourceVersion: String(this.#version) };
        if (url.searchParams.get('allowWatchBookmarks') === 'true')
          tell('BOOKMARK', { kind: kind.kind, apiVersion, metadata });
      },
      Math.max(0, seconds - 2) * 1000,
    );
    const end = setTimeout(() => response.end(), seconds * 1000);
    response.once('close', () => {
      clearTimeout(bookmark);
      clearTimeout(end);
      this.#watchers.delete(response);
    });
    response.flushHeaders();
    return undefined;
  }
}

let made: ReturnType<typeof makeCertificates> | undefined;
export function certificates(): ReturnType<typeof makeCertificates> {
  made ??= makeCertificates();
  return made;
}

const keyOf = (object: Pick<KubeObject, 'metadata'>): string =>
  `${object.metadata.namespace ?? ''}/${object.metadata.name}`;

function kindOf(object: Pick<KubeObject, 'apiVersion' | 'kind'>): ServedKind {
  const group = object.apiVersion.includes('/') ? (object.apiVersion.split('/')[0] ?? '') : '';
  const found = KINDS.find((kind) => kind.group === group && kind.kind === object.kind);
  if (found === undefined) throw new RangeError(`the stand-in serves no ${object.apiVersion} ${object.kind}`);
  return found;
}

function selected(object: KubeObject, selector: string | null): boolean {
  if (selector === null) return true;
  const labels = object.metadata.labels ?? {};
  return selector.split(',').every((term) => {
    if (term.startsWith('!')) return !(term.slice(1) in labels);
    const [key = '', value] = term.split('=');
    return value === undefined ? key in labels : labels[key] === value;
  });
}

function discoveryOf(path: string, served: readonly ServedKind[], version: string): object | undefined {
  if (path === '/version') return { major: '1', minor: '31', gitVersion: version };
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
  const groups = [...new Set(served.map(({ group }) => group))].filter((group) => group !== '');
  const versionsOf = (group: string): string[] => [
    ...new Set(served.filter((one) => one.group === group).flatMap(({ versions }) => versions)),
  ];
  if (path === '/apis') {
    return {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: groups.map((name) => {
        const versions = versionsOf(name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
        return { name, versions, preferredVersion: versions[0] };
      }),
    };
  }
  const match = /^\/(?:api\/(v1)|apis\/([^/]+)\/([^/]+))$/.exec(path);
  if (match === null) return undefined;
  const [, core, group = '', groupVersion = ''] = match;
  const kinds = served.filter((one) => one.group === group && one.versions.includes(core ?? groupVersion));
  if (kinds.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: core ?? `${group}/${groupVersion}`,
    resources: kinds.map(({ plural, kind, namespaced }) => ({
      name: plural,
      singularName: kind.toLowerCase(),
      namespaced,
      kind,
      verbs: ['get', 'list', 'watch'],
    })),
  };
}

export function refuse(response: ServerResponse, code: number, reason: string, message: string, headers = {}): void {
  send(
    response,
    code,
    { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code },
    headers,
  );
}

export function send(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
