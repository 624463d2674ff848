/** Generations: rows that hold from one generation to another, so that any state of the estate is a range query. */

import type { GenerationInfo } from '../core/model/estate.ts';
import { bulkWriter } from './bulk.ts';
import type { Queryable } from './store.ts';

/** to_generation of a row that still holds. */
export const OPEN = 2_147_483_647;

interface GenerationRow {
  readonly number: number;
  readonly digest: string;
  readonly created_at: Date;
  readonly reason: string;
  readonly counts: GenerationInfo['counts'];
}

const toInfo = ({ number, digest, created_at, reason, counts }: GenerationRow): GenerationInfo => ({
  number,
  digest,
  createdAt: created_at.toISOString(),
  reason,
  counts,
});

/** The newest generation, or the numbered one; undefined when there is none. */
export async function readGeneration(db: Queryable, number?: number): Promise<GenerationInfo | undefined> {
  const { rows } = await db.query<GenerationRow>(
    'select * from generations where $1::int is null or number = $1 order by number desc limit 1',
    [number ?? null],
  );
  return rows[0] && toInfo(rows[0]);
}

export async function readGenerations(db: Queryable): Promise<readonly GenerationInfo[]> {
  const { rows } = await db.query<GenerationRow>('select * from generations order by number desc');
  return rows.map(toInfo);
}

export async function saveGeneration(db: Queryable, info: GenerationInfo, actor: string): Promise<void> {
  await db.query(
    'insert into generations (number, digest, created_at, actor, reason, counts) values ($1, $2, $3, $4, $5, $6)',
    [info.number, info.digest, info.createdAt, actor, info.reason, JSON.stringify(info.counts)],
  );
}

/** One thing of the estate on its way into a generation. */
export interface Versioned {
  readonly id: string;
  readonly digest: string;
  readonly name: string | undefined;
  /** Asked only when the row is new. */
  readonly doc: () => string;
}

export interface VersionWriter {
  put(row: Versioned): Promise<void> | undefined;
  /** Ends the rows that were not put. Returns whether anything was added, changed or ended. */
  finish(): Promise<boolean>;
}

/**
 * Writes the rows that differ from those that hold now. `kind` undefined: workloads.
 * The caller holds the estate lock, so nobody else changes rows meanwhile.
 *
 * @param ids the rows this is about; those of other ids stay as they are. Absent: all.
 */
export async function versionWriter(
  connection: Queryable,
  generation: number,
  kind?: string,
  ids?: readonly string[],
): Promise<VersionWriter> {
  const table = kind === undefined ? 'workloads' : 'entities';
  const only = kind === undefined ? 'true' : 'kind = $1';
  const { rows } = await connection.query<{ id: string; digest: string }>(
    `select id, digest from ${table} where to_generation = ${OPEN} and ${only}${ids === undefined ? '' : ` and id = any($${kind === undefined ? 1 : 2})`}`,
    [...(kind === undefined ? [] : [kind]), ...(ids === undefined ? [] : [ids])],
  );
  const current = new Map(rows.map((row) => [row.id, row.digest]));
  const columns = ['id', 'from_generation', 'digest', 'name', 'doc'];
  const writer = bulkWriter(connection, table, kind === undefined ? columns : ['kind', ...columns]);
  let ended: string[] = [];
  let changed = false;

  async function end(): Promise<void> {
    if (ended.length === 0) return;
    const ids = ended;
    ended = [];
    await connection.query(
      `update ${table} set to_generation = $2 where to_generation = ${OPEN} and from_generation < $2 + 1 and id = any($3) and ($1::text is null or ${kind === undefined ? 'true' : 'kind = $1'})`,
      [kind ?? null, generation - 1, ids],
    );
  }

  return {
    put({ id, digest, name, doc }) {
      const before = current.get(id);
      if (before !== undefined) current.delete(id);
      if (before === digest) return undefined;
      changed = true;
      if (before !== undefined) ended.push(id);
      const values = [id, generation, digest, name ?? null, doc()];
      const written = writer.add(kind === undefined ? values : [kind, ...values]);
      if (ended.length < 1000) return written;
      return Promise.resolve(written).then(end);
    },
    async finish() {
      await writer.flush();
      if (current.size > 0) changed = true;
      for (const id of current.keys()) ended.push(id);
      await end();
      return changed;
    },
  };
}
