/** Ed25519 signatures over texts, and what public keys are called. */

import { createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { hexDigest } from './audit-record.ts';

/** SHA-256 in hex of the public key in SPKI DER form: `openssl pkey -pubin -in key.pem -outform DER | sha256sum`. */
export function fingerprintOf(key: KeyObject): string {
  return hexDigest(key.export({ type: 'spki', format: 'der' }));
}

/** A public Ed25519 key from its PEM; undefined when it is something else. A private key gives no public one here. */
export function publicKeyOf(pem: string): KeyObject | undefined {
  if (!pem.includes('-----BEGIN PUBLIC KEY-----')) return undefined;
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

export const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();

/** Base64. */
export function signText(privateKey: KeyObject, text: string): string {
  return sign(null, Buffer.from(text), privateKey).toString('base64');
}

const SIGNATURE_BYTES = 64;

/** False also for base64 that is written in another way than `signText` writes it. */
export function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  if (bytes.length !== SIGNATURE_BYTES || bytes.toString('base64') !== signature) return false;
  return verify(null, Buffer.from(text), key, bytes);
}
