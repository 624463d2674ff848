/** Rows of placements read by their columns alone, without the documents that explain them. */

import type { Queryable } from './store.ts';

export interface DifferentRow {
  readonly workloadId: string;
  /** Null: not part of that placement. */
  readonly a: PlacedRow | null;
  readonly b: PlacedRow | null;
}

interface PlacedRow {
  readonly name: string;
  /** Null: without a place. */
  readonly site: string | null;
  readonly usdPerMonth: number | null;
}

interface Joined {
  readonly id: string;
  readonly inA: boolean;
  readonly inB: boolean;
  readonly nameA: string | null;
  readonly nameB: string | null;
  readonly toA: string | null;
  readonly toB: string | null;
  readonly usdA: number | null;
  readonly usdB: number | null;
}

/** Workloads that two results place differently, or that only one of them has; by id, ascending. */
export async function differentRows(db: Queryable, a: string, b: string): Promise<readonly DifferentRow[]> {
  const side = (parameter: string): string =>
    `(select workload_id, columns->>'to' as "to", (columns->>'costUsdPerMonth')::float8 as usd, doc from result_rows
      where result_id = ${parameter} and workload_id is not null)`;
  const { rows } = await db.query<Joined>(
    `select coalesce(a.workload_id, b.workload_id) as id, a.workload_id is not null as "inA", b.workload_id is not null as "inB",
       a.doc->>'workloadName' as "nameA", b.doc->>'workloadName' as "nameB", nullif(a."to", '') as "toA", nullif(b."to", '') as "toB",
       a.usd as "usdA", b.usd as "usdB"
     from ${side('$1')} a full join ${side('$2')} b on a.workload_id = b.workload_id
     where a."to" is distinct from b."to"
     order by coalesce(a.workload_id, b.workload_id) collate "C"`,
    [a, b],
  );
  return rows.map((row) => ({
    workloadId: row.id,
    a: row.inA ? { name: row.nameA ?? row.id, site: row.toA, usdPerMonth: row.usdA } : null,
    b: row.inB ? { name: row.nameB ?? row.id, site: row.toB, usdPerMonth: row.usdB } : null,
  }));
}

/** Site of every workload of a placement; null: without a place. */
export async function placedSites(db: Queryable, resultId: string): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await db.query<{ id: string; to: string | null }>(
    `select workload_id as id, nullif(columns->>'to', '') as "to" from result_rows
     where result_id = $1 and workload_id is not null`,
    [resultId],
  );
  return new Map(rows.map(({ id, to }) => [id, to]));
}

/** Why each of these workloads is where it is, by id. */
export async function reasonsOf(
  db: Queryable,
  resultId: string,
  workloadIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ id: string; why: string | null }>(
    `select workload_id as id, doc->>'why' as why from result_rows where result_id = $1 and workload_id = any($2)`,
    [resultId, workloadIds],
  );
  return new Map(rows.map(({ id, why }) => [id, why ?? '']));
}
