/** What sources said, kept as it came. Written and read in streams: a source can be larger than memory. */

import type pg from 'pg';
import type { Queryable } from './store.ts';
import type { Source } from '../core/model/estate.ts';
import { observationKey } from '../core/model/identity-row.ts';
import type { IdentityRow } from '../core/model/identity-row.ts';
import { identitySigns } from '../core/model/identity-signs.ts';
import type { WorkloadObservation } from '../core/model/workload.ts';
import type { ObservedEntity } from './observation-changes.ts';

export type { ObservedEntity };

/** Rows of a query in batches, through a cursor: memory holds one batch. Needs a transaction. */
export async function* inBatches<R extends pg.QueryResultRow>(
  connection: Queryable,
  text: string,
  values: readonly unknown[],
  batchRows: number,
): AsyncGenerator<R[]> {
  const name = `cursor_${(cursors += 1)}`;
  await connection.query(`declare ${name} no scroll cursor for ${text}`, values);
  try {
    for (;;) {
      const { rows } = await connection.query<R>(`fetch ${batchRows} from ${name}`);
      if (rows.length > 0) yield rows;
      if (rows.length < batchRows) break;
    }
  } finally {
    await connection.query(`close ${name}`).catch(() => undefined);
  }
}
let cursors = 0;

export interface ObservationPlace {
  readonly sourceId: string;
  readonly seq: number;
}

/** The identity rows of all observations, and where the observation of each key lies. */
export async function readIdentities(connection: Queryable): Promise<{
  readonly rows: readonly IdentityRow[];
  readonly places: ReadonlyMap<string, readonly ObservationPlace[]>;
}> {
  const signless: (ObservationPlace & { readonly identity: IdentityRow })[] = [];
  const rows: IdentityRow[] = [];
  const places = new Map<string, ObservationPlace[]>();
  const text = 'select source_id, seq, identity, signs is null as unsigned from observations order by source_id, seq';
  for await (const batch of inBatches<{ source_id: string; seq: number; identity: IdentityRow; unsigned: boolean }>(
    connection,
    text,
    [],
    5000,
  )) {
    for (const { source_id, seq, identity, unsigned } of batch) {
      rows.push(identity);
      if (unsigned) signless.push({ sourceId: source_id, seq, identity });
      const key = observationKey(identity);
      const known = places.get(key);
      if (known === undefined) places.set(key, [{ sourceId: source_id, seq }]);
      else known.push({ sourceId: source_id, seq });
    }
  }
  await saveSigns(connection, signless);
  return { rows, places };
}

/** Rows that an older release wrote have no signs yet: a change could not find them. */
async function saveSigns(
  connection: Queryable,
  signless: readonly (ObservationPlace & { readonly identity: IdentityRow })[],
): Promise<void> {
  for (let from = 0; from < signless.length; from += 1000) {
    const batch = signless.slice(from, from + 1000);
    await connection.query(
      `update observations o set signs = given.signs::bigint[]
       from unnest($1::text[], $2::int[], $3::text[]) as given (source_id, seq, signs)
       where o.source_id = given.source_id and o.seq = given.seq`,
      [
        batch.map(({ sourceId }) => sourceId),
        batch.map(({ seq }) => seq),
        batch.map(({ identity }) => `{${identitySigns(identity).join(',')}}`),
      ],
    );
  }
}

/** The observations at these places, in any order. */
export async function readObservations(
  connection: Queryable,
  places: readonly ObservationPlace[],
): Promise<readonly WorkloadObservation[]> {
  const { rows } = await connection.query<{ doc: WorkloadObservation }>({
    name: 'observations at',
    text: `select o.doc from unnest($1::text[], $2::int[]) as place (source_id, seq)
           join observations o on o.source_id = place.source_id and o.seq = place.seq`,
    values: [places.map((place) => place.sourceId), places.map((place) => place.seq)],
  });
  return rows.map((row) => row.doc);
}

/** Other sources of the same kind that list machines of these scopes, newest first. */
export async function sourcesOfScopes(
  connection: Queryable,
  source: Pick<Source, 'id' | 'providerKind'>,
  scopes: readonly string[],
): Promise<readonly { readonly name: string; readonly scope: string; readonly workloads: number }[]> {
  if (scopes.length === 0) return [];
  const { rows } = await connection.query<{ name: string; scope: string; workloads: number }>(
    `select s.name, o.identity->>'scope' as scope, count(*)::int as workloads
     from sources s join observations o on o.source_id = s.id
     where s.provider_kind = $1 and s.id <> $2 and o.identity->>'scope' = any($3)
     group by s.name, s.observed_at, scope order by s.observed_at desc, s.name, scope`,
    [source.providerKind, source.id, scopes],
  );
  return rows;
}

/** Dependencies, of which there can be many, or all others. Needs a transaction. */
export async function* readObservedInventory(
  connection: Queryable,
  kinds: 'dependencies' | 'others',
): AsyncGenerator<{ readonly sourceId: string; readonly seq: number; readonly entity: ObservedEntity }> {
  const text = `select source_id, seq, kind, doc from observed_inventory
    where kind ${kinds === 'dependencies' ? '=' : '<>'} 'dependency' order by source_id, seq`;
  for await (const batch of inBatches<{ source_id: string; seq: number } & ObservedEntity>(
    connection,
    text,
    [],
    1000,
  )) {
    for (const { source_id, seq, kind, doc } of batch)
      yield { sourceId: source_id, seq, entity: { kind, doc } as ObservedEntity };
  }
}

export async function countAllObservations(connection: Queryable): Promise<number> {
  const { rows } = await connection.query<{ count: number }>('select count(*)::int as count from observations');
  return rows[0]?.count ?? 0;
}

/** Ids of the sources that list anything. */
export async function speakingSources(connection: Queryable): Promise<ReadonlySet<string>> {
  const { rows } = await connection.query<{ id: string }>(
    `select id from sources where exists (select 1 from observations where source_id = id)
     or exists (select 1 from observed_inventory where source_id = id)`,
  );
  return new Set(rows.map(({ id }) => id));
}

export async function hasDependencies(connection: Queryable): Promise<boolean> {
  const { rows } = await connection.query("select 1 from observed_inventory where kind = 'dependency' limit 1");
  return rows.length > 0;
}

export async function readWorkloadIds(connection: Queryable): Promise<Map<string, string>> {
  const { rows } = await connection.query<{ observation_key: string; workload_id: string }>(
    'select observation_key, workload_id from observation_workloads',
  );
  return new Map(rows.map((row) => [row.observation_key, row.workload_id]));
}

export async function saveWorkloadIds(connection: Queryable, ids: Iterable<readonly [string, string]>): Promise<void> {
  const entries = [...ids];
  for (let from = 0; from < entries.length; from += 5000) {
    const batch = entries.slice(from, from + 5000);
    await connection.query(
      `insert into observation_workloads (observation_key, workload_id) select * from unnest($1::text[], $2::text[])
       on conflict (observation_key) do update set workload_id = excluded.workload_id`,
      [batch.map(([key]) => key), batch.map(([, id]) => id)],
    );
  }
}
