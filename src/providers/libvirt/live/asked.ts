/** Asking for what a daemon may not have or may not tell: the answer, or that there is none and why. */

import type { FactPath } from '../../../core/assess/verdict.ts';
import type { ReadEnd } from '../../connection.ts';
import type { ImportIssue } from '../../provider.ts';
import { LibvirtError, isDenied, isUnsupported } from '../rpc/errors.ts';

/** What one read has to say beside its items. */
export class Notes {
  readonly #missing = new Map<string, ReadEnd['missing'][number]>();
  readonly #onIssue: (issue: ImportIssue) => void;

  constructor(onIssue: (issue: ImportIssue) => void) {
    this.#onIssue = onIssue;
  }

  get missing(): ReadEnd['missing'] {
    return [...this.#missing.values()];
  }

  miss(part: string, cost: string, facts: readonly FactPath[]): void {
    if (!this.#missing.has(part)) this.#missing.set(part, { part, cost, facts });
  }

  issue(issue: ImportIssue): void {
    this.#onIssue(issue);
  }

  /** Undefined when the daemon does not have it or does not tell; a broken connection is thrown on. */
  async optional<T>(
    asking: Promise<T>,
    absent: { readonly part: string; readonly cost: string; readonly facts?: readonly FactPath[] },
  ): Promise<T | undefined> {
    try {
      return await asking;
    } catch (error) {
      if (!(error instanceof LibvirtError)) throw error;
      const why = isDenied(error)
        ? 'the account may not see it'
        : isUnsupported(error)
          ? 'this daemon does not offer it'
          : `libvirt says: ${error.message}`;
      this.miss(absent.part, `${absent.cost} (${why})`, absent.facts ?? []);
      return undefined;
    }
  }
}
