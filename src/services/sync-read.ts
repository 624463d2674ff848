/** Reads a connection's inventory to its end and stages it: no transaction is open and no lock held meanwhile. */

import { createHash } from 'node:crypto';
import { failure } from '../core/errors/registry.ts';
import type { Inventory, InventoryMutation, ReadEnd } from '../providers/connection.ts';
import type { ImportIssue, InventoryItem } from '../providers/provider.ts';
import type { Staging } from '../store/staging.ts';
import type { Scrub } from './source-scrub.ts';

/** A source that is wrong in everything must not fill the database with saying so. */
const MOST_ISSUES = 10_000;
/** A platform that says nothing for this long is taken for gone. */
const LONGEST_SILENCE_MS = 10 * 60_000;

/** A read that has ended; its rows are in the staging. */
export interface StagedRead {
  readonly mode: 'full' | 'delta';
  readonly end: ReadEnd;
  readonly issues: readonly ImportIssue[];
  /** SHA-256 over what was read, in hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Items by type. */
  readonly counts: Readonly<Record<string, number>>;
  /** Things that changes take away. */
  readonly removals: number;
}

export interface ReadRequest {
  readonly inventory: Inventory;
  readonly cursor: string | undefined;
  readonly staging: Staging;
  readonly scrub: Scrub;
  /** Whether an item is what the port says; absent for providers that are held to it by tests of ours. */
  readonly check?: (item: InventoryItem) => string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number, phase: string) => void;
}

/** Throws what the provider throws, without secrets; IST-2205 for a stream that breaks the port's rules. */
export async function readInventory(request: ReadRequest): Promise<StagedRead> {
  const { inventory, cursor, staging, scrub, signal } = request;
  const issues: ImportIssue[] = [];
  const note = (issue: ImportIssue): void => {
    if (issues.length < MOST_ISSUES) issues.push(scrub.issue(issue));
  };
  const reader = new Reader(staging, request.check, note);
  const silence = new Silence(signal);
  const mutations = inventory.read({
    ...(cursor !== undefined && { cursor }),
    signal: silence.signal,
    onIssue: note,
    onProgress(fraction, phase) {
      silence.broken();
      request.onProgress(fraction, scrub.text(phase));
    },
  });
  try {
    for (;;) {
      const next = await silence.orAborted(mutations.next());
      silence.broken();
      if (next.done === true) {
        await staging.flush();
        return reader.ended(next.value, issues);
      }
      await reader.take(next.value);
    }
  } catch (error) {
    // Not waited for: a provider that does not hear the signal would keep everybody waiting.
    void mutations.return(undefined as never).catch(() => undefined);
    signal.throwIfAborted();
    throw silence.signal.aborted ? silence.signal.reason : scrub.error(error);
  } finally {
    silence.end();
  }
}

class Reader {
  readonly #staging: Staging;
  readonly #hash = createHash('sha256');
  readonly #counts: Record<string, number> = {};
  #bytes = 0;
  #removals = 0;
  #mode: 'full' | 'delta' | undefined;
  #deltaSeen = false;

  readonly #check: ReadRequest['check'];
  readonly #note: (issue: ImportIssue) => void;

  constructor(staging: Staging, check: ReadRequest['check'], note: (issue: ImportIssue) => void) {
    this.#staging = staging;
    this.#check = check;
    this.#note = note;
  }

  async take(mutation: InventoryMutation): Promise<void> {
    if (mutation.type === 'full') {
      if (this.#mode === 'delta' || this.#deltaSeen)
        throw failure('IST-2205', 'the source lists everything after it has listed changes');
      this.#mode = 'full';
      await this.#staging.spill();
      for (const item of mutation.items) await this.#add('full', item);
      return;
    }
    this.#mode ??= 'delta';
    this.#deltaSeen = true;
    for (const item of mutation.items) await this.#add('put', item);
    this.#removals += mutation.removed.length;
    for (const ref of mutation.removed) await this.#row('remove', ref.type, JSON.stringify(ref));
  }

  async #add(change: 'full' | 'put', item: InventoryItem): Promise<void> {
    const fault = this.#check?.(item);
    if (fault !== undefined) return this.#note(invalid(fault));
    this.#counts[item.type] = (this.#counts[item.type] ?? 0) + 1;
    return this.#row(change, item.type, JSON.stringify(item));
  }

  #row(change: 'full' | 'put' | 'remove', type: string, doc: string): Promise<void> {
    this.#hash.update(doc);
    this.#bytes += doc.length;
    return this.#staging.add({ change, type, doc });
  }

  ended(end: ReadEnd, issues: readonly ImportIssue[]): StagedRead {
    return {
      // A read that gives no mutation at all found no change.
      mode: this.#mode ?? 'delta',
      end,
      issues,
      sha256: this.#hash.digest('hex'),
      sizeBytes: this.#bytes,
      counts: this.#counts,
      removals: this.#removals,
    };
  }
}

const invalid = (fault: string): ImportIssue => ({
  severity: 'error',
  code: 'ITEM_NOT_VALID',
  where: 'provider package',
  message: `An item is not what the port says and was left out: ${fault}`,
  fix: 'Tell the author of the provider package.',
  skipped: true,
});

/** Ends the wait for a provider that neither answers nor hears that it should stop. */
class Silence {
  readonly #abort = new AbortController();
  readonly signal: AbortSignal;
  #timer: NodeJS.Timeout | undefined;
  #last = performance.now();

  constructor(outer: AbortSignal) {
    this.signal = AbortSignal.any([outer, this.#abort.signal]);
    this.#timer = setInterval(() => {
      if (performance.now() - this.#last < LONGEST_SILENCE_MS) return;
      this.#abort.abort(failure('IST-2207', `nothing was heard for ${LONGEST_SILENCE_MS / 60_000} minutes`));
    }, 15_000);
    this.#timer.unref();
  }

  broken(): void {
    this.#last = performance.now();
  }

  async orAborted<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    signal.throwIfAborted();
    let stop = (): void => undefined;
    const aborted = new Promise<never>((_resolve, reject) => {
      stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      signal.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([work, aborted]);
    } finally {
      signal.removeEventListener('abort', stop);
      work.catch(() => undefined);
    }
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
