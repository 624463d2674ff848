/** Which keys the given ones vouch for: a change of keys is signed by the key before and by the new one. */

import type { KeyObject } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { KeyChange } from './audit-lines.ts';
import { fingerprintOf, isSignedBy, publicKeyOf } from './signature.ts';

export interface SignedKeyChange {
  readonly keyChange: KeyChange;
  readonly signatures: { readonly former: string; readonly itself: string };
}

/** What is wrong with a change by itself; undefined when nothing is. It says nothing yet about who trusts it. */
export function keyChangeFault({ keyChange, signatures }: SignedKeyChange): string | undefined {
  const former = publicKeyOf(keyChange.formerPem);
  const key = publicKeyOf(keyChange.pem);
  if (former === undefined || key === undefined) return 'it names a key that is no Ed25519 public key';
  if (fingerprintOf(former) !== keyChange.former || fingerprintOf(key) !== keyChange.key)
    return 'a fingerprint is not that of the key beside it';
  const text = canonicalJson(keyChange);
  if (!isSignedBy(former, text, signatures.former)) return 'the signature of the key before does not fit';
  if (!isSignedBy(key, text, signatures.itself)) return 'the signature of the new key does not fit';
  return undefined;
}

/** The given keys and those they vouch for over any number of changes, in either direction. By fingerprint. */
export function trustedKeys(
  given: readonly KeyObject[],
  changes: readonly SignedKeyChange[],
): ReadonlyMap<string, KeyObject> {
  const trusted = new Map(given.map((key) => [fingerprintOf(key), key]));
  for (let grown = true; grown;) {
    grown = false;
    for (const { keyChange } of changes) {
      const [before, after] = [trusted.has(keyChange.former), trusted.has(keyChange.key)];
      if (before === after) continue;
      const key = publicKeyOf(before ? keyChange.pem : keyChange.formerPem);
      if (key === undefined) continue;
      trusted.set(before ? keyChange.key : keyChange.former, key);
      grown = true;
    }
  }
  return trusted;
}
