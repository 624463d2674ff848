import { X509Certificate } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import tls from 'node:tls';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { OPENSSL_MISSING, makeCertificates } from '../../test/support/certificates.ts';
import type { TestCertificate } from '../../test/support/certificates.ts';
import { connectTls, parseThumbprint, trustContext } from './tls.ts';
import type { TlsTrust, VerifiedSocket } from './tls.ts';

const skipped = OPENSSL_MISSING === undefined ? '' : ` (skipped: ${OPENSSL_MISSING})`;

const certificates = makeCertificates();
const thumbprintOf = ({ cert }: TestCertificate): string =>
  cert === '' ? '' : new X509Certificate(cert).fingerprint256.toLowerCase();

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that notes every byte a client sends after the handshake. */
async function serve({ cert, key }: TestCertificate): Promise<{ port: number; heard: () => number }> {
  let heard = 0;
  const server = tls.createServer({ cert, key }, (socket) => {
    socket.on('data', (data) => (heard += data.length)).on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { port: (server.address() as AddressInfo).port, heard: () => heard };
}

async function connect(port: number, trust: TlsTrust, host = '127.0.0.1'): Promise<VerifiedSocket> {
  const connected = await connectTls({ host, port, trust, context: trustContext(trust), connectTimeoutMs: 5000 });
  closing.push(() => connected.socket.destroy());
  return connected;
}

describe.skipIf(OPENSSL_MISSING !== undefined)(`connecting by TLS${skipped}`, () => {
  test('trusts a server by the certificate of its authority, and checks its name', async () => {
    const { port } = await serve(certificates.server);
    const { certificate } = await connect(port, { caCertificate: certificates.authority.cert });
    expect(certificate.thumbprint).toBe(thumbprintOf(certificates.server));
    const other = await serve(certificates.otherName);
    await expect(connect(other.port, { caCertificate: certificates.authority.cert })).rejects.toMatchObject({
      code: 'IST-2202',
      message: expect.stringContaining('for another name'),
    });
  });

  test('trusts a self-signed server by its own certificate', async () => {
    const { port } = await serve(certificates.selfSigned);
    const { certificate } = await connect(port, { caCertificate: certificates.selfSigned.cert });
    expect(certificate.subject).toBe('CN=Isthmus self-signed server');
  });

  test('trusts exactly the server whose thumbprint is pinned', async () => {
    const { port } = await serve(certificates.otherName);
    const pin = thumbprintOf(certificates.otherName);
    await expect(connect(port, { thumbprint: pin.toUpperCase() })).resolves.toMatchObject({
      certificate: { thumbprint: pin },
    });
  });

  test.each([
    ['self-signed', {}, 'the certificate is self-signed'],
    ['of another authority', { caCertificate: certificates.selfSigned.cert }, 'self-signed'],
    ['not the pinned one', { thumbprint: thumbprintOf(certificates.server) }, 'not the pinned one'],
  ] as const)('refuses a certificate that is %s, shows it, and sends nothing', async (_reason, trust, why) => {
    const server = await serve(certificates.selfSigned);
    const used: TlsTrust = why === 'self-signed' ? { caCertificate: certificates.authority.cert } : trust;
    const error: unknown = await connect(server.port, used).catch((refused: unknown) => refused);
    expect(error).toMatchObject({ code: 'IST-2202', message: expect.stringContaining(why) });
    const { message } = error as Error;
    expect(message).toContain(thumbprintOf(certificates.selfSigned));
    expect(message).toMatch(/subject CN=Isthmus self-signed server, issuer CN=.*, valid \d{4}-.* to \d{4}-/);
    expect(server.heard()).toBe(0);
  });

  test('says when nobody listens, when it is not TLS, and when nobody answers', async () => {
    await expect(connect(1, {})).rejects.toMatchObject({
      code: 'IST-2201',
      message: '127.0.0.1:1 refuses the connection',
    });
    const plain = net.createServer(
      (socket) => void socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    closing.push(() => plain.close());
    await expect(connect((plain.address() as AddressInfo).port, {})).rejects.toMatchObject({ code: 'IST-2201' });
    const mute = net.createServer((socket) => void closing.push(() => socket.destroy()));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    closing.push(() => mute.close());
    const { port } = mute.address() as AddressInfo;
    const trust = {};
    const waiting = connectTls({ host: '127.0.0.1', port, trust, context: trustContext(trust), connectTimeoutMs: 50 });
    await expect(waiting).rejects.toMatchObject({
      code: 'IST-2201',
      message: expect.stringContaining('did not answer'),
    });
  });

  test('stops when it is told to', async () => {
    const { port } = await serve(certificates.server);
    const signal = AbortSignal.abort(new Error('enough'));
    const target = { host: '127.0.0.1', port, trust: {}, context: trustContext({}), connectTimeoutMs: 50, signal };
    await expect(connectTls(target)).rejects.toThrow('enough');
  });

  test('refuses settings that are no thumbprint and no certificate', () => {
    expect(() => trustContext({ thumbprint: 'abc' })).toThrow(/SHA-256/);
    expect(() => trustContext({ caCertificate: 'not a certificate' })).toThrow(/PEM/);
  });
});

test('a thumbprint reads the same however it is written', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.constantFrom(':', ' ', '', '-'),
      (bytes, separator) => {
        const pairs = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
        const written = `SHA256 Fingerprint=${pairs.join(separator).toUpperCase()}`;
        expect(parseThumbprint(written)).toBe(pairs.join(':'));
      },
    ),
  );
  expect(parseThumbprint('AA:BB')).toBeUndefined();
  expect(parseThumbprint('a'.repeat(40))).toBeUndefined();
});
