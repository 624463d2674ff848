/** Decides whether the key a host shows is the one we were told to expect. Nothing is sent to a host that fails here. */

import { createHash } from 'node:crypto';
import type { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import { readRegularFile } from './regular-file.ts';
import { knownHostKeys } from './ssh-known-hosts.ts';

const FINGERPRINT = /SHA256:([A-Za-z0-9+/]{43})(?![A-Za-z0-9+/])/;
const PUBLIC_KEY = /(?:ssh-[a-z0-9-]+|ecdsa-sha2-[a-z0-9-]+)\s+(AAAA[A-Za-z0-9+/=]+)/;
const MOST_KNOWN_HOSTS_BYTES = 1024 * 1024;
const ASK_THE_HOST = 'on the host itself: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub';

/** As ssh-keygen -l prints it: "SHA256:" and 43 characters of base64. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** "ssh-ed25519": every SSH key begins with the length and the letters of its type. */
export function keyType(key: Buffer): string {
  if (key.length < 4) return 'unknown';
  const type = key.subarray(4, 4 + Math.min(key.readUInt32BE(0), 64)).toString('latin1');
  return /^[a-z0-9@.-]+$/.test(type) ? type : 'unknown';
}

export interface HostKeyCheck {
  /** Types of key to ask the host for first, because only those can be compared. */
  readonly types: readonly string[];
  /** Undefined when the key is the expected one, else what to tell the person. */
  refusal(key: Buffer): IsthmusError | undefined;
}

/**
 * What to hold a host's key against: the fingerprint (or public key line) of a setting, else a known_hosts file.
 * Throws IST-2220 for a fingerprint that is none and a file that is no known_hosts file. Without either, every key is refused with its fingerprint shown.
 */
export async function hostKeyCheck(target: {
  readonly host: string;
  readonly port: number;
  readonly hostKey?: string;
  readonly knownHostsFile?: string;
  readonly signal?: AbortSignal;
}): Promise<HostKeyCheck> {
  const at = `${target.host}:${target.port}`;
  if (target.hostKey !== undefined && target.hostKey.trim() !== '') {
    const expected = expectedFingerprint(target.hostKey);
    return {
      types: PUBLIC_KEY.test(target.hostKey) ? [target.hostKey.trim().split(/\s+/)[0] ?? ''] : [],
      refusal: (key) =>
        fingerprintOf(key) === expected
          ? undefined
          : refused(
              `${at} shows another ${keyType(key)} host key (${fingerprintOf(key)}) than setting hostKey says (${expected})`,
            ),
    };
  }
  const { knownHostsFile } = target;
  if (knownHostsFile === undefined) {
    return {
      types: [],
      refusal: (key) =>
        refused(`The ${keyType(key)} host key of ${at} is not known; it has the fingerprint ${fingerprintOf(key)}`),
    };
  }
  const text = await knownHostsText(knownHostsFile, target.signal);
  const known = knownHostKeys(text, target.host, target.port);
  return {
    types: [...new Set(known.filter(({ revoked }) => !revoked).map(({ type }) => type))],
    refusal(key) {
      const same = known.filter((one) => one.key.equals(key));
      const shown = `${keyType(key)} host key of ${at} (${fingerprintOf(key)})`;
      if (same.some(({ revoked }) => revoked)) return refused(`The ${shown} is marked as revoked in ${knownHostsFile}`);
      if (same.length > 0) return undefined;
      return known.length === 0
        ? refused(`The ${shown} is not in ${knownHostsFile}`)
        : refused(`The ${shown} is not the one in ${knownHostsFile}: the host was set up anew, or another one answers`);
    },
  };
}

/** Empty for a file that is not there or may not be read: no host is known then. */
async function knownHostsText(file: string, signal: AbortSignal | undefined): Promise<string> {
  try {
    return await readRegularFile(file, {
      maxBytes: MOST_KNOWN_HOSTS_BYTES,
      ...(signal !== undefined && { signal }),
    });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Error && 'code' in error) return '';
    const reason = error instanceof Error ? error.message : String(error);
    throw failure('IST-2220', `Setting knownHostsFile names no file of known host keys: ${reason}`);
  }
}

function expectedFingerprint(hostKey: string): string {
  const fingerprint = FINGERPRINT.exec(hostKey);
  if (fingerprint !== null) return `SHA256:${fingerprint[1]}`;
  const publicKey = PUBLIC_KEY.exec(hostKey)?.[1];
  if (publicKey !== undefined) return fingerprintOf(Buffer.from(publicKey, 'base64'));
  throw failure('IST-2220', 'Setting hostKey is neither a fingerprint such as SHA256:… nor a public host key', {
    hint: `Take the fingerprint ${ASK_THE_HOST}`,
  });
}

function refused(message: string): IsthmusError {
  return failure('IST-2208', message, {
    hint: `Compare the fingerprint shown with what you see ${ASK_THE_HOST}. When it is the same, give it in setting hostKey. Nothing was sent to the host.`,
  });
}
