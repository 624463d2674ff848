/**
 * The keys of a log are one line: each took over from the one before, at a record that both signed. Trusting one of them
 * reaches the others, each for the time in which it was in force. So a key that was superseded, and stolen since, signs
 * nothing that is younger; and a second change from it leads nowhere.
 */

import type { KeyObject } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { KeyChange } from './audit-lines.ts';
import { fingerprintOf, isSignedBy, publicKeyOf } from './signature.ts';

export interface SignedKeyChange {
  readonly keyChange: KeyChange;
  readonly signatures: { readonly former: string; readonly itself: string };
}

/** Records at which a key may have signed a checkpoint, both included. */
interface Term {
  readonly key: KeyObject;
  readonly from: number;
  to: number;
}

export class KeyLine {
  readonly #given: ReadonlyMap<string, KeyObject>;
  readonly #terms = new Map<string, Term>();
  #last: string | undefined;
  #changes = 0;

  constructor(given: readonly KeyObject[]) {
    this.#given = new Map(given.map((key) => [fingerprintOf(key), key]));
  }

  get changes(): number {
    return this.#changes;
  }

  /** Goes on to the next key. What is wrong with the change, which then counts for nothing; undefined when nothing is. */
  add({ keyChange, signatures }: SignedKeyChange): string | undefined {
    const former = publicKeyOf(keyChange.formerPem);
    const key = publicKeyOf(keyChange.pem);
    if (former === undefined || key === undefined) return 'it names a key that is no Ed25519 public key';
    if (fingerprintOf(former) !== keyChange.former || fingerprintOf(key) !== keyChange.key)
      return 'a fingerprint is not that of the key beside it';
    const text = canonicalJson(keyChange);
    if (!isSignedBy(former, text, signatures.former)) return 'the signature of the key before does not fit';
    if (!isSignedBy(key, text, signatures.itself)) return 'the signature of the new key does not fit';
    if (this.#last !== undefined && keyChange.former !== this.#last)
      return `it does not start from ${this.#last}, the last key above it`;
    if (keyChange.key === keyChange.former || this.#terms.has(keyChange.key)) return 'the new key was in force before';
    const before = this.#terms.get(keyChange.former) ?? { key: former, from: 0, to: Infinity };
    if (keyChange.seq < before.from) return 'it comes before the change above it';
    this.#terms.set(keyChange.former, { ...before, to: keyChange.seq });
    this.#terms.set(keyChange.key, { key, from: keyChange.seq, to: Infinity });
    this.#last = keyChange.key;
    this.#changes += 1;
    return undefined;
  }

  /** The key in force at the end of the line; without changes, the one that the file names. */
  inForce(named: string | undefined): string | undefined {
    return this.#last ?? named;
  }

  /** A key that one of the given ones vouches for, and its time; undefined when none does. */
  trusted(fingerprint: string): Term | undefined {
    if (this.#last === undefined) {
      const key = this.#given.get(fingerprint);
      return key && { key, from: 0, to: Infinity };
    }
    const reached = [...this.#given.keys()].some((given) => this.#terms.has(given));
    return reached ? this.#terms.get(fingerprint) : undefined;
  }

  /** Says so of given keys that are none of the log's: another line of keys may stand in the place of theirs. */
  strangers(named: string | undefined): readonly string[] {
    if (named === undefined) return [];
    const own = (given: string): boolean => (this.#last === undefined ? given === named : this.#terms.has(given));
    return [...this.#given.keys()]
      .filter((given) => !own(given))
      .map((key) => `the given key ${key} is none of this log: it came later, or another line of keys stands here`);
  }
}
