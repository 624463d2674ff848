/** Keeps what assess, check, place and plan conclude, and gives it back. */

import { whyDigest } from '../core/evidence/make-why-record.ts';
import type { WhyRecord } from '../core/evidence/why-record.ts';
import { failure } from '../core/errors/registry.ts';
import type { WorkloadRow } from '../core/model/field.ts';
import type { Field } from '../core/model/field.ts';
import { ColumnSetBuilder } from '../store/columns/column.ts';
import type { ColumnSet } from '../store/columns/column.ts';
import { saveColumns } from '../store/columns/stored-columns.ts';
import { RESULT_COLUMN_FIELDS } from '../store/columns/fields.ts';
import * as store from '../store/results.ts';
import type { ResultKind, ResultRecord, ResultRow, RowPage, RowQuery } from '../store/results.ts';
import type { Queryable } from '../store/store.ts';
import { recordAudit } from './audit.ts';
import { columnsOf } from './columns.ts';
import { keepInputs } from './replay-inputs.ts';
import { Replayed } from './replay-pins.ts';
import { newId, throwIfCancelled } from './context.ts';
import type { ServiceContext } from './context.ts';

export type { ResultKind, ResultRecord, ResultRow };

export interface NewResult {
  readonly generation: number;
  /** Which of several of this kind: the scenario, what was lost, the site. */
  readonly subject?: string;
  /** A function is called once all rows are written. */
  readonly summary: unknown;
  readonly settings: unknown;
  /** The whole, where the result is one thing such as a plan. */
  readonly doc?: unknown;
  readonly rows?: Iterable<ResultRow> | AsyncIterable<ResultRow>;
  /** Fields of workloads for lists, in the order of ids, where they do not come from rows. */
  readonly columns?: (connection: Queryable) => Promise<ColumnSet>;
  /** A function is called once all rows are written. */
  readonly why: WhyRecord | (() => WhyRecord);
  /** Done last in the same transaction: what must be true exactly when the result is there. */
  readonly also?: (connection: Queryable, record: ResultRecord) => Promise<void>;
}

/** Kinds whose fields workloads have in lists. What-ifs stay beside the placement, never in its place. */
const IN_LISTS: ReadonlySet<ResultKind> = new Set(['assess', 'check', 'place', 'plan']);

/** Reads a result field from the row's columns: the value a workload then has in lists. */
const fromColumns = (field: Field, current: () => ResultRow['columns']): Field => ({
  ...field,
  read: () => current()[field.path] ?? undefined,
});

/**
 * Saves a result, its rows and its why-record in one transaction, and makes its fields known to lists.
 * When several rows speak of one workload, the first one's columns are the workload's.
 */
export function saveResult(context: ServiceContext, kind: ResultKind, result: NewResult): Promise<ResultRecord> {
  if (context.replay !== undefined) return handOver(result);
  return context.store.transaction(async (connection) => {
    const record: ResultRecord = {
      id: newId('res'),
      kind,
      generation: result.generation,
      subject: result.subject ?? null,
      rowCount: 0,
      summary: typeof result.summary === 'function' ? {} : result.summary,
      settings: result.settings,
      actor: context.actor,
      createdAt: context.clock(),
    };
    await store.insertResult(connection, record, result.doc);
    const inLists = IN_LISTS.has(kind);
    const fromRows = inLists && result.columns === undefined;
    const ids = fromRows ? await columnsOf(context, result.generation).ids() : [];
    const seen = new Set<string>();
    let columns: ResultRow['columns'] = {};
    const builder = new ColumnSetBuilder(RESULT_COLUMN_FIELDS.map((field) => fromColumns(field, () => columns)));
    const writer = store.resultRowWriter(connection, record.id);
    let rowCount = 0;
    for await (const row of result.rows ?? []) {
      rowCount += 1;
      if (rowCount % 1000 === 0) throwIfCancelled(context);
      await writer.add(row);
      if (!inLists || row.workloadId === undefined || seen.has(row.workloadId)) continue;
      seen.add(row.workloadId);
      columns = row.columns;
      // The fields above read the columns; of the row itself only the id is asked.
      builder.add({ id: row.workloadId } as WorkloadRow);
    }
    await writer.flush();
    const made = typeof result.summary === 'function' ? (result.summary as () => unknown)() : undefined;
    await store.finishResult(connection, record.id, rowCount, made);
    if (inLists) await saveColumns(connection, record.id, (await result.columns?.(connection)) ?? builder.finish(ids));
    const why = typeof result.why === 'function' ? result.why() : result.why;
    await store.insertWhyRecord(connection, why, record.id);
    await keepInputs(context, connection, why);
    const saved = { ...record, rowCount, ...(made !== undefined && { summary: made }) };
    await result.also?.(connection, saved);
    await recordAudit(context, connection, {
      action: `decision.${kind}`,
      object: { kind: 'decision', id: why.id },
      detail: { result: record.id, record: whyDigest(why), inputs: why.inputsDigest, outcome: why.resultDigest },
    });
    return saved;
  });
}

/** A decision that is made again ends here: what it concluded goes to whoever replays it. */
async function handOver({ rows = [], summary, doc, why }: NewResult): Promise<never> {
  const made: ResultRow[] = [];
  for await (const row of rows) made.push(row);
  const told = typeof summary === 'function' ? (summary as () => unknown)() : summary;
  throw new Replayed({ why: typeof why === 'function' ? why() : why, summary: told, doc, rows: made });
}

/** The newest result of a kind, of one generation when given; undefined when there is none. */
export async function latestResult(
  context: ServiceContext,
  kind: ResultKind,
  generation?: number,
): Promise<ResultRecord | undefined> {
  return (await store.newestResults(context.store, kind, generation, 1))[0];
}

const COMMANDS: Readonly<Record<ResultKind, string>> = {
  assess: 'isthmus assess',
  check: 'isthmus check',
  place: 'isthmus place',
  plan: 'isthmus plan',
  scenario: 'isthmus place --scenario NAME',
  drill: 'isthmus place drill --lose site/NAME',
  exit: 'isthmus exit plan OPERATOR',
  size: 'isthmus size',
  rebalance: 'isthmus rebalance SITE',
  'gpu-plan': 'isthmus gpu plan',
  'gpu-defrag': 'isthmus gpu defrag',
};

/** Throws IST-2108 when there is none. */
export async function requireResult(
  context: ServiceContext,
  kind: ResultKind,
  generation?: number,
): Promise<ResultRecord> {
  const pinned = kind === 'place' ? context.replay?.placement : undefined;
  const found = pinned ?? (await latestResult(context, kind, generation));
  if (found !== undefined) return found;
  throw failure('IST-2108', `there is no ${kind} of this estate yet`, { hint: `Run: ${COMMANDS[kind]}` });
}

export function listResults(context: ServiceContext, kind: ResultKind, limit = 50): Promise<readonly ResultRecord[]> {
  return store.newestResults(context.store, kind, undefined, limit);
}

export function findResult(context: ServiceContext, id: string): Promise<ResultRecord | undefined> {
  return store.readResult(context.store, id);
}

/** The whole result, where it is one thing. The caller knows its type by the result's kind. */
export async function resultDoc<T>(context: ServiceContext, id: string): Promise<T | null> {
  return (await store.readResultDoc(context.store, id)) as T | null;
}

/** What a result says of one workload; undefined when it says nothing. */
export async function resultRow<T>(
  context: ServiceContext,
  resultId: string,
  workloadId: string,
): Promise<T | undefined> {
  return (await store.readResultRow(context.store, resultId, workloadId)) as T | undefined;
}

/** Rows in the order they were saved, page by page: hand back the last item's seq as `after`. */
export function listResultRows(context: ServiceContext, resultId: string, query: RowQuery): Promise<RowPage> {
  return store.pageResultRows(context.store, resultId, query);
}

/** All rows of a result, in pages of `pageSize`: for reports and for the next step of the road. */
export async function* eachResultRow<T>(
  context: ServiceContext,
  resultId: string,
  pageSize = 1000,
): AsyncGenerator<{ readonly workloadId: string | null; readonly doc: T }> {
  for (let after = 0; ;) {
    const { items } = await store.pageResultRows(context.store, resultId, { after, limit: pageSize });
    for (const { workloadId, doc } of items) yield { workloadId, doc: doc as T };
    const last = items.at(-1);
    if (last === undefined || items.length < pageSize) return;
    after = last.seq;
  }
}

export function listWhyRecords(
  context: ServiceContext,
  page: { readonly limit: number; readonly offset: number },
): ReturnType<typeof store.readWhyRecords> {
  return store.readWhyRecords(context.store, page);
}
