/**
 * A vCenter of our own over HTTPS, shaped by the published vim25 WSDL, for what the simulator lacks: answers in pages,
 * changed block tracking, guest addresses, sessions that end in the middle, refused properties, and answers no sound
 * server gives. Strict: it refuses requests whose elements the schema does not have there.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { xmlTrees } from '../../src/formats/xml/trees.ts';
import type { XmlNode } from '../../src/formats/xml/trees.ts';
import type { TestCertificate } from './certificates.ts';

export interface StubObject {
  readonly type: string;
  readonly id: string;
  /** Values as XML with their xsi:type: { name: '<val xsi:type="xsd:string">vm</val>' }. */
  readonly properties: Readonly<Record<string, string>>;
  /** Paths the account may not read. */
  readonly refused?: readonly string[];
}

/** What answers instead of the stub's own: an answer, HANDLED for one already sent, or undefined to go on as usual. */
export type Interception = (
  method: string,
  request: XmlNode,
  response: ServerResponse,
) => string | undefined | Promise<string | undefined>;

export const HANDLED = 'handled';

export interface VsphereStubOptions {
  readonly certificate: TestCertificate;
  readonly objects?: readonly StubObject[];
  readonly intercept?: Interception;
  /** Most objects of one answer, whatever is asked for. */
  readonly maxObjects?: number;
  /** Most updates of one answer. */
  readonly maxUpdates?: number;
  /** Property paths it does not know, as an older server. */
  readonly unknownPaths?: readonly string[];
  /** Privileges that the account lacks at the root. */
  readonly lacking?: readonly string[];
  /** JSON by "METHOD path" of the REST interface; what is not in it answers 404. */
  readonly rest?: (method: string, url: string, body: string) => { readonly status: number; readonly body?: unknown };
}

const USER = 'reader@vsphere.local';
const PASSWORD = 'stub-password';

/** Order of elements by the WSDL; others are refused. */
const SCHEMA: Readonly<Record<string, readonly string[]>> = {
  RetrieveServiceContent: ['_this'],
  Login: ['_this', 'userName', 'password', 'locale'],
  Logout: ['_this'],
  CreateContainerView: ['_this', 'container', 'type', 'recursive'],
  DestroyView: ['_this'],
  RetrievePropertiesEx: ['_this', 'specSet', 'options'],
  ContinueRetrievePropertiesEx: ['_this', 'token'],
  CreatePropertyCollector: ['_this'],
  DestroyPropertyCollector: ['_this'],
  CreateFilter: ['_this', 'spec', 'partialUpdates'],
  WaitForUpdatesEx: ['_this', 'version', 'options'],
  HasPrivilegeOnEntities: ['_this', 'entity', 'sessionId', 'privId'],
  QueryPerf: ['_this', 'querySpec'],
  specSet: ['propSet', 'objectSet', 'reportMissingObjectsInResults'],
  spec: ['propSet', 'objectSet', 'reportMissingObjectsInResults'],
  propSet: ['type', 'all', 'pathSet'],
  objectSet: ['obj', 'skip', 'selectSet'],
  selectSet: ['name', 'type', 'path', 'skip', 'selectSet'],
  querySpec: ['entity', 'startTime', 'endTime', 'maxSample', 'metricId', 'intervalId', 'format'],
  metricId: ['counterId', 'instance'],
};

const child = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node?.children.find((each) => each.name === name);
const children = (node: XmlNode | undefined, name: string): XmlNode[] =>
  node?.children.filter((each) => each.name === name) ?? [];

export class VsphereStub implements AsyncDisposable {
  readonly user = USER;
  readonly password = PASSWORD;
  /** Methods as they came. */
  readonly calls: string[] = [];
  objects: StubObject[];
  #options: VsphereStubOptions;
  #server: https.Server | undefined;
  readonly #sockets = new Set<Socket>();
  #sessions = new Set<string>();
  #serial = 0;
  readonly #views = new Map<string, readonly string[]>();
  readonly #tokens = new Map<
    string,
    { readonly objects: StubObject[]; readonly paths: ReadonlyMap<string, readonly string[]> }
  >();
  readonly #filters = new Map<
    string,
    { readonly types: ReadonlyMap<string, readonly string[]>; readonly filter: string }[]
  >();
  readonly #updates = new Map<string, string[]>();

  private constructor(options: VsphereStubOptions) {
    this.#options = options;
    this.objects = [...(options.objects ?? [])];
  }

  static async start(options: VsphereStubOptions): Promise<VsphereStub> {
    const stub = new VsphereStub(options);
    await stub.listen(0);
    return stub;
  }

  get host(): string {
    const address = this.#server?.address() as AddressInfo | undefined;
    return `127.0.0.1:${address?.port ?? 0}`;
  }

  async listen(port: number): Promise<void> {
    const { cert, key } = this.#options.certificate;
    const server = https.createServer({ cert, key }, (request, response) => {
      void this.#answer(request, response).catch(() => response.destroy());
    });
    server.on('secureConnection', (socket) => this.#sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    this.#server = server;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    await new Promise<void>((resolve) => this.#server?.close(() => resolve()) ?? resolve());
  }

  intercept(interception: Interception | undefined): void {
    this.#options = {
      ...this.#options,
      ...(interception === undefined ? { intercept: () => undefined } : { intercept: interception }),
    };
  }

  /** As an administrator who ends sessions, or a timeout. Views, filters and tokens end with them. */
  endSessions(): void {
    this.#sessions.clear();
    this.#views.clear();
    this.#tokens.clear();
    this.#filters.clear();
    this.#updates.clear();
  }

  /** Changes an object and tells those that watch it. */
  change(id: string, properties: Readonly<Record<string, string>>): void {
    this.objects = this.objects.map((each) =>
      each.id === id ? { ...each, properties: { ...each.properties, ...properties } } : each,
    );
    const object = this.objects.find((each) => each.id === id);
    if (object !== undefined) this.#tell(object, 'modify', properties);
  }

  remove(id: string): void {
    const object = this.objects.find((each) => each.id === id);
    this.objects = this.objects.filter((each) => each.id !== id);
    if (object !== undefined) this.#tell(object, 'leave', {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #tell(object: StubObject, kind: string, properties: Readonly<Record<string, string>>): void {
    for (const [collector, filters] of this.#filters) {
      for (const { types } of filters) {
        const paths = types.get(object.type);
        if (paths === undefined) continue;
        const seen = Object.entries(properties).filter(([path]) => paths.includes(path));
        if (kind === 'modify' && seen.length === 0) continue;
        this.#updates.get(collector)?.push(updateXml(object, kind, Object.fromEntries(seen)));
      }
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (request.url !== '/sdk') {
      const answer = this.#options.rest?.(request.method ?? '', request.url ?? '', body) ?? { status: 404 };
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
      return;
    }
    const call = await methodOf(body);
    this.calls.push(call.name);
    checkSchema(call);
    const intercepted = await this.#options.intercept?.(call.name, call, response);
    if (intercepted === HANDLED) return;
    const session = /vmware_soap_session="?([^";]+)/.exec(request.headers.cookie ?? '')?.[1];
    const authenticated = session !== undefined && this.#sessions.has(session);
    const open = call.name === 'RetrieveServiceContent' || call.name === 'Login';
    const result = intercepted ?? (authenticated || open ? this.#perform(call, response) : fault('NotAuthenticated'));
    response.setHeader('content-type', 'text/xml; charset=utf-8');
    response.statusCode = result.startsWith('<soapenv:Fault') ? 500 : 200;
    response.end(
      result.startsWith('<soapenv:Fault') || result.startsWith('<?xml')
        ? wrapped(result)
        : wrapped(`<${call.name}Response xmlns="urn:vim25">${result}</${call.name}Response>`),
    );
  }

  #perform(call: XmlNode, response: ServerResponse): string {
    const self = child(call, '_this')?.text ?? '';
    switch (call.name) {
      case 'RetrieveServiceContent':
        return SERVICE_CONTENT;
      case 'Login': {
        if (child(call, 'userName')?.text !== USER || child(call, 'password')?.text !== PASSWORD)
          return fault('InvalidLogin');
        const key = `session-${++this.#serial}`;
        this.#sessions.add(key);
        response.setHeader('set-cookie', `vmware_soap_session="${key}"; Path=/; HttpOnly; Secure;`);
        return `<returnval><key>${key}</key><userName>VSPHERE.LOCAL\\reader</userName></returnval>`;
      }
      case 'CreateContainerView': {
        const id = `view-${++this.#serial}`;
        this.#views.set(
          id,
          children(call, 'type').map((type) => type.text),
        );
        return `<returnval type="ContainerView">${id}</returnval>`;
      }
      case 'RetrievePropertiesEx':
        return this.#retrieve(call);
      case 'ContinueRetrievePropertiesEx':
        return this.#page(child(call, 'token')?.text ?? '');
      case 'CreatePropertyCollector': {
        const id = `collector-${++this.#serial}`;
        this.#filters.set(id, []);
        return `<returnval type="PropertyCollector">${id}</returnval>`;
      }
      case 'CreateFilter':
        return this.#filter(self, call);
      case 'WaitForUpdatesEx':
        return this.#wait(self, call);
      case 'HasPrivilegeOnEntities':
        return `<returnval><entity type="Folder">group-d1</entity>${children(call, 'privId')
          .map(
            ({ text: id }) =>
              `<privAvailability><privId>${id}</privId><isGranted>${this.#options.lacking?.includes(id) !== true}</isGranted></privAvailability>`,
          )
          .join('')}</returnval>`;
      default:
        return '';
    }
  }

  #retrieve(call: XmlNode): string {
    const specSet = child(call, 'specSet');
    const paths = pathsOf(specSet);
    const unknown = [...paths.values()].flat().find((path) => this.#options.unknownPaths?.includes(path));
    if (unknown !== undefined) return fault('InvalidProperty', `<name>${unknown}</name>`);
    const refs = children(specSet, 'objectSet').map((each) => child(each, 'obj'));
    const view = refs[0]?.attributes.type === 'ContainerView' ? this.#views.get(refs[0].text) : undefined;
    if (refs[0]?.attributes.type === 'ContainerView' && view === undefined) return fault('ManagedObjectNotFound');
    const wanted = new Set(refs.map((ref) => ref?.text));
    const found = this.objects.filter(({ type, id }) => (view === undefined ? wanted.has(id) : view.includes(type)));
    if (found.length === 0) return '';
    const token = `token-${++this.#serial}`;
    this.#tokens.set(token, { objects: found, paths });
    return this.#page(token, Number(child(child(call, 'options'), 'maxObjects')?.text ?? 1e9));
  }

  #page(token: string, size = 1e9): string {
    const rest = this.#tokens.get(token);
    if (rest === undefined) return fault('InvalidArgument', '<invalidProperty>token</invalidProperty>');
    this.#tokens.delete(token);
    const most = Math.min(size, this.#options.maxObjects ?? 1e9);
    const now = rest.objects.slice(0, most);
    const next = `token-${++this.#serial}`;
    const more = rest.objects.length > most;
    if (more) this.#tokens.set(next, { ...rest, objects: rest.objects.slice(most) });
    const contents = now.map((object) => contentXml(object, rest.paths.get(object.type) ?? []));
    return `<returnval>${more ? `<token>${next}</token>` : ''}${contents.join('')}</returnval>`;
  }

  #filter(collector: string, call: XmlNode): string {
    const filters = this.#filters.get(collector);
    if (filters === undefined) return fault('ManagedObjectNotFound');
    const filter = `filter-${++this.#serial}`;
    filters.push({ types: pathsOf(child(call, 'spec')), filter });
    return `<returnval type="PropertyFilter">${filter}</returnval>`;
  }

  #wait(collector: string, call: XmlNode): string {
    const filters = this.#filters.get(collector);
    if (filters === undefined) return fault('ManagedObjectNotFound');
    if (child(call, 'version')?.text === '') {
      const all = filters.flatMap(({ types }) =>
        this.objects
          .filter(({ type }) => types.has(type))
          .map((object) => {
            const paths = types.get(object.type) ?? [];
            const shown = Object.fromEntries(
              Object.entries(object.properties).filter(([path]) => paths.includes(path)),
            );
            return updateXml(object, 'enter', shown);
          }),
      );
      this.#updates.set(collector, all);
    }
    const waiting = this.#updates.get(collector) ?? [];
    if (waiting.length === 0) return '';
    const now = waiting.splice(0, this.#options.maxUpdates ?? 1e9);
    const truncated = waiting.length > 0;
    return `<returnval><version>${++this.#serial}</version><filterSet><filter type="PropertyFilter">${filters[0]?.filter ?? ''}</filter>${now.join('')}</filterSet>${truncated ? '<truncated>true</truncated>' : ''}</returnval>`;
  }
}

const SERVICE_CONTENT =
  '<returnval><rootFolder type="Folder">group-d1</rootFolder><propertyCollector type="PropertyCollector">propertyCollector</propertyCollector>' +
  '<viewManager type="ViewManager">ViewManager</viewManager><about><name>VMware vCenter Server</name><fullName>VMware vCenter Server 8.0.3 build-24322831</fullName>' +
  '<version>8.0.3</version><apiType>VirtualCenter</apiType><apiVersion>8.0.3.0</apiVersion><instanceUuid>4C4C4544-0000-1111-2222-333344445555</instanceUuid></about>' +
  '<sessionManager type="SessionManager">SessionManager</sessionManager><authorizationManager type="AuthorizationManager">AuthorizationManager</authorizationManager>' +
  '<customFieldsManager type="CustomFieldsManager">CustomFieldsManager</customFieldsManager><perfManager type="PerformanceManager">PerfMgr</perfManager></returnval>';

const wrapped = (content: string): string =>
  content.startsWith('<?xml')
    ? content
    : `<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>\n${content}\n</soapenv:Body></soapenv:Envelope>`;

export const fault = (type: string, detail = ''): string =>
  `<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>A ${type} fault</faultstring><detail><${type}Fault xmlns="urn:vim25" xsi:type="${type}">${detail}</${type}Fault></detail></soapenv:Fault>`;

function contentXml({ type, id, properties, refused = [] }: StubObject, paths: readonly string[]): string {
  const set = Object.entries(properties)
    .filter(([path]) => paths.includes(path) && !refused.includes(path))
    .map(([path, value]) => `<propSet><name>${path}</name>${value}</propSet>`);
  const missing = refused
    .filter((path) => paths.includes(path))
    .map(
      (path) =>
        `<missingSet><path>${path}</path><fault><fault xsi:type="NoPermission"><object type="${type}">${id}</object><privilegeId>System.Read</privilegeId></fault><localizedMessage>No permission</localizedMessage></fault></missingSet>`,
    );
  return `<objects><obj type="${type}">${id}</obj>${set.join('')}${missing.join('')}</objects>`;
}

const updateXml = ({ type, id }: StubObject, kind: string, properties: Readonly<Record<string, string>>): string =>
  `<objectSet><kind>${kind}</kind><obj type="${type}">${id}</obj>${Object.entries(properties)
    .map(([path, value]) => `<changeSet><name>${path}</name><op>assign</op>${value}</changeSet>`)
    .join('')}</objectSet>`;

const pathsOf = (spec: XmlNode | undefined): ReadonlyMap<string, readonly string[]> =>
  new Map(
    children(spec, 'propSet').map((set) => [
      child(set, 'type')?.text ?? '',
      children(set, 'pathSet').map((path) => path.text),
    ]),
  );

async function methodOf(body: string): Promise<XmlNode> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(body);
  }
  for await (const [node] of xmlTrees(bytes(), (_name, depth) => depth === 2)) if (node !== undefined) return node;
  throw new Error('no method');
}

function checkSchema(node: XmlNode): void {
  const known = SCHEMA[node.name];
  if (known === undefined) return;
  const order = node.children.map(({ name }) => known.indexOf(name));
  if (order.includes(-1)) throw new Error(`${node.name} has no such element`);
  if (order.some((place, index) => index > 0 && place < (order[index - 1] ?? 0)))
    throw new Error(`${node.name}: wrong order`);
  for (const each of node.children) checkSchema(each);
}
