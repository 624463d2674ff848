/** The certificate a platform shows, looked at without trusting it and without sending anything over it. */

import { isIP } from 'node:net';
import tls from 'node:tls';

export interface CertificateStatus {
  /** SHA-256, lower-case hex with colons. */
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  /** ISO date-times. */
  readonly validFrom: string;
  readonly validTo: string;
}

const WAIT_MS = 5_000;

/** Null for an endpoint that is not https, or when none is shown in time. */
export function certificateOf(endpoint: string): Promise<CertificateStatus | null> {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol !== 'https:') return Promise.resolve(null);
  const host = url.hostname.replaceAll(/[[\]]/g, '');
  return new Promise((resolve) => {
    const socket = tls.connect({
      host,
      port: url.port === '' ? 443 : Number(url.port),
      // Only looked at: the connection that is used verifies it, or has been refused already.
      rejectUnauthorized: false,
      timeout: WAIT_MS,
      ...(isIP(host) === 0 && { servername: host }),
    });
    const end = (status: CertificateStatus | null): void => {
      socket.destroy();
      resolve(status);
    };
    socket.once('error', () => end(null));
    socket.once('timeout', () => end(null));
    socket.once('secureConnect', () => {
      const seen = socket.getPeerX509Certificate();
      if (seen === undefined) return end(null);
      end({
        fingerprint: seen.fingerprint256.toLowerCase(),
        subject: oneLine(seen.subject),
        issuer: oneLine(seen.issuer),
        validFrom: new Date(seen.validFrom).toISOString(),
        validTo: new Date(seen.validTo).toISOString(),
      });
    });
  });
}

const oneLine = (name: string): string => name.split('\n').join(', ');
