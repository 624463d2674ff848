/**
 * Which observations a change can concern: those that share a sign, an id from before or somebody's decision with a
 * touched one, and whatever shares one with those. Machines beyond are what they were.
 */

import type { Subject } from '../core/model/identity-decisions.ts';
import { MOST_PER_KEY } from '../core/model/identity.ts';
import type { IdentityRow } from '../core/model/identity-row.ts';
import { subjectSigns } from '../core/model/identity-signs.ts';
import type { Sign } from '../core/model/identity-signs.ts';
import type { ObservationPlace } from './observations.ts';
import type { Queryable } from './store.ts';

export interface AffectedRows {
  readonly rows: readonly IdentityRow[];
  readonly places: ReadonlyMap<string, readonly ObservationPlace[]>;
  /** Workload ids from before by observation key: of these rows, and of touched observations that are gone. */
  readonly previousIds: ReadonlyMap<string, string>;
}

interface Start {
  readonly keys: readonly string[];
  readonly signs: readonly Sign[];
  /** Subjects that must be looked at as one: of one decision, or of one correction. */
  readonly decisions: readonly (readonly Subject[])[];
}

const BATCH = 1000;

/** Undefined when more than `most` observations are concerned. */
export async function readAffected(
  connection: Queryable,
  start: Start,
  most: number,
): Promise<AffectedRows | undefined> {
  const rows: IdentityRow[] = [];
  const places = new Map<string, ObservationPlace[]>();
  const previousIds = new Map<string, string>();
  const seen = new Set<string>();
  const keys = new Frontier(start.keys);
  const signs = new Frontier(start.signs);
  const ids = new Frontier<string>([]);
  const decisions = start.decisions.map((subjects) => ({
    subjects,
    keys: new Set(subjects.flatMap((subject) => subject.keys)),
    signs: new Set(subjects.flatMap(subjectSigns)),
  }));
  const pending = new Set(decisions);

  const take = (found: readonly FoundRow[]): void => {
    for (const { source_id: sourceId, seq, key, identity, signs: own } of found) {
      const place = `${sourceId}|${seq}`;
      if (seen.has(place)) continue;
      seen.add(place);
      rows.push(identity);
      const known = places.get(key);
      if (known === undefined) places.set(key, [{ sourceId, seq }]);
      else known.push({ sourceId, seq });
      keys.add(key);
      for (const sign of own ?? []) signs.add(sign);
    }
  };

  while (keys.open || signs.open || ids.open) {
    for (const decision of pending) {
      if (!keys.hasAny(decision.keys) && !signs.hasAny(decision.signs)) continue;
      pending.delete(decision);
      for (const key of decision.keys) keys.add(key);
      for (const sign of decision.signs) signs.add(sign);
    }
    const nextKeys = keys.next(BATCH);
    for (const { key, id } of await idsOf(connection, nextKeys)) {
      previousIds.set(key, id);
      ids.add(id);
    }
    take(await rowsOfKeys(connection, nextKeys));
    for (const key of await keysOf(connection, ids.next(BATCH))) keys.add(key);
    for (const key of await keysBearing(connection, signs.next(BATCH), start.keys.length)) keys.add(key);
    if (rows.length > most) return undefined;
  }
  return { rows, places, previousIds };
}

/** Things to look at, each once. */
class Frontier<T extends string> {
  readonly #known: Set<T>;
  #waiting: T[];

  constructor(first: Iterable<T>) {
    this.#known = new Set(first);
    this.#waiting = [...this.#known];
  }

  get open(): boolean {
    return this.#waiting.length > 0;
  }

  add(one: T): void {
    if (this.#known.has(one)) return;
    this.#known.add(one);
    this.#waiting.push(one);
  }

  hasAny(these: ReadonlySet<T>): boolean {
    for (const one of these) if (this.#known.has(one)) return true;
    return false;
  }

  next(count: number): T[] {
    return this.#waiting.splice(0, count);
  }
}

interface FoundRow {
  readonly source_id: string;
  readonly seq: number;
  readonly key: string;
  readonly identity: IdentityRow;
  readonly signs: readonly Sign[] | null;
}

const FOUND = 'source_id, seq, key, identity, signs';

async function rowsOfKeys(connection: Queryable, keys: readonly string[]): Promise<readonly FoundRow[]> {
  if (keys.length === 0) return [];
  const { rows } = await connection.query<FoundRow>(
    `select ${FOUND} from observations where key = any($1) order by key, nth`,
    [keys],
  );
  return rows;
}

/**
 * Found through the index one sign at a time: an index on lists is slow when asked for many at once. A sign that more
 * bear than one key may join, without the touched ones and with them, joins nobody before or after. Keys are counted,
 * not rows: a file may list one machine many times. The `offset 0` keeps the planner from walking all keys in order.
 */
async function keysBearing(
  connection: Queryable,
  signs: readonly Sign[],
  touched: number,
): Promise<ReadonlySet<string>> {
  if (signs.length === 0) return new Set();
  const usable = MOST_PER_KEY + touched;
  const { rows } = await connection.query<{ readonly keys: readonly string[] | null }>(
    `select bearers.keys from unnest($1::bigint[]) as wanted (sign)
           cross join lateral (select array_agg(key) as keys from (
             select distinct key from (select key from observations where signs @> array[wanted.sign] offset 0) o
             order by key limit $2) k) bearers`,
    [signs, usable + 1],
  );
  return new Set(rows.flatMap(({ keys }) => (keys !== null && keys.length <= usable ? keys : [])));
}

async function idsOf(
  connection: Queryable,
  keys: readonly string[],
): Promise<readonly { readonly key: string; readonly id: string }[]> {
  if (keys.length === 0) return [];
  const { rows } = await connection.query<{ key: string; id: string }>(
    'select observation_key as key, workload_id as id from observation_workloads where observation_key = any($1)',
    [keys],
  );
  return rows;
}

async function keysOf(connection: Queryable, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const { rows } = await connection.query<{ key: string }>(
    'select observation_key as key from observation_workloads where workload_id = any($1)',
    [ids],
  );
  return rows.map(({ key }) => key);
}
