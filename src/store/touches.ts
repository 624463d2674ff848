/**
 * What changed in the observations since the estate was last made from them. Noted in the database, so that a change
 * whose estate was not made yet (a sync that was put off, a process that died) is not forgotten by the next one.
 */

import type { Sign } from '../core/model/identity-signs.ts';
import type { Queryable } from './store.ts';

export type TouchedKind = 'host' | 'cluster' | 'network' | 'datastore' | 'dependency';

/** More than this is not noted one by one: the estate is then made from the start. */
const MOST_TOUCHED = 20_000;
const BATCH = 1000;

/** Collects what one change of a source touches. */
export class TouchedThings {
  readonly kinds = new Set<TouchedKind>();
  everything = false;
  readonly #workloads = new Map<string, Set<Sign>>();

  /** An observation was added, changed or removed; what it may have been or may now be joined by. */
  workload(key: string, before: readonly Sign[] | null, after: readonly Sign[]): void {
    if (this.everything) return;
    const signs = this.#workloads.get(key) ?? new Set();
    for (const sign of before ?? []) signs.add(sign);
    for (const sign of after) signs.add(sign);
    this.#workloads.set(key, signs);
    // Nobody knows what one without signs could be joined by.
    if (before === null || this.#workloads.size > MOST_TOUCHED) {
      this.everything = true;
      this.#workloads.clear();
    }
  }

  entity(kind: TouchedKind): void {
    this.kinds.add(kind);
  }

  keys(): readonly string[] {
    return [...this.#workloads.keys()];
  }

  async save(connection: Queryable, sourceId: string): Promise<void> {
    if (this.everything) await noteEverything(connection, sourceId);
    for (const kind of this.kinds)
      await connection.query('insert into observation_touches (source_id, kind) values ($1, $2)', [sourceId, kind]);
    await noteWorkloads(connection, sourceId, [...this.#workloads]);
  }
}

/** The next estate is made from the start, whatever else is known. */
export async function noteEverything(connection: Queryable, sourceId: string): Promise<void> {
  await connection.query("insert into observation_touches (source_id, kind) values ($1, 'everything')", [sourceId]);
}

/** Observations to look at again, present or not, and signs whose bearers are to be looked at. */
export async function noteWorkloads(
  connection: Queryable,
  sourceId: string,
  entries: readonly (readonly [key: string, signs: Iterable<Sign>])[],
): Promise<void> {
  for (let from = 0; from < entries.length; from += BATCH) {
    const batch = entries.slice(from, from + BATCH);
    // Rows of different lengths: each travels as one text that PostgreSQL reads as an array.
    await connection.query(
      `insert into observation_touches (source_id, kind, key, signs)
       select $1, 'workload', key, signs::bigint[] from unnest($2::text[], $3::text[]) as touched (key, signs)`,
      [sourceId, batch.map(([key]) => key), batch.map(([, signs]) => `{${[...signs].join(',')}}`)],
    );
  }
}

/** Workloads that observations were taken from by hand: their rows are looked at although no observation names them now. */
export async function noteFormerIds(connection: Queryable, ids: readonly string[]): Promise<void> {
  await connection.query(
    `insert into observation_touches (source_id, kind, key) select '', 'former', id from unnest($1::text[]) as given (id)`,
    [ids],
  );
}

export interface Touches {
  /** Not everything was noted one by one. */
  readonly everything: boolean;
  readonly keys: readonly string[];
  readonly signs: readonly Sign[];
  readonly kinds: ReadonlySet<TouchedKind>;
  readonly formerIds: readonly string[];
}

/** All that was noted; takes it off the list. The caller holds the estate lock and makes the estate from it. */
export async function takeTouches(connection: Queryable): Promise<Touches> {
  const { rows } = await connection.query<{
    kind: TouchedKind | 'workload' | 'former' | 'everything';
    key: string | null;
    signs: Sign[] | null;
  }>('delete from observation_touches returning kind, key, signs');
  const keys = new Set<string>();
  const signs = new Set<Sign>();
  const kinds = new Set<TouchedKind>();
  const formerIds: string[] = [];
  let everything = false;
  for (const row of rows) {
    if (row.kind === 'everything') everything = true;
    else if (row.kind === 'former') formerIds.push(row.key ?? '');
    else if (row.kind !== 'workload') kinds.add(row.kind);
    else if (row.key !== null) keys.add(row.key);
    for (const sign of row.signs ?? []) signs.add(sign);
  }
  return { everything, keys: [...keys], signs: [...signs], kinds, formerIds };
}
