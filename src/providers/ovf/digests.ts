/** The digests a manifest may name, computed together in one pass. */

import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { ALGORITHMS } from './manifest.ts';
import type { Algorithm } from './manifest.ts';

export class RunningDigests {
  readonly #hashes: ReadonlyMap<Algorithm, Hash>;

  /** Of all algorithms, or only of those a manifest is known to use. */
  constructor(algorithms: readonly Algorithm[] = ALGORITHMS) {
    this.#hashes = new Map(algorithms.map((algorithm) => [algorithm, createHash(algorithm)]));
  }

  update(chunk: Uint8Array): void {
    for (const hash of this.#hashes.values()) hash.update(chunk);
  }

  digests(): Partial<Record<Algorithm, string>> {
    return Object.fromEntries([...this.#hashes].map(([algorithm, hash]) => [algorithm, hash.digest('hex')]));
  }
}
