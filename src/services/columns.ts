/** The columns of a generation and of the results made from it, as lists ask for them. */

import { ColumnCache } from '../store/columns/column-store.ts';
import { generationOwner, saveColumns } from '../store/columns/stored-columns.ts';
import type { Column } from '../store/columns/column.ts';
import { ColumnSetBuilder, unknownColumn } from '../store/columns/column.ts';
import { ESTATE_COLUMN_FIELDS } from '../store/columns/fields.ts';
import { orderBy } from '../store/columns/select.ts';
import type { Field } from '../core/model/field.ts';
import { findField } from '../core/model/fields.ts';
import { resultsOf } from '../store/results.ts';
import type { Store } from '../store/store.ts';
import type { ServiceContext } from './context.ts';
import { eachWorkload } from './generations.ts';
import { lockEstate } from './rebuild-estate.ts';

const caches = new WeakMap<Store, ColumnCache>();

function cacheOf(store: Store): ColumnCache {
  let cache = caches.get(store);
  if (cache === undefined) {
    cache = new ColumnCache();
    caches.set(store, cache);
  }
  return cache;
}

const orders = new WeakMap<Column, { up?: Int32Array; down?: Int32Array }>();

/** Rows in the order of a column, remembered as long as the column is. */
export function orderOf(field: Field, column: Column, descending: boolean): Int32Array {
  const known = orders.get(column) ?? {};
  orders.set(column, known);
  if (descending) return (known.down ??= orderBy(field, column, true));
  return (known.up ??= orderBy(field, column, false));
}

export interface GenerationColumns {
  /** Workload ids in the order of rows: ascending. */
  ids(): Promise<readonly string[]>;
  /** Results whose fields are part of this view, newest first. */
  results(): Promise<readonly string[]>;
  /** Columns by path. A result's field comes from the newest result that has it, among those of this generation. */
  load(paths: readonly string[]): Promise<{ readonly rows: number; readonly column: (path: string) => Column }>;
}

/** @param pinned ids of results to read instead of the newest ones: a list that goes on keeps those it began with. */
export function columnsOf(context: ServiceContext, generation: number, pinned?: readonly string[]): GenerationColumns {
  const { store } = context;
  const cache = cacheOf(store);
  const owner = generationOwner(generation);
  const describe = async (): Promise<{ readonly rows: number }> => {
    const found = await cache.describe(store, owner);
    if (found !== undefined) return found;
    await rebuildColumns(context, generation);
    const made = await cache.describe(store, owner);
    if (made === undefined) throw new Error(`columns of ${owner} were made and are not there`);
    return made;
  };
  const results = async (): Promise<readonly string[]> =>
    pinned ?? (await resultsOf(store, generation)).map(({ id }) => id);

  return {
    results,
    async ids() {
      await describe();
      const column = (await cache.load(store, owner, ['id'])).get('id');
      return (column?.entries.length ?? 0) <= 1 ? [] : idsOf(column as Column);
    },
    async load(paths) {
      const { rows } = await describe();
      const perOwner = new Map<string, string[]>();
      const wanted = [...new Set(paths.map((path) => findField(path)?.path ?? path))];
      const resultPaths = wanted.filter((path) => findField(path)?.group === 'result');
      perOwner.set(
        owner,
        wanted.filter((path) => !resultPaths.includes(path)),
      );
      if (resultPaths.length > 0) {
        const described = await Promise.all(
          (await results()).map(async (id) => ({ id, found: await cache.describe(store, id) })),
        );
        for (const path of resultPaths) {
          const from = described.find(({ found }) => found?.fields.has(path) === true && found.rows === rows);
          if (from !== undefined) perOwner.set(from.id, [...(perOwner.get(from.id) ?? []), path]);
        }
      }
      const loaded = await Promise.all([...perOwner].map(([id, each]) => cache.load(store, id, each)));
      const all = new Map(loaded.flatMap((map) => [...map]));
      const nothing = unknownColumn(rows);
      return { rows, column: (path) => all.get(findField(path)?.path ?? path) ?? nothing };
    },
  };
}

const idLists = new WeakMap<Column, readonly string[]>();

function idsOf(column: Column): readonly string[] {
  let ids = idLists.get(column);
  if (ids === undefined) {
    ids = Array.from(column.codes, (code) => column.entries[code] as string);
    idLists.set(column, ids);
  }
  return ids;
}

/** Columns are derived: when a release reads fields differently, they are made again from the documents. */
async function rebuildColumns(context: ServiceContext, generation: number): Promise<void> {
  const builder = new ColumnSetBuilder(ESTATE_COLUMN_FIELDS);
  for await (const batch of eachWorkload(context, generation)) for (const workload of batch) builder.add(workload);
  const set = builder.finish();
  await context.store.transaction(async (connection) => {
    // Several readers may find them missing at once; the estate lock lets them write one after another.
    await lockEstate(connection);
    await saveColumns(connection, generationOwner(generation), set);
  });
}
