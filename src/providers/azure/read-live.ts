/** Reads all of an account's machines: query after query, page after page, in the order in which they need each other. */

import { IsthmusError } from '../../core/errors/errors.ts';
import type { FactPath } from '../../core/assess/verdict.ts';
import type { InventoryMutation, ReadEnd, ReadRequest } from '../connection.ts';
import { IssueLog } from '../issue-log.ts';
import type { ImportIssue, InventoryItem, Receipt, ReceiptPart } from '../provider.ts';
import type { ArmClient } from './arm-client.ts';
import { reportCounts } from './counts.ts';
import { Describer } from './describe.ts';
import { Details } from './details.ts';
import { ResourceGraph } from './graph.ts';
import type { Observing } from './ids.ts';
import { graphQueries } from './queries.ts';
import type { GraphQuery } from './queries.ts';
import { resourceOf } from './resource.ts';
import type { Resource } from './resource.ts';
import type { Sizes } from './sizes.ts';
import { graphScopes } from './subscriptions.ts';
import type { Scope } from './subscriptions.ts';

export interface LiveRead {
  readonly client: ArmClient;
  readonly scope: Scope;
  readonly observing: Observing;
  /** Kept from one read of a connection to the next: they hardly ever change. */
  readonly sizes: Sizes;
  readonly pause?: ((ms: number, signal: AbortSignal | undefined) => Promise<void>) | undefined;
}

const BATCH = 500;

export class LiveReader {
  readonly #read: LiveRead;
  readonly #request: ReadRequest;
  readonly #describer: Describer;
  readonly #details: Details;
  readonly #graph: ResourceGraph;
  readonly #issues: IssueLog;
  readonly #forbidden = new Set<string>();
  readonly #missing = new Map<string, Receipt['missing'][number]>();
  readonly #rows = new Map<string, number>();
  #batch: InventoryItem[] = [];
  #yielded = false;

  constructor(read: LiveRead, request: ReadRequest) {
    this.#read = read;
    this.#request = request;
    this.#issues = new IssueLog(request.onIssue);
    this.#describer = new Describer(read.observing, read.sizes);
    const { signal } = request;
    this.#details = new Details(read.client, this.#describer.lookup, signal, (...miss) => this.#miss(...miss));
    this.#graph = new ResourceGraph(read.client, {
      signal,
      pause: read.pause,
      onForbidden: (ids) => this.#forbid(ids),
    });
  }

  /** Everything, always: see docs/guide/sources/azure.md for why changes are not asked for. */
  async *mutations(): AsyncGenerator<InventoryMutation, ReadEnd> {
    const queries = graphQueries();
    for (const hidden of this.#read.scope.hidden) this.#hide(hidden);
    for (const [index, query] of queries.entries()) {
      this.#request.signal?.throwIfAborted();
      yield* this.#query(query, (share) =>
        this.#request.onProgress?.((index + Math.min(1, share)) / (queries.length + 1), query.name),
      );
      if (query.name !== 'scale-set-machines') continue;
      for await (const resources of this.#details.scaleSetMachines()) yield* this.#describe(resources);
    }
    for (const item of this.#describer.finish()) yield* this.#add(item);
    if (this.#batch.length > 0 || !this.#yielded) yield { type: 'full', items: this.#batch };
    reportCounts(this.#describer, (issue) => this.#issue(issue));
    this.#issues.finish();
    this.#request.onProgress?.(1, 'done');
    return { parts: this.#parts(), missing: [...this.#missing.values()] };
  }

  async *#query(query: GraphQuery, onShare: (share: number) => void): AsyncGenerator<InventoryMutation> {
    const scopes = graphScopes(this.#read.scope, this.#forbidden);
    for (const [index, scope] of scopes.entries()) {
      const seen = new Set<string>();
      let read = 0;
      let total: number | undefined;
      onShare(index / scopes.length);
      try {
        for await (const page of this.#graph.pages(query.text, scope)) {
          read += page.rows.length;
          total = page.total ?? total;
          yield* this.#describe(await this.#details.complete(this.#resources(page.rows, query, seen)));
          onShare((index + (total === undefined || total === 0 ? 1 : read / total)) / scopes.length);
        }
      } catch (error) {
        this.#refused(query, error);
      }
      if (total !== undefined && seen.size < total) this.#short(query, seen.size, total);
    }
  }

  /** Each resource once: a resource that changes while it is paged through can come a second time. */
  #resources(rows: readonly unknown[], query: GraphQuery, seen: Set<string>): Resource[] {
    return rows.flatMap((row): Resource[] => {
      const resource = resourceOf(row);
      if (resource === undefined) {
        this.#issue({
          severity: 'warning',
          code: 'NOT_A_RESOURCE',
          where: query.name,
          message: 'a row without the id of a resource was left out',
          fix: 'Sync again; if it stays, a proxy may change the answers.',
          skipped: true,
        });
        return [];
      }
      if (seen.has(resource.key)) return [];
      seen.add(resource.key);
      this.#rows.set(resource.type, (this.#rows.get(resource.type) ?? 0) + 1);
      return [resource];
    });
  }

  *#describe(resources: readonly Resource[]): Generator<InventoryMutation> {
    for (const resource of resources) for (const item of this.#describer.describe(resource)) yield* this.#add(item);
  }

  *#add(item: InventoryItem): Generator<InventoryMutation> {
    this.#batch.push(item);
    if (this.#batch.length < BATCH) return;
    this.#yielded = true;
    const items = this.#batch;
    this.#batch = [];
    yield { type: 'full', items };
  }

  /** A table that this cloud does not have is a part that is missing; anything else ends the read. */
  #refused(query: GraphQuery, error: unknown): void {
    const unknownTable = error instanceof IsthmusError && error.code === 'IST-2205' && /status 400/.test(error.message);
    if (!unknownTable || query.text.startsWith('resources |')) throw error;
    const costs = [...new Set(query.types)].join(', ');
    this.#miss(`${query.name} (${costs})`, `This cloud's Resource Graph does not list them: ${error.message}`, []);
  }

  #short(query: GraphQuery, seen: number, total: number): void {
    this.#issue({
      severity: 'warning',
      code: 'COUNTS_DIFFER',
      where: query.name,
      message: `Azure counts ${total} resources and listed ${seen}: some were made or removed while they were read`,
      fix: 'Nothing is to be done if the next sync agrees.',
    });
  }

  #forbid(ids: readonly string[]): void {
    for (const id of ids) {
      if (this.#forbidden.has(id)) continue;
      this.#forbidden.add(id);
      this.#hide(this.#read.scope.subscriptions.find((one) => one.id === id)?.name ?? id);
    }
  }

  #hide(name: string): void {
    this.#issue({
      severity: 'warning',
      code: 'SUBSCRIPTION_NOT_VISIBLE',
      where: `subscription ${name}`,
      message: `the account may not read subscription ${name}; its machines are not in the estate`,
      fix: 'Assign the role of docs/guide/sources/azure.md on it, or take it out of the setting subscriptions.',
    });
    this.#miss(`subscription ${name}`, 'Nothing in it is listed: the account may not read it.', []);
  }

  #miss(part: string, cost: string, facts: readonly FactPath[]): void {
    if (!this.#missing.has(part)) this.#missing.set(part, { part, cost, facts });
  }

  #issue(issue: Omit<ImportIssue, 'skipped'> & { readonly skipped?: boolean }): void {
    this.#issues.add({ ...issue, skipped: issue.skipped ?? false }, issue.where);
  }

  #parts(): ReceiptPart[] {
    return graphQueries()
      .flatMap(({ types }) => types)
      .map((name) => ({ name, rows: this.#rows.get(name) ?? 0, handling: 'read' }));
  }
}
