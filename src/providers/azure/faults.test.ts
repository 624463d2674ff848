import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { refusal, startArmStub } from '../../../test/support/arm-stub.ts';
import type { ArmStub, StubCall } from '../../../test/support/arm-stub.ts';
import { WORKLOADS } from '../../../test/support/arm-stub-tenant.ts';
import { azureConnector } from './connect.ts';
import { readStub } from './live.fixture.ts';

let stub: ArmStub;
beforeEach(async () => {
  stub = await startArmStub();
  stub.pageSize = 4;
});
afterEach(async () => stub[Symbol.asyncDispose]());

const GRAPH = '/providers/Microsoft.ResourceGraph/resources';
const isGraph = ({ path }: StubCall): boolean => path === GRAPH;
/** The nth query, counted over all. */
const nthQuery = (n: number, call: StubCall): boolean => isGraph(call) && call.nth === n;

describe('faults of a stub shaped by the published examples', () => {
  test('a token that ends in the middle is renewed once, and nothing is lost', async () => {
    stub.fault = (call) => {
      if (nthQuery(7, call)) stub.revokeTokens();
      return undefined;
    };
    expect((await readStub(stub)).machines).toHaveLength(WORKLOADS.length);
  });

  test('a challenge of continuous access evaluation is answered with its claims', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
    const asked: (string | undefined)[] = [];
    stub.fault = (call) =>
      nthQuery(2, call)
        ? refusal(401, 'TokenCreatedWithOutdatedPolicies', 'The access token has been revoked.', {
            'www-authenticate': `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
          })
        : undefined;
    const { ClientSecretCredential } = await import('@azure/identity');
    const spy = vi.spyOn(ClientSecretCredential.prototype, 'getToken').mockImplementation(async function (
      this: InstanceType<typeof ClientSecretCredential>,
      _scopes,
      options,
    ) {
      asked.push(options?.claims);
      return { token: await issue(), expiresOnTimestamp: Date.now() + 3_600_000 };
    });
    const issue = async (): Promise<string> => {
      const response = await signIn(stub);
      return response.access_token;
    };
    try {
      expect((await readStub(stub)).machines).toHaveLength(WORKLOADS.length);
    } finally {
      spy.mockRestore();
    }
    expect(asked).toEqual([undefined, claims]);
  });

  test('a token that is refused for good ends the read with IST-2203', async () => {
    stub.fault = (call) =>
      isGraph(call) && call.nth > 3
        ? refusal(401, 'InvalidAuthenticationToken', 'The access token is invalid.')
        : undefined;
    await expect(readStub(stub)).rejects.toMatchObject({ code: 'IST-2203' });
  });

  test('being throttled is waited for as long as is asked', async () => {
    const pauses: number[] = [];
    stub.fault = (call) =>
      nthQuery(3, call) ? refusal(429, 'RateLimiting', 'Please slow down.', { 'retry-after': '7' }) : undefined;
    const said = await readStub(stub, {}, { client: { pause: (ms) => Promise.resolve(void pauses.push(ms)) } });
    expect(said.machines).toHaveLength(WORKLOADS.length);
    expect(pauses).toEqual([7000]);
  });

  test('a storm of throttling ends with IST-2209 after a bounded time', async () => {
    let clock = Date.now();
    stub.fault = (call) =>
      isGraph(call)
        ? refusal(429, 'RateLimiting', 'Please slow down.', { 'x-ms-user-quota-resets-after': '00:00:30' })
        : undefined;
    const pause = (ms: number): Promise<void> => Promise.resolve(void (clock += ms));
    const reading = readStub(stub, {}, { client: { pause, now: () => clock, maxThrottledMs: 120_000 } });
    await expect(reading).rejects.toMatchObject({ code: 'IST-2209', message: expect.stringMatching(/RateLimiting/) });
    expect(stub.calls.filter(isGraph).length).toBeLessThan(10);
  });

  test('the quota is waited for before it runs dry', async () => {
    const pauses: number[] = [];
    const answered = new Set<number>();
    stub.fault = (call) => {
      if (!isGraph(call) || answered.has(call.nth) || call.nth > 2) return undefined;
      answered.add(call.nth);
      const body = { totalRecords: 0, count: 0, data: [], resultTruncated: 'false' };
      return {
        status: 200,
        headers: {
          'x-ms-user-quota-remaining': call.nth === 1 ? '1' : '14',
          'x-ms-user-quota-resets-after': '00:00:04',
        },
        body,
      };
    };
    await readStub(stub, {}, { client: { pause: (ms) => Promise.resolve(void pauses.push(ms)) } });
    expect(pauses).toEqual([4000]);
  });

  test('an answer cut off without a token is continued by number', async () => {
    stub.fault = ({ body, path }) => {
      if (path !== GRAPH || body.options?.['$skip'] !== undefined || !body.query?.includes('virtualnetworks'))
        return undefined;
      return {
        status: 200,
        body: {
          totalRecords: 2,
          count: 1,
          data: [
            { id: '/subscriptions/x/resourceGroups/a/providers/Microsoft.Network/virtualNetworks/a', properties: {} },
          ],
          resultTruncated: 'true',
        },
      };
    };
    await readStub(stub);
    expect(stub.calls.some(({ body }) => body.options?.['$skip'] === 1)).toBe(true);
  });

  test('an answer cut off that cannot be continued is never taken for all there is', async () => {
    stub.fault = (call) =>
      isGraph(call)
        ? { status: 200, body: { totalRecords: 9, count: 0, data: [], resultTruncated: 'true' } }
        : undefined;
    await expect(readStub(stub)).rejects.toMatchObject({
      code: 'IST-2205',
      message: expect.stringMatching(/cuts its answer off/),
    });
  });

  test('malformed JSON and sign-in pages are refused with IST-2205, without quoting them', async () => {
    for (const text of ['{"data": [', '<html><title>Sign in, secret-in-page</title>']) {
      stub.fault = (call) => (nthQuery(call.nth, call) ? { status: 200, text } : undefined);
      const error: unknown = await readStub(stub).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'IST-2205' });
      expect(String(error)).not.toContain('secret-in-page');
    }
  });

  test('one answer of 50 MB is read; one beyond the limit is refused with IST-2206', async () => {
    const padding = 'x'.repeat(50 * 1024 ** 2);
    stub.fault = (call) =>
      nthQuery(1, call)
        ? { status: 200, body: { totalRecords: 0, data: [], padding, resultTruncated: 'false' } }
        : undefined;
    expect((await readStub(stub)).machines).toHaveLength(WORKLOADS.length);
    stub.calls.length = 0;
    await expect(readStub(stub, {}, { client: { maxBytes: 20 * 1024 ** 2 } })).rejects.toMatchObject({
      code: 'IST-2206',
    });
  });

  test('a server that goes away in the middle of a page is asked again', async () => {
    stub.fault = (call) => {
      if (nthQuery(2, call))
        return { status: 200, text: JSON.stringify({ data: [], padding: 'x'.repeat(1e6) }), cutAfter: 1000 };
      return nthQuery(4, call) ? 'gone' : undefined;
    };
    expect((await readStub(stub)).machines).toHaveLength(WORKLOADS.length);
  });

  test('a server that stays away ends the read with IST-2207', async () => {
    stub.fault = (call) => (isGraph(call) && call.nth > 2 ? 'gone' : undefined);
    await expect(readStub(stub)).rejects.toMatchObject({ code: 'IST-2207' });
  });

  test('a service that fails is asked again, then told with its own words', async () => {
    stub.fault = (call) => (nthQuery(2, call) ? refusal(503, 'ServerTimeout', 'busy') : undefined);
    expect((await readStub(stub)).machines).toHaveLength(WORKLOADS.length);
    stub.calls.length = 0;
    stub.fault = (call) =>
      isGraph(call) ? refusal(500, 'InternalServerError', 'Encountered internal server error.') : undefined;
    await expect(readStub(stub)).rejects.toMatchObject({
      code: 'IST-2207',
      message: expect.stringMatching(/InternalServerError/),
    });
  });

  test('a table that a cloud does not have is a part that is missing', async () => {
    stub.fault = ({ body }) =>
      body.query?.startsWith('computeresources') === true
        ? refusal(400, 'BadRequest', 'Table computeresources is not known.')
        : undefined;
    const said = await readStub(stub);
    expect(said.machines).toContain('batch_0');
    expect(said.end.missing.map(({ part }) => part)).toContain(
      'scale-set-machines (microsoft.compute/virtualmachinescalesets/virtualmachines)',
    );
  });

  test('resources that come and go while they are paged through are counted, not doubled', async () => {
    stub.pageSize = 1000;
    stub.fault = ({ body }) => {
      if (body.query?.includes('publicipaddresses') !== true) return undefined;
      const row = {
        id: '/subscriptions/x/resourceGroups/a/providers/Microsoft.Network/publicIPAddresses/a',
        properties: {},
      };
      return { status: 200, body: { totalRecords: 3, count: 2, data: [row, row], resultTruncated: 'false' } };
    };
    const said = await readStub(stub);
    expect(said.issues).toContainEqual(expect.objectContaining({ code: 'COUNTS_DIFFER', where: 'public-addresses' }));
  });
});

describe('where the token goes', () => {
  test('to no other host, whether by redirect or by a link to a further page', async () => {
    const heard: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      heard.push(request.headers.authorization);
      response.end('{}');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
    try {
      stub.fault = ({ path }) =>
        path === '/subscriptions' ? { status: 307, headers: { location: address } } : undefined;
      await expect(readStub(stub)).rejects.toMatchObject({
        code: 'IST-2205',
        message: expect.stringMatching(/not followed/),
      });
      stub.fault = ({ path }) =>
        path === '/subscriptions' ? { status: 200, body: { value: [], nextLink: address } } : undefined;
      await expect(readStub(stub)).rejects.toMatchObject({
        code: 'IST-2205',
        message: expect.stringMatching(/not followed/),
      });
    } finally {
      other.close();
    }
    expect(heard).toEqual([]);
  });

  test('a list that leads back to itself ends', async () => {
    stub.fault = ({ path }) =>
      path === '/subscriptions'
        ? { status: 200, body: { value: [], nextLink: `${stub.origin}/subscriptions?again` } }
        : undefined;
    await expect(readStub(stub)).rejects.toMatchObject({
      code: 'IST-2205',
      message: expect.stringMatching(/leads back/),
    });
  });

  test('nothing is sent to a server whose certificate is not trusted, or is for another name', async () => {
    const token = { token: 'secret-token', expiresOnTimestamp: Date.now() + 3_600_000 };
    const credential = { getToken: () => Promise.resolve(token) };
    const { caCertificate: _own, ...settings } = stub.settings;
    const connect = (own: typeof settings): Promise<unknown> =>
      azureConnector({ credential }).connect({ sourceId: 's', settings: own, secrets: {}, clock: () => new Date(0) });
    await expect(connect(settings)).rejects.toMatchObject({ code: 'IST-2202' });
    await using foreign = await startArmStub({ certificate: 'otherName' });
    await expect(connect(foreign.settings)).rejects.toMatchObject({
      code: 'IST-2202',
      message: expect.stringMatching(/another name/),
    });
    expect([...stub.calls, ...foreign.calls]).toEqual([]);
  });

  test('a sign-in service that is not trusted gets no secret', async () => {
    const { caCertificate: _own, ...settings } = stub.settings;
    const reading = azureConnector().connect({
      sourceId: 's',
      settings,
      secrets: { clientSecret: stub.clientSecret },
      clock: () => new Date(0),
    });
    await expect(reading).rejects.toMatchObject({ code: 'IST-2202' });
  });

  test('nobody there is IST-2201', async () => {
    const token = { token: 'secret-token', expiresOnTimestamp: Date.now() + 3_600_000 };
    const gone = {
      ...stub.settings,
      resourceManager: 'https://127.0.0.1:9',
      authorityHost: 'https://127.0.0.1:9',
      audience: 'https://127.0.0.1:9',
    };
    const connector = azureConnector({ credential: { getToken: () => Promise.resolve(token) } });
    await expect(
      connector.connect({ sourceId: 's', settings: gone, secrets: {}, clock: () => new Date(0) }),
    ).rejects.toMatchObject({ code: 'IST-2201' });
  });

  test('no error carries a token or secret, however deep it is looked into', async () => {
    const { inspect } = await import('node:util');
    stub.fault = (call) => (isGraph(call) && call.nth > 2 ? 'gone' : undefined);
    const broken: unknown = await readStub(stub).catch((error: unknown) => error);
    const wrong: unknown = await readStub(stub, {}, {}, { clientSecret: 'wrong~secret-0123456789' }).catch(
      (error: unknown) => error,
    );
    const said = inspect([broken, wrong], { depth: 20, showHidden: true });
    expect(said).not.toContain('wrong~secret');
    expect(said).not.toMatch(/Bearer|stub\.ey/);
    expect(wrong).toMatchObject({ code: 'IST-2203', message: 'AADSTS7000215: Invalid client secret provided.' });
  });
});

async function signIn(stub: ArmStub): Promise<{ readonly access_token: string }> {
  const { request } = await import('node:https');
  const form = new URLSearchParams({ client_id: String(stub.settings['clientId']), client_secret: stub.clientSecret });
  return new Promise((resolve, reject) => {
    const url = `${stub.origin}/${String(stub.settings['tenantId'])}/oauth2/v2.0/token`;
    const sent = request(url, { method: 'POST', ca: stub.caCertificate }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve(JSON.parse(text) as { access_token: string }));
    });
    sent.on('error', reject);
    sent.end(form.toString());
  });
}
