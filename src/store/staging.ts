/** What a read gave, row by row in its order, until it is applied or held. */

import { bulkWriter } from './bulk.ts';
import { inBatches } from './observations.ts';
import type { Queryable } from './store.ts';

/** 'full': part of a whole listing. 'put' and 'remove': changes. */
export type StagedChange = 'full' | 'put' | 'remove';

export interface StagedRow {
  readonly change: StagedChange;
  readonly type: string;
  /** JSON of an InventoryItem, or of an ItemRef for 'remove'. */
  readonly doc: string;
}

/** Changes up to this many stay in memory: a quiet source costs the database nothing. */
const IN_MEMORY = 2_000;
const BATCH = 500;

/** Where the rows of one read are. */
export class Staging {
  readonly #db: Queryable;
  readonly #syncId: string;
  #memory: StagedRow[] = [];
  #seq = 0;
  #writer: ReturnType<typeof bulkWriter> | undefined;

  constructor(db: Queryable, syncId: string) {
    this.#db = db;
    this.#syncId = syncId;
  }

  get rows(): number {
    return this.#seq;
  }

  async add(row: StagedRow): Promise<void> {
    this.#seq += 1;
    if (this.#writer !== undefined) return this.#writer.add(this.#values(row, this.#seq));
    this.#memory.push(row);
    if (this.#memory.length > IN_MEMORY) await this.spill();
  }

  #values(row: StagedRow, seq: number): readonly unknown[] {
    return [this.#syncId, seq, row.change, row.type, row.doc];
  }

  /** Everything is in the table from now on: a whole listing is never kept in memory. */
  async spill(): Promise<void> {
    if (this.#writer !== undefined) return;
    this.#writer = bulkWriter(this.#db, 'staged_items', ['sync_id', 'seq', 'change', 'type', 'doc']);
    const rows = this.#memory;
    this.#memory = [];
    for (const [index, row] of rows.entries()) await this.#writer.add(this.#values(row, index + 1));
  }

  async flush(): Promise<void> {
    await this.#writer?.flush();
  }

  /** All rows in their order. Throws when the database lost some: the read has to be done again. */
  async *read(connection: Queryable): AsyncGenerator<readonly StagedRow[]> {
    if (this.#writer === undefined) {
      yield this.#memory;
      return;
    }
    let seen = 0;
    const text = 'select change, type, doc::text as doc from staged_items where sync_id = $1 order by seq';
    for await (const batch of inBatches<StagedRow>(connection, text, [this.#syncId], BATCH)) {
      seen += batch.length;
      yield batch;
    }
    if (seen !== this.#seq) throw new Error(`${this.#seq - seen} rows of the read were lost by the database`);
  }

  async drop(): Promise<void> {
    this.#memory = [];
    if (this.#writer !== undefined) await dropStaged(this.#db, this.#syncId);
  }
}

export async function dropStaged(db: Queryable, syncId: string): Promise<void> {
  await db.query('delete from staged_items where sync_id = $1', [syncId]);
}

export async function* readHeldRows(connection: Queryable, sourceId: string): AsyncGenerator<readonly StagedRow[]> {
  const text = 'select change, type, doc::text as doc from held_items where source_id = $1 order by seq';
  yield* inBatches<StagedRow>(connection, text, [sourceId], BATCH);
}
