import type { RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { OPENSSL_MISSING, makeCertificates } from '../../test/support/certificates.ts';
import { HttpsClient } from './https.ts';
import type { HttpsClientOptions } from './https.ts';

const skipped = OPENSSL_MISSING === undefined ? '' : ` (skipped: ${OPENSSL_MISSING})`;

const { server, authority } = makeCertificates();
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Started {
  readonly port: number;
  readonly sockets: Set<Socket>;
}

async function start(listener: RequestListener): Promise<Started> {
  const sockets = new Set<Socket>();
  const running = https.createServer({ ...server, keepAliveTimeout: 60_000 }, listener);
  running.on('secureConnection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => running.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    running.closeAllConnections();
    running.close();
  });
  return { port: (running.address() as AddressInfo).port, sockets };
}

function clientOf(port: number, options: Partial<HttpsClientOptions> = {}): HttpsClient {
  const endpoint = new URL(`https://127.0.0.1:${port}`);
  const client = new HttpsClient({ endpoint, trust: { caCertificate: authority.cert }, ...options });
  closing.push(() => client[Symbol.asyncDispose]());
  return client;
}

describe.skipIf(OPENSSL_MISSING !== undefined)(`a request over HTTPS${skipped}`, () => {
  test('gives status, headers and body, and keeps its connection', async () => {
    const { port, sockets } = await start((request, response) => {
      response.setHeader('x-seen', `${request.method} ${request.url} ${request.headers['content-type']}`);
      response.statusCode = 201;
      request.pipe(response);
    });
    const client = clientOf(port);
    for (const body of ['äöü', Buffer.from('äöü'), Readable.from([Buffer.from('ä'), Buffer.from('öü')])]) {
      const headers = { 'content-type': 'text/plain' };
      const response = await client.request({ method: 'POST', path: '/a?b=1', headers, body });
      expect(response.status).toBe(201);
      expect(response.headers['x-seen']).toBe('POST /a?b=1 text/plain');
      expect(await response.text()).toBe('äöü');
    }
    expect(sockets.size).toBe(1);
    expect(client.certificate?.subject).toBe('CN=Isthmus test server');
  });

  test('unpacks gzip, and holds the limit against what it unpacks to', async () => {
    const { port } = await start((_request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(Buffer.alloc(1024 * 1024, 'a')));
    });
    const client = clientOf(port);
    expect(await (await client.request({ method: 'GET', path: '/' })).text()).toHaveLength(1024 * 1024);
    const bounded = await client.request({ method: 'GET', path: '/', maxResponseBytes: 100_000 });
    await expect(bounded.text()).rejects.toMatchObject({
      code: 'IST-2206',
      message: expect.stringContaining('100000 bytes'),
    });
  });

  test('reports an answer that breaks off, and one that cannot be unpacked', async () => {
    const { port } = await start((request, response) => {
      if (request.url === '/zip') {
        response.setHeader('content-encoding', 'gzip');
        response.end('no gzip at all');
        return;
      }
      response.setHeader('content-length', '1000');
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    const client = clientOf(port);
    const half = await client.request({ method: 'GET', path: '/' });
    await expect(half.text()).rejects.toMatchObject({ code: 'IST-2207' });
    const zip = await client.request({ method: 'GET', path: '/zip' });
    await expect(zip.text()).rejects.toMatchObject({ code: 'IST-2205' });
  });

  test('reports silence', async () => {
    const { port } = await start(() => undefined);
    const silent = clientOf(port, { idleTimeoutMs: 30 }).request({ method: 'GET', path: '/' });
    await expect(silent).rejects.toMatchObject({ code: 'IST-2207', message: expect.stringContaining('silent') });
  });

  test('sends again what may be sent twice when the kept connection was closed meanwhile', async () => {
    let requests = 0;
    const { port, sockets } = await start((request, response) => {
      requests += 1;
      if (requests % 2 === 0) request.socket.destroy();
      else response.end(String(requests));
    });
    const client = clientOf(port);
    expect(await (await client.request({ method: 'GET', path: '/' })).text()).toBe('1');
    expect(await (await client.request({ method: 'GET', path: '/' })).text()).toBe('3');
    expect(sockets.size).toBe(2);
    const third = client.request({ method: 'POST', path: '/', body: 'once' });
    await expect(third).rejects.toMatchObject({ code: 'IST-2207' });
  });

  test('stops when it is told to: before, while waiting, and while reading', async () => {
    const { port } = await start((request, response) => {
      if (request.url === '/wait') return;
      response.write('first');
    });
    const client = clientOf(port);
    const before = client.request({ method: 'GET', path: '/', signal: AbortSignal.abort(new Error('before')) });
    await expect(before).rejects.toThrow('before');
    const waiting = new AbortController();
    const pending = client.request({ method: 'GET', path: '/wait', signal: waiting.signal });
    setTimeout(() => waiting.abort(new Error('while waiting')), 20);
    await expect(pending).rejects.toThrow('while waiting');
    const reading = new AbortController();
    const response = await client.request({ method: 'GET', path: '/', signal: reading.signal });
    setTimeout(() => reading.abort(new Error('while reading')), 20);
    await expect(response.text()).rejects.toThrow('while reading');
  });

  test('leaving a body before its end frees the connection for the next request', async () => {
    const { port } = await start((_request, response) => response.end(Buffer.alloc(4 * 1024 * 1024)));
    const client = clientOf(port, { maxConnections: 1 });
    const response = await client.request({ method: 'GET', path: '/' });
    for await (const chunk of response.body) if (chunk.length > 0) break;
    expect((await client.request({ method: 'GET', path: '/' })).status).toBe(200);
  });

  test('refuses plain addresses and addresses with credentials', () => {
    expect(() => new HttpsClient({ endpoint: new URL('http://a') })).toThrow(/https/);
    expect(() => new HttpsClient({ endpoint: new URL('https://a:b@c') })).toThrow(/user name/);
  });

  test('never sends a request to a server that is not the pinned one', async () => {
    let requests = 0;
    const { port } = await start((_request, response) => {
      requests += 1;
      response.end();
    });
    const client = clientOf(port, { trust: { thumbprint: '00'.repeat(32) } });
    const sending = client.request({ method: 'POST', path: '/', body: 'password' });
    await expect(sending).rejects.toMatchObject({ code: 'IST-2202' });
    expect(requests).toBe(0);
  });
});
