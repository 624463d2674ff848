/** The file in which OpenSSH keeps the host keys it has seen (~/.ssh/known_hosts), plain and hashed entries. */

import { createHmac, timingSafeEqual } from 'node:crypto';

export interface KnownHostKey {
  /** "ssh-ed25519", "ecdsa-sha2-nistp256", "ssh-rsa" … */
  readonly type: string;
  /** The public key as it goes over the wire. */
  readonly key: Buffer;
  /** The administrator withdrew this key: it must not be believed. */
  readonly revoked: boolean;
}

const DEFAULT_PORT = 22;

/** As OpenSSH writes it: the bare name on port 22, "[name]:port" on any other. */
function knownAs(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === DEFAULT_PORT ? name : `[${name}]:${port}`;
}

/**
 * The keys a known_hosts file gives for a host. Lines that are not understood and certificate authorities (host
 * certificates are not read) are passed over: they make nothing trusted.
 */
export function knownHostKeys(text: string, host: string, port = DEFAULT_PORT): KnownHostKey[] {
  const name = knownAs(host, port);
  const keys: KnownHostKey[] = [];
  for (const line of text.split(/\r?\n/)) {
    const words = line.trim().split(/\s+/);
    const marker = words[0]?.startsWith('@') === true ? words.shift() : undefined;
    const [hosts, type, encoded] = words;
    if (hosts === undefined || type === undefined || encoded === undefined || hosts.startsWith('#')) continue;
    if (marker !== undefined && marker !== '@revoked') continue;
    if (!covers(hosts, name)) continue;
    keys.push({ type, key: Buffer.from(encoded, 'base64'), revoked: marker === '@revoked' });
  }
  return keys;
}

/** Whether the first word of a line speaks of the host. A pattern that is negated and matches overrules the others. */
function covers(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return hashedAs(hosts, name);
  let found = false;
  for (const written of hosts.split(',')) {
    const negated = written.startsWith('!');
    if (!matches((negated ? written.slice(1) : written).toLowerCase(), name)) continue;
    if (negated) return false;
    found = true;
  }
  return found;
}

/** "|1|salt|HMAC-SHA1(salt, name)", both in base64. */
function hashedAs(entry: string, name: string): boolean {
  const [, version, salt, hash] = entry.split('|');
  if (version !== '1' || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, 'base64');
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** "*" stands for any text, "?" for one character. Compared without backtracking, so that no line can stall us. */
function matches(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let retry = 0;
  while (n < name.length) {
    if (pattern[p] === '*') {
      star = p++;
      retry = n;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === name[n])) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++retry;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
