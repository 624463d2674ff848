/**
 * TLS to a platform, always verified: by the authorities this machine trusts, by a given certificate, or by the pinned
 * thumbprint of the server's own certificate. A socket leaves this file only after the server has proved who it is, so
 * that no byte of a request, and no credential, ever reaches a wrong one.
 */

import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import tls from 'node:tls';
import type { SecureContext, TLSSocket } from 'node:tls';
import { failure } from '../core/errors/registry.ts';
import { networkFailure } from './network-failure.ts';

/** Nothing set: the authorities that this machine trusts, with the name in the certificate checked. */
export interface TlsTrust {
  /** PEM of an authority, or of the server's own certificate. Then no other authority is trusted. */
  readonly caCertificate?: string;
  /** SHA-256 of the server's certificate. Decides alone: authority, name and validity are not looked at. */
  readonly thumbprint?: string;
  /** Shown to a server that asks who we are. */
  readonly client?: { readonly certificate: string; readonly key: string };
}

export interface ServerCertificate {
  /** SHA-256, lower-case hex with colons. */
  readonly thumbprint: string;
  readonly subject: string;
  readonly issuer: string;
  /** ISO date-times. */
  readonly validFrom: string;
  readonly validTo: string;
}

/** "AA:BB:…", "aabb…" or "SHA256 Fingerprint=AA:…" as 64 hex digits with colons; undefined for anything else. */
export function parseThumbprint(text: string): string | undefined {
  const hex = text
    .trim()
    .toLowerCase()
    .replace(/^sha-?256(?: fingerprint)?[=: ]+/, '')
    .replaceAll(/[\s:-]/g, '');
  return /^[0-9a-f]{64}$/.test(hex) ? hex.replaceAll(/(..)(?=.)/g, '$1:') : undefined;
}

/** Checks what was set before anything is connected: IST-2220 for a thumbprint or certificate that is none. */
export function trustContext(trust: TlsTrust): SecureContext {
  if (trust.thumbprint !== undefined && parseThumbprint(trust.thumbprint) === undefined) {
    throw failure('IST-2220', 'thumbprint must be the SHA-256 of the certificate: 64 hexadecimal digits');
  }
  try {
    // OpenSSL takes text without any certificate for an empty list of authorities.
    if (trust.caCertificate !== undefined) void new X509Certificate(trust.caCertificate);
    return tls.createSecureContext({
      minVersion: 'TLSv1.2',
      ca: trust.caCertificate === undefined ? trustedHere() : [trust.caCertificate],
      // A given certificate may be that of the server itself or of an authority below the root.
      allowPartialTrustChain: trust.caCertificate !== undefined,
      ...(trust.client !== undefined && { cert: trust.client.certificate, key: trust.client.key }),
    });
  } catch (error) {
    throw failure('IST-2220', 'caCertificate or the client certificate is not a certificate in PEM form', {
      cause: error,
    });
  }
}

/** What ships with the runtime, what NODE_EXTRA_CA_CERTS adds, and what the operating system trusts. */
function trustedHere(): string[] {
  return [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])];
}

export interface TlsTarget {
  readonly host: string;
  readonly port: number;
  readonly trust: TlsTrust;
  /** From trustContext(), made once for all connections. */
  readonly context: SecureContext;
  readonly connectTimeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface VerifiedSocket {
  readonly socket: TLSSocket;
  readonly certificate: ServerCertificate;
}

/** Throws IST-2201 when nobody answers, IST-2202 when who answers is not trusted. */
export async function connectTls(target: TlsTarget): Promise<VerifiedSocket> {
  const { host, port, trust, context, connectTimeoutMs, signal } = target;
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const socket = tls.connect({
      host,
      port,
      secureContext: context,
      ...(isIP(host) === 0 && { servername: host }),
      // The verdict is read below, before the socket is handed out: a refusal must be able to show the certificate.
      rejectUnauthorized: false,
    });
    const place = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
    const abort = (): void => done(signal?.reason);
    const timer = setTimeout(
      () => done(failure('IST-2201', `${place} did not answer within ${connectTimeoutMs / 1000} s`)),
      connectTimeoutMs,
    );
    const done = (error: unknown, certificate?: ServerCertificate): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      socket.off('error', refused);
      if (certificate !== undefined) {
        resolve({ socket, certificate });
        return;
      }
      socket.on('error', () => undefined);
      socket.destroy();
      reject(error);
    };
    const refused = (error: Error): void => done(networkFailure(error, place, 'connecting'));
    signal?.addEventListener('abort', abort, { once: true });
    socket.once('error', refused);
    socket.once('secureConnect', () => {
      const shown = socket.getPeerX509Certificate();
      if (shown === undefined) {
        done(failure('IST-2202', `${place} showed no certificate`));
        return;
      }
      const certificate = certificateOf(shown);
      const why = refusal(trust, socket, certificate);
      if (why === undefined) done(undefined, certificate);
      else done(failure('IST-2202', `${place}: ${why}. ${describe(certificate)}`));
    });
  });
}

/** Why this server is not to be spoken to; undefined when it is. */
function refusal(trust: TlsTrust, socket: TLSSocket, { thumbprint }: ServerCertificate): string | undefined {
  if (trust.thumbprint !== undefined) {
    const pinned = parseThumbprint(trust.thumbprint);
    return pinned === thumbprint ? undefined : `the certificate is not the pinned one (${pinned ?? 'unreadable'})`;
  }
  if (socket.authorized) return undefined;
  // The runtime's type says Error; it is the code of the reason, a text.
  const reason: unknown = socket.authorizationError;
  const code = reason instanceof Error ? reason.message : String(reason);
  return REASONS[code] ?? `the certificate is not trusted (${code})`;
}

const REASONS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the authority of the certificate is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT: 'the authority of the certificate is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the authority of the certificate is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the authority of the certificate is not known here',
  UNSPECIFIED: 'no authority that is trusted here vouches for the certificate',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another name',
};

function describe({ thumbprint, subject, issuer, validFrom, validTo }: ServerCertificate): string {
  return `Seen: SHA-256 ${thumbprint}, subject ${subject}, issuer ${issuer}, valid ${validFrom} to ${validTo}`;
}

function certificateOf(shown: X509Certificate): ServerCertificate {
  return {
    thumbprint: shown.fingerprint256.toLowerCase(),
    subject: oneLine(shown.subject),
    issuer: oneLine(shown.issuer),
    validFrom: shown.validFromDate.toISOString(),
    validTo: shown.validToDate.toISOString(),
  };
}

/** "CN=a\nO=b" as "CN=a, O=b", short enough for a message: the server chose the text. */
function oneLine(name: string | undefined): string {
  const text = (name ?? '').replaceAll(/[\s\u0000-\u001f]+/g, ' ').trim();
  return text === '' ? '(none)' : text.slice(0, 200);
}
