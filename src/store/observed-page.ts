/** What sources said, page by page, as it came. */

import type { Queryable } from './store.ts';

export interface ObservedPosition {
  readonly part: 'inventory' | 'workload';
  readonly sourceId: string;
  readonly seq: number;
}

export interface ObservedRow {
  readonly position: ObservedPosition;
  readonly kind: string;
  readonly doc: object;
}

export const BEGINNING: ObservedPosition = { part: 'inventory', sourceId: '', seq: 0 };

/** At most `limit` rows after a position: the inventory of all sources first, then their workloads. */
export async function readObservedPage(
  db: Queryable,
  after: ObservedPosition,
  limit: number,
): Promise<readonly ObservedRow[]> {
  const rows = after.part === 'inventory' ? await page(db, after, limit) : [];
  if (rows.length >= limit) return rows;
  const from = after.part === 'workload' ? after : { part: 'workload' as const, sourceId: '', seq: 0 };
  return [...rows, ...(await page(db, from, limit - rows.length))];
}

async function page(db: Queryable, { part, sourceId, seq }: ObservedPosition, limit: number): Promise<ObservedRow[]> {
  const [table, kind] = part === 'inventory' ? ['observed_inventory', 'kind'] : ['observations', `'workload'`];
  const { rows } = await db.query<{ source_id: string; seq: number; kind: string; doc: object }>(
    `select source_id, seq, ${kind} as kind, doc from ${table}
     where (source_id, seq) > ($1, $2) order by source_id, seq limit $3`,
    [sourceId, seq, limit],
  );
  return rows.map((row) => ({
    position: { part, sourceId: row.source_id, seq: row.seq },
    kind: row.kind,
    doc: row.doc,
  }));
}
