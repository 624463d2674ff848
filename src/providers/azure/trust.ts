/** Whose certificates are believed: a given authority alone, or those this machine trusts. */

import tls from 'node:tls';

export function authorities(caCertificate: string | undefined): string[] {
  if (caCertificate !== undefined) return [caCertificate];
  return [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])];
}
