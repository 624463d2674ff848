/**
 * A stand-in for Azure's control plane, shaped by its published examples: sign-in, Resource Graph and the calls of
 * Resource Manager that are made. It is strict: it knows the versions, refuses what a role does not hold, hides rows
 * as the service does, and demands an order of what it pages.
 */

import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeCertificates } from './certificates.ts';
import type { TestCertificates } from './certificates.ts';
import { ARO_STATUS, BATCH_MACHINES, EDGE, INSTANCE_VIEWS, PROD, ROWS, SIZES, TENANT } from './arm-stub-tenant.ts';

export interface StubCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: {
    readonly query?: string;
    readonly subscriptions?: readonly string[];
    readonly options?: Readonly<Record<string, unknown>>;
  };
  /** How many calls of this path there were, this one included. */
  readonly nth: number;
}

export interface StubAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent as it is. */
  readonly text?: string;
  /** Bytes after which the connection is cut; the length announced is that of the whole. */
  readonly cutAfter?: number;
}

export interface ArmStub extends AsyncDisposable {
  readonly origin: string;
  readonly caCertificate: string;
  readonly calls: StubCall[];
  readonly settings: Readonly<Record<string, string>>;
  readonly clientSecret: string;
  /** Rows of one page of Resource Graph. */
  pageSize: number;
  /** Rights per subscription. */
  rights: Map<string, readonly string[]>;
  rows: readonly Readonly<Record<string, unknown>>[];
  /** Answers in the service's place, when it answers. */
  fault: ((call: StubCall) => StubAnswer | 'gone' | undefined) | undefined;
  /** No token issued so far is good any more. */
  revokeTokens(): void;
}

const CLIENT = '55555555-5555-4555-8555-555555555555';
const SECRET = 'Stub~Secret.0123456789abcdef';

/** Paths, with the version each is published in and the right it takes. Written down apart from the client's own list. */
const ROUTES: readonly { readonly path: RegExp; readonly version: string; readonly right?: string }[] = [
  { path: /^\/subscriptions$/i, version: '2022-12-01', right: 'Microsoft.Resources/subscriptions/read' },
  {
    path: /^\/subscriptions\/[^/]+\/providers\/Microsoft\.Authorization\/permissions$/i,
    version: '2022-04-01',
    right: 'Microsoft.Authorization/permissions/read',
  },
  {
    path: /^\/providers\/Microsoft\.ResourceGraph\/resources$/i,
    version: '2024-04-01',
    right: 'Microsoft.ResourceGraph/resources/read',
  },
  {
    path: /^\/subscriptions\/[^/]+\/providers\/Microsoft\.Compute\/skus$/i,
    version: '2021-07-01',
    right: 'Microsoft.Compute/skus/read',
  },
  {
    path: /^\/subscriptions\/[^/]+\/providers\/Microsoft\.Compute\/virtualMachines$/i,
    version: '2025-04-01',
    right: 'Microsoft.Compute/virtualMachines/read',
  },
  {
    path: /\/virtualMachineScaleSets\/[^/]+\/virtualMachines$/i,
    version: '2025-04-01',
    right: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read',
  },
  {
    path: /\/providers\/Microsoft\.RedHatOpenShift\/openShiftClusters$/i,
    version: '2025-07-25',
    right: 'Microsoft.RedHatOpenShift/openShiftClusters/read',
  },
];

let certificates: TestCertificates | undefined;

export async function startArmStub(options: { readonly certificate?: 'server' | 'otherName' } = {}): Promise<ArmStub> {
  certificates ??= makeCertificates();
  const tokens = new Set<string>();
  const calls: StubCall[] = [];
  const server = createServer(certificates[options.certificate ?? 'server'], (request, response) => {
    void handle(request, response, stub, tokens);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stub: ArmStub = {
    origin,
    caCertificate: certificates.authority.cert,
    calls,
    settings: {
      cloud: 'custom',
      resourceManager: origin,
      authorityHost: origin,
      audience: origin,
      tenantId: TENANT,
      clientId: CLIENT,
      caCertificate: certificates.authority.cert,
    },
    clientSecret: SECRET,
    pageSize: 1000,
    rights: new Map([
      [PROD, ['*/read']],
      [EDGE, ['*/read']],
    ]),
    rows: ROWS,
    fault: undefined,
    revokeTokens: () => tokens.clear(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stub;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  stub: ArmStub,
  tokens: Set<string>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(request.url ?? '/', stub.origin);
  if (url.pathname.startsWith(`/${TENANT}/`)) return send(response, signIn(url, text, stub, tokens));
  const nth = stub.calls.filter(({ path }) => path === url.pathname).length + 1;
  const call: StubCall = {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    body: text === '' ? {} : (JSON.parse(text) as StubCall['body']),
    nth,
  };
  stub.calls.push(call);
  const fault = stub.fault?.(call);
  if (fault === 'gone') return void request.socket.destroy();
  if (fault !== undefined) return send(response, fault);
  if (!tokens.has(request.headers.authorization?.replace(/^Bearer /, '') ?? '')) {
    return send(
      response,
      refusal(401, 'ExpiredAuthenticationToken', 'The access token expiry UTC time is in the past.'),
    );
  }
  return send(response, answer(call, stub));
}

function send(response: ServerResponse, { status, headers = {}, body, text, cutAfter }: StubAnswer): void {
  const bytes = Buffer.from(text ?? JSON.stringify(body ?? {}));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length, ...headers });
  if (cutAfter === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, cutAfter), () => response.destroy());
}

export const refusal = (
  status: number,
  code: string,
  message: string,
  headers: StubAnswer['headers'] = {},
): StubAnswer => ({
  status,
  headers,
  body: { error: { code, message } },
});

/** OAuth 2.0 client credentials, as the library expects them of a custom cloud. */
function signIn(url: URL, text: string, stub: ArmStub, tokens: Set<string>): StubAnswer {
  const base = `${stub.origin}/${TENANT}`;
  if (url.pathname.endsWith('/.well-known/openid-configuration')) {
    return {
      status: 200,
      body: {
        token_endpoint: `${base}/oauth2/v2.0/token`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        issuer: `${base}/v2.0`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      },
    };
  }
  const form = new URLSearchParams(text);
  const known =
    form.get('client_id') === CLIENT && (form.get('client_secret') === SECRET || form.has('client_assertion'));
  if (!known) {
    const message =
      'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value. Trace ID: 1';
    return { status: 401, body: { error: 'invalid_client', error_description: message, error_codes: [7000215] } };
  }
  const claims = Buffer.from(JSON.stringify({ appid: CLIENT, tid: TENANT })).toString('base64url');
  const token = `stub.${claims}.${'signature'.repeat(3)}${tokens.size}-${Math.random().toString(36).slice(2)}`;
  tokens.add(token);
  return { status: 200, body: { token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: token } };
}

function answer(call: StubCall, stub: ArmStub): StubAnswer {
  const route = ROUTES.find(({ path }) => path.test(call.path));
  if (route === undefined) return refusal(404, 'InvalidResourceType', `No such path: ${call.path}`);
  if (call.query.get('api-version') !== route.version)
    return refusal(400, 'InvalidApiVersionParameter', 'The api-version is invalid.');
  const subscription = /^\/subscriptions\/([^/]+)/.exec(call.path)?.[1];
  const { right } = route;
  if (subscription !== undefined && right !== undefined && !holds(stub, subscription, right)) {
    return refusal(
      403,
      'AuthorizationFailed',
      `The client does not have authorization to perform action '${right}' over scope '/subscriptions/${subscription}'.`,
    );
  }
  if (right === 'Microsoft.ResourceGraph/resources/read') return graph(call, stub);
  return { status: 200, body: page(listed(call, stub, subscription), call, stub) };
}

function listed(call: StubCall, stub: ArmStub, subscription: string | undefined): readonly unknown[] {
  if (call.path.endsWith('/permissions'))
    return [{ actions: stub.rights.get(subscription ?? '') ?? [], notActions: [] }];
  if (call.path.endsWith('/skus')) {
    const location = /location eq '([a-z0-9]+)'/.exec(call.query.get('$filter') ?? '')?.[1];
    return SIZES.filter((size) => (size['locations'] as string[]).includes(location ?? ''));
  }
  if (/virtualMachineScaleSets/i.test(call.path))
    return call.path.toLowerCase().includes('/batch/') ? BATCH_MACHINES : [];
  if (call.path.endsWith('/openShiftClusters')) {
    return stub.rows
      .filter(
        (row) =>
          row['type'] === 'microsoft.redhatopenshift/openshiftclusters' && row['subscriptionId'] === subscription,
      )
      .map((row) => ({ ...row, properties: { ...(row['properties'] as object), workerProfilesStatus: ARO_STATUS } }));
  }
  if (call.path.endsWith('/virtualMachines')) {
    return stub.rows
      .filter((row) => row['type'] === 'microsoft.compute/virtualmachines' && row['subscriptionId'] === subscription)
      .map(({ id, name }) => ({ id, name, properties: { instanceView: INSTANCE_VIEWS[String(name)] ?? {} } }));
  }
  return [...stub.rights.entries()]
    .filter(([, actions]) => actions.length > 0)
    .map(([id]) => ({
      subscriptionId: id,
      displayName: id === PROD ? 'Production' : 'Edge',
      state: 'Enabled',
      tenantId: TENANT,
    }));
}

/** Two members a page, so that every list is paged. */
function page(value: readonly unknown[], call: StubCall, stub: ArmStub): unknown {
  const at = Number(call.query.get('$skiptoken') ?? 0);
  const next = new URL(call.path, stub.origin);
  for (const [key, text] of call.query) next.searchParams.set(key, text);
  next.searchParams.set('$skiptoken', String(at + 2));
  return { value: value.slice(at, at + 2), ...(at + 2 < value.length && { nextLink: next.href }) };
}

function graph(call: StubCall, stub: ArmStub): StubAnswer {
  const { query = '', subscriptions = [], options = {} } = call.body;
  const found = /^(\w+) \| where type in~ \(([^)]*)\) \| project [^|]* \| order by id asc$/.exec(query);
  const top = options['$top'];
  if (
    call.method !== 'POST' ||
    found === null ||
    typeof top !== 'number' ||
    top > 1000 ||
    options['resultFormat'] !== 'objectArray'
  ) {
    return refusal(400, 'BadRequest', 'Please provide a query that can be paged.');
  }
  const types = (found[2] ?? '').split(',').map((type) => type.trim().replaceAll("'", ''));
  if (subscriptions.every((one) => (stub.rights.get(one) ?? []).length === 0)) {
    return refusal(403, 'AuthorizationFailed', 'The client has no access to any of the subscriptions.');
  }
  const all = stub.rows
    .filter((row) => types.includes(String(row['type'])) && tableOf(String(row['type'])) === found[1])
    .filter(
      (row) =>
        subscriptions.includes(String(row['subscriptionId'])) &&
        holds(stub, String(row['subscriptionId']), `${String(row['type'])}/read`),
    )
    .toSorted((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1));
  const token = options['$skipToken'];
  const at =
    typeof token === 'string' ? Number(Buffer.from(token, 'base64').toString()) : Number(options['$skip'] ?? 0);
  const end = Math.min(all.length, at + Math.min(top, stub.pageSize));
  return {
    status: 200,
    headers: { 'x-ms-user-quota-remaining': '14', 'x-ms-user-quota-resets-after': '00:00:05' },
    body: {
      totalRecords: all.length,
      count: end - at,
      data: all.slice(at, end),
      facets: [],
      resultTruncated: 'false',
      ...(end < all.length && { $skipToken: Buffer.from(String(end)).toString('base64') }),
    },
  };
}

function tableOf(type: string): string {
  if (type.includes('virtualmachinescalesets/virtualmachines')) return 'computeresources';
  return type.endsWith('/virtualmachineinstances') ? 'extensibilityresources' : 'resources';
}

/** Role actions: "*" stands for anything, letter case does not count. */
function holds(stub: ArmStub, subscription: string, right: string): boolean {
  return (stub.rights.get(subscription) ?? []).some((action) => {
    const pattern = action.replaceAll(/[.\\+?^${}()|[\]]/g, String.raw`\$&`).replaceAll('*', '.*');
    return new RegExp(`^${pattern}$`, 'i').test(right);
  });
}
