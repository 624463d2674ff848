/**
 * Azure Resource Graph: pages of a query over many subscriptions. Its quota is small (some fifteen queries in five
 * seconds), is told with every answer, and is waited for before it runs dry.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { IsthmusError } from '../../core/errors/errors.ts';
import { failure } from '../../core/errors/registry.ts';
import type { ArmClient } from './arm-client.ts';
import { flagAt, numberAt, textAt } from './json.ts';
import { quotaResetMs } from './refusals.ts';
import { rowsOf } from './resource.ts';

/** Where a query looks: subscriptions by id, or management groups by name. */
export type GraphScope =
  { readonly subscriptions: readonly string[] } | { readonly managementGroups: readonly string[] };

export interface GraphPage {
  readonly rows: readonly unknown[];
  /** Rows of the whole answer, of this scope. */
  readonly total: number | undefined;
}

export interface GraphOptions {
  readonly signal: AbortSignal | undefined;
  readonly pause?: ((ms: number, signal: AbortSignal | undefined) => Promise<void>) | undefined;
  /** Called with subscriptions that may not be read. They are asked no more. */
  readonly onForbidden: (subscriptions: readonly string[]) => void;
}

const PAGE = 1000;
/** With fewer queries left than this the next one waits for the window to end. */
const RESERVE = 2;
const LONGEST_WINDOW_MS = 5 * 60_000;
/** Pages of one query and scope: ten million rows. */
const MOST_PAGES = 10_000;

export class ResourceGraph {
  readonly #client: ArmClient;
  readonly #options: GraphOptions;
  #waitMs = 0;

  constructor(client: ArmClient, options: GraphOptions) {
    this.#client = client;
    this.#options = options;
  }

  /**
   * All pages of a query that is ordered by id. Subscriptions that are refused are narrowed down, told and left out;
   * throws IST-2204 when nothing is left, IST-2205 when an answer is cut off and cannot be continued.
   */
  async *pages(query: string, scope: GraphScope): AsyncGenerator<GraphPage> {
    let first = true;
    try {
      for await (const page of this.#pagesOf(query, scope)) {
        first = false;
        yield page;
      }
    } catch (error) {
      const forbidden = error instanceof IsthmusError && error.code === 'IST-2204';
      if (!forbidden || !first || !('subscriptions' in scope)) throw error;
      const { subscriptions } = scope;
      const [only] = subscriptions;
      if (only !== undefined && subscriptions.length === 1) {
        this.#options.onForbidden([only]);
        return;
      }
      const half = Math.ceil(subscriptions.length / 2);
      yield* this.pages(query, { subscriptions: subscriptions.slice(0, half) });
      yield* this.pages(query, { subscriptions: subscriptions.slice(half) });
    }
  }

  async *#pagesOf(query: string, scope: GraphScope): AsyncGenerator<GraphPage> {
    const { signal } = this.#options;
    let place: Readonly<Record<string, unknown>> = {};
    let read = 0;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      await this.#waitForQuota();
      const answer = await this.#client.call(
        'resourceGraph',
        { body: { ...scope, query, options: { resultFormat: 'objectArray', $top: PAGE, ...place } } },
        signal,
      );
      this.#noteQuota(answer.header);
      const rows = rowsOf(answer.body);
      if (rows === undefined) throw failure('IST-2205', `${this.#client.origin} answered a query without rows`);
      read += rows.length;
      yield { rows, total: numberAt(answer.body, 'totalRecords') };
      const token = textAt(answer.body, '$skipToken');
      if (token !== undefined) {
        if (rows.length === 0) throw cutOff(this.#client.origin, read);
        place = { $skipToken: token };
      } else if (flagAt(answer.body, 'resultTruncated') === true) {
        // Cut off without a token: the rows are in order, so the next ones can be asked for by number.
        if (rows.length === 0) throw cutOff(this.#client.origin, read);
        place = { $skip: read };
      } else return;
    }
    throw cutOff(this.#client.origin, read);
  }

  #noteQuota(header: (name: string) => string | undefined): void {
    const remaining = Number(header('x-ms-user-quota-remaining') ?? Number.NaN);
    const resetMs = quotaResetMs(header('x-ms-user-quota-resets-after'));
    this.#waitMs = remaining < RESERVE && resetMs !== undefined ? Math.min(resetMs, LONGEST_WINDOW_MS) : 0;
  }

  async #waitForQuota(): Promise<void> {
    const ms = this.#waitMs;
    this.#waitMs = 0;
    if (ms > 0) await (this.#options.pause ?? waiting)(ms, this.#options.signal);
  }
}

async function waiting(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal === undefined ? {} : { signal });
}

/** A list that is cut off must not be taken for all there is: what it lacks would look as if it were gone. */
const cutOff = (origin: string, read: number): Error =>
  failure('IST-2205', `${origin} cuts its answer off after ${read} rows and names no way to the rest`, {
    hint: 'Read fewer subscriptions with one source (setting subscriptions), then sync again.',
  });
