/** What goes wrong on the way, tried against our stand-in for an API server, with what a user sees. */

import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { certificates, refuse, send } from '../../../test/support/kube-api.ts';
import type { Fault } from '../../../test/support/kube-api.ts';
import { everywhere } from '../../../test/support/kube-api-rbac.ts';
import { object, OPENSHIFT_WORKLOADS } from '../../../test/support/kube-api-cluster.ts';
import { cluster, connectTo, hear, QUICK, ROLE, TOKEN } from './live.fixture.ts';

const machines = '/apis/kubevirt.io/v1/virtualmachines';

/** Once, on the first request for a path whose query fits. */
function once(path: string, query: RegExp, act: (response: ServerResponse) => void | Promise<void>): Fault {
  let done = false;
  return async (request, response, at) => {
    if (done || at !== path || !query.test(request.url ?? '')) return false;
    done = true;
    await act(response);
    return true;
  };
}

const always =
  (path: string, act: (response: ServerResponse) => void): Fault =>
  (_request, response, at) => {
    if (at !== path) return false;
    act(response);
    return true;
  };

const many = Array.from({ length: 30 }, (_, at) =>
  object('apps/v1', 'Deployment', `shop/d-${String(at).padStart(2, '0')}`, {
    spec: { template: { spec: { containers: [] } } },
  }),
);
const deployments = '/apis/apps/v1/deployments';

describe('pages', () => {
  it('are all read, of one state, whatever their size', async () => {
    await using api = await cluster(many, { pageSize: 7 });
    await using connection = await connectTo(api);
    expect((await hear(connection)).workloads).toHaveLength(30);
    expect(api.requests.filter(({ path, query }) => path === deployments && query.includes('continue='))).toHaveLength(
      4,
    );
  });

  it('that expired are read again from the start, and nothing is told twice', async () => {
    await using api = await cluster(many, { pageSize: 7 });
    await using connection = await connectTo(api);
    let pages = 0;
    api.fault = (request, _response, path) => {
      if (path === deployments && /continue=/.test(request.url ?? '') && ++pages === 2) api.compact();
      return false;
    };
    const { workloads } = await hear(connection);
    expect(new Set(workloads).size).toBe(30);
    expect(workloads).toHaveLength(30);
  });

  it('that expire each time end in an error that says so', async () => {
    await using api = await cluster(many, { pageSize: 7 });
    await using connection = await connectTo(api);
    api.fault = (request, _response, path) => {
      if (path === deployments && /continue=/.test(request.url ?? '')) api.compact();
      return false;
    };
    await expect(hear(connection)).rejects.toMatchObject({
      code: 'IST-2207',
      message: expect.stringContaining('deployments.apps'),
    });
  });

  it('go on after the server was restarted between two of them', async () => {
    await using api = await cluster(many, { pageSize: 7 });
    await using connection = await connectTo(api);
    let restarted = false;
    api.fault = async (request, response, path) => {
      if (restarted || path !== deployments || !/continue=/.test(request.url ?? '')) return false;
      restarted = true;
      response.destroy();
      void api.stop().then(() => api.start());
      return true;
    };
    expect((await hear(connection)).workloads).toHaveLength(30);
    expect(restarted).toBe(true);
  });
});

describe('a server that is busy', () => {
  it('is given the time it asks for', async () => {
    await using api = await cluster();
    const pauses: number[] = [];
    await using connection = await connectTo(
      api,
      {},
      { ...QUICK, retry: { pause: async (ms) => void pauses.push(ms) } },
    );
    api.fault = once(machines, /limit=250/, (response) =>
      refuse(response, 429, 'TooManyRequests', 'too many requests', { 'retry-after': '7' }),
    );
    expect((await hear(connection)).workloads).toHaveLength(OPENSHIFT_WORKLOADS);
    expect(pauses).toHaveLength(1);
    expect(pauses[0]).toBeGreaterThanOrEqual(7000);
  });

  it.each([
    ['asks for an hour', { 'retry-after': '3600' }],
    ['never stops asking', { 'retry-after': '1' }],
  ])('and %s ends the read', async (_name, headers) => {
    await using api = await cluster();
    await using connection = await connectTo(api);
    api.fault = always(machines, (response) => refuse(response, 429, 'TooManyRequests', 'too many requests', headers));
    await expect(hear(connection)).rejects.toMatchObject({ code: 'IST-2209' });
  });
});

describe('an extension of the server that is down', () => {
  it('costs what it would have said and nothing else', async () => {
    await using api = await cluster();
    api.fault = always('/apis/metrics.k8s.io/v1beta1/nodes', (response) =>
      refuse(response, 503, 'ServiceUnavailable', 'the server is currently unable to handle the request'),
    );
    await using connection = await connectTo(api);
    const { workloads, end } = await hear(connection);
    expect(workloads).toHaveLength(OPENSHIFT_WORKLOADS);
    expect(end.missing).toMatchObject([{ part: 'list nodes.metrics.k8s.io' }]);
  });
});

describe('an answer that is none', () => {
  it.each([
    [
      'cut off',
      (response: ServerResponse) => void response.writeHead(200).end('{"kind":"VirtualMachineList","items":[{"met'),
      'IST-2205',
    ],
    [
      'a sign-in page',
      (response: ServerResponse) => void response.writeHead(200).end('<html>password</html>'),
      'IST-2205',
    ],
    ['another object', (response: ServerResponse) => send(response, 200, { kind: 'Table', rows: [] }), 'IST-2205'],
    [
      'a redirect',
      (response: ServerResponse) => void response.writeHead(302, { location: 'https://elsewhere.example' }).end(),
      'IST-2205',
    ],
    [
      'an error',
      (response: ServerResponse) => refuse(response, 500, 'InternalError', 'etcd has no leader'),
      'IST-2207',
    ],
    ['a broken connection', (response: ServerResponse) => void response.destroy(), 'IST-2207'],
  ])('%s, ends the read with a code', async (_name, act, code) => {
    await using api = await cluster();
    await using connection = await connectTo(api);
    api.fault = always(machines, act);
    await expect(hear(connection)).rejects.toMatchObject({ code });
  });

  it('larger than is taken, ends the read with a code', async () => {
    await using api = await cluster();
    await using connection = await connectTo(api, {}, { ...QUICK, maxResponseBytes: 200_000 });
    api.fault = always(machines, (response) => {
      response.writeHead(200);
      response.end(`{"items":[${'{},'.repeat(100_000)}{}]}`);
    });
    await expect(hear(connection)).rejects.toMatchObject({ code: 'IST-2206' });
  });

  it('to one change, makes the resource be listed again', async () => {
    await using api = await cluster();
    await using connection = await connectTo(api);
    const first = await hear(connection);
    api.put(many[0]!);
    api.fault = once(
      deployments,
      /watch=true/,
      (response) => void response.writeHead(200).end('{"type":"ADDED","object":{"meta\n'),
    );
    expect((await hear(connection, first.end.cursor?.value)).workloads).toEqual(['Deployment shop/d-00']);
  });
});

describe('signing in', () => {
  it('is refused in words without the token', async () => {
    await using api = await cluster();
    const refused = connectTo(api, { secrets: { token: 'sha256~somebody-elses' } });
    await expect(refused).rejects.toMatchObject({ code: 'IST-2203' });
    await expect(refused).rejects.not.toThrow(/somebody/);
  });

  it('that expires while reading says so, and what was known stays', async () => {
    await using api = await cluster();
    await using connection = await connectTo(api);
    const first = await hear(connection);
    api.accounts = new Map();
    await expect(hear(connection, first.end.cursor?.value)).rejects.toMatchObject({ code: 'IST-2203' });
    api.accounts = new Map([[TOKEN, everywhere(ROLE)]]);
    expect((await hear(connection, first.end.cursor?.value)).types).toEqual([]);
  });

  it('takes place with nobody whose certificate is not trusted: the token is never sent', async () => {
    await using api = await cluster([], { certificate: certificates().selfSigned });
    const settings = { caCertificate: certificates().authority.cert };
    await expect(connectTo(api, { settings })).rejects.toMatchObject({ code: 'IST-2202' });
    expect(api.requests).toEqual([]);
  });

  it('trusts a pinned thumbprint, and shows it', async () => {
    await using api = await cluster(undefined, { certificate: certificates().selfSigned });
    await using first = await connectTo(api, { settings: { caCertificate: certificates().selfSigned.cert } });
    const { fingerprint = '' } = first.identity;
    await using second = await connectTo(api, { settings: { caCertificate: '', thumbprint: fingerprint } });
    expect(second.identity.fingerprint).toBe(fingerprint);
  });

  it('says that nobody answers, at once', async () => {
    const api = await cluster();
    await api.stop();
    await expect(connectTo(api, {}, {})).rejects.toMatchObject({ code: 'IST-2201' });
  });

  it('tells a server that is no Kubernetes', async () => {
    await using api = await cluster();
    api.fault = always('/apis', (response) => send(response, 200, { hello: 'world' }));
    await expect(connectTo(api)).rejects.toMatchObject({ code: 'IST-2205' });
  });
});
