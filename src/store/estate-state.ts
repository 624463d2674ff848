/** What the newest generation was made from beside observations, and its workloads in short. */

import type { EntityDigest } from '../core/model/generation.ts';
import { bulkWriter } from './bulk.ts';
import { OPEN } from './generations.ts';
import { inBatches } from './observations.ts';
import type { Queryable } from './store.ts';

/** Kept from one making of the estate to the next. */
export interface EstateState {
  /** Digest of everything that goes into every workload: catalogue, rules of the sites file, release … */
  readonly basis: string;
  /** By source: name and precedence it was merged with. */
  readonly sources: Readonly<Record<string, readonly [name: string, precedence: number]>>;
  /** By source: dependencies left out because no source lists one of their machines. */
  readonly unresolved: Readonly<Record<string, number>>;
}

const KEY = 'estate';

/** Undefined before the first estate, and on a database that an older release wrote. */
export async function readEstateState(db: Queryable): Promise<EstateState | undefined> {
  const { rows } = await db.query<{ value: EstateState }>('select value from settings where key = $1', [KEY]);
  return rows[0]?.value;
}

export async function saveEstateState(connection: Queryable, state: EstateState, now: Date): Promise<void> {
  await connection.query(
    `insert into settings (key, value, updated_at) values ($1, $2, $3)
     on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [KEY, JSON.stringify(state), now],
  );
}

export interface CurrentWorkload {
  readonly id: string;
  readonly digest: string;
  readonly name: string | undefined;
  /** As the workload states it, and which source does. */
  readonly application: { readonly id: string; readonly name: string; readonly sourceId: string } | undefined;
}

const COLUMNS = ['id', 'digest', 'name', 'application_id', 'application', 'application_source'];

export interface CurrentWriter {
  add(workload: CurrentWorkload): Promise<void> | undefined;
  flush(): Promise<void>;
}

/** Takes the place of these workloads, or, without ids, of all. */
export async function currentWriter(connection: Queryable, ids?: readonly string[]): Promise<CurrentWriter> {
  if (ids === undefined) await connection.query('delete from current_workloads');
  else await connection.query('delete from current_workloads where id = any($1)', [ids]);
  const writer = bulkWriter(connection, 'current_workloads', COLUMNS, 500);
  return {
    add({ id, digest, name, application }) {
      const of = application;
      return writer.add([id, digest, name ?? null, of?.id ?? null, of?.name ?? null, of?.sourceId ?? null]);
    },
    flush: () => writer.flush(),
  };
}

/** Digest by id of the newest generation's workloads, in the order of ids. Needs a transaction. */
export async function readCurrentDigests(connection: Queryable): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  const text = 'select id, digest from current_workloads order by id collate "C"';
  for await (const batch of inBatches<{ id: string; digest: string }>(connection, text, [], 5000))
    for (const { id, digest } of batch) digests.set(id, digest);
  return digests;
}

/**
 * Workloads of which a source states the application, in the order of ids. Needs a transaction.
 *
 * @param applications only members of these.
 */
export async function* currentMembers(
  connection: Queryable,
  applications?: readonly string[],
): AsyncGenerator<readonly { readonly id: string; readonly application: string; readonly sourceId: string }[]> {
  yield* inBatches(
    connection,
    `select id, application, application_source as "sourceId" from current_workloads
     where application_id is not null ${applications === undefined ? '' : 'and application_id = any($1)'}
     order by id collate "C"`,
    applications === undefined ? [] : [applications],
    5000,
  );
}

/** After everything was written: what follows joins these tables, and plans for what the database believes is in them. */
export async function analyzeEstate(connection: Queryable): Promise<void> {
  await connection.query('analyze workloads, current_workloads, observation_workloads');
}

/** What a workload belongs to, and who says so; null for nothing. */
export interface Membership {
  readonly application: string | null;
  readonly sourceId: string | null;
}

/** Of these workloads as the newest generation has them. */
export async function readMemberships(
  connection: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Membership>> {
  const { rows } = await connection.query<{ id: string } & Membership>(
    'select id, application, application_source as "sourceId" from current_workloads where id = any($1)',
    [ids],
  );
  return new Map(rows.map(({ id, ...membership }) => [id, membership]));
}

/** Digests of everything of the newest generation that is no workload, by kind and id. Needs a transaction. */
export async function readEntityDigests(connection: Queryable): Promise<readonly EntityDigest[]> {
  const digests: EntityDigest[] = [];
  const text = `select kind, id, digest from entities where to_generation = ${OPEN} order by kind, id collate "C"`;
  for await (const batch of inBatches<{ kind: EntityDigest['kind']; id: string; digest: string }>(
    connection,
    text,
    [],
    5000,
  ))
    digests.push(...batch);
  return digests;
}
