/**
 * Envelope encryption. Each source has a random data key that seals its secrets (AES-256-GCM, bound to the source and
 * the secret's name); the data key is kept wrapped by the master key, so that another master key needs only new wraps.
 */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { failure } from '../core/errors/registry.ts';
import type { KeyRing } from './seal-keys.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** First byte of whatever is sealed, so that another scheme can be told apart one day. */
const VERSION = 1;

/** version, nonce, tag, ciphertext. `bound` must be the same when it is opened. */
function seal(key: Buffer, plain: Buffer, bound: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(bound, 'utf8'));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]);
}

/** Throws when anything of it was changed, or when key or binding are others. */
function open(key: Buffer, sealed: Buffer, bound: string): Buffer {
  if (sealed[0] !== VERSION || sealed.length < 1 + NONCE_BYTES + TAG_BYTES) throw new RangeError('not sealed here');
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(bound, 'utf8'));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

/** A source's data key as it is stored. */
export interface WrappedKey {
  readonly keyId: string;
  readonly wrapped: Buffer;
}

const wrapBound = (sourceId: string): string => `data key\n${sourceId}`;
const secretBound = (sourceId: string, name: string): string => `secret\n${sourceId}\n${name}`;

export const newDataKey = (): Buffer => randomBytes(32);

export function wrapDataKey(ring: KeyRing, sourceId: string, dataKey: Buffer): WrappedKey {
  return { keyId: ring.current.id, wrapped: seal(ring.current.bytes, dataKey, wrapBound(sourceId)) };
}

/** Throws IST-2225 when it was wrapped with a key that is not at hand, or was changed. */
export function unwrapDataKey(ring: KeyRing, sourceId: string, stored: WrappedKey): Buffer {
  const key = ring.byId.get(stored.keyId);
  if (key === undefined)
    throw failure(
      'IST-2225',
      `the secrets of ${sourceId} were sealed with key ${stored.keyId}; ${ring.from} holds ${[...ring.byId.keys()].join(', ')}`,
    );
  return opened(sourceId, () => open(key.bytes, stored.wrapped, wrapBound(sourceId)));
}

export function sealSecret(dataKey: Buffer, sourceId: string, name: string, value: string): Buffer {
  return seal(dataKey, Buffer.from(value, 'utf8'), secretBound(sourceId, name));
}

/** Throws IST-2225 when it was changed, or was sealed for another source or name. */
export function openSecret(dataKey: Buffer, sourceId: string, name: string, sealed: Buffer): string {
  return opened(sourceId, () => open(dataKey, sealed, secretBound(sourceId, name)).toString('utf8'));
}

/** What the cipher says of a failure helps nobody. */
function opened<T>(sourceId: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw failure('IST-2225', `the stored secrets of ${sourceId} were changed, or belong to another source`, {
      hint: 'Set the secrets of the source again.',
    });
  }
}
