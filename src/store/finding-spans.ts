/**
 * How findings come and go. A finding that stays as it is takes one row however often it is checked; the rows of a
 * check itself can go then.
 */

import type { CountedState, OpenFinding } from '../core/policy/trends/change.ts';
import type { Queryable } from './store.ts';

/** Findings in one state, of one pack and level. */
export interface PointCount {
  readonly pack: string;
  readonly level: 'must' | 'should' | 'warn';
  readonly state: CountedState;
  readonly count: number;
}

export interface PointCounts {
  readonly groups: readonly PointCount[];
  /** Since the check before. */
  readonly changes: Readonly<Record<'new' | 'open' | 'reopened' | 'waived' | 'resolved', number>>;
}

export interface CheckPoint {
  readonly seq: number;
  readonly resultId: string;
  readonly generation: number;
  readonly at: Date;
  /** Null: every pack in force; otherwise those the check was limited to. */
  readonly packs: readonly string[] | null;
  readonly counts: PointCounts;
}

const POINT = 'seq::float8 as seq, result_id as "resultId", generation, at, packs, counts';

/** Checks in the order they were made, the newest `limit` of them. */
export async function readCheckPoints(db: Queryable, limit: number): Promise<readonly CheckPoint[]> {
  const { rows } = await db.query<CheckPoint>(`select ${POINT} from check_points order by seq desc limit $1`, [limit]);
  return rows.reverse();
}

/** The first check of this generation, or else the newest of an older one; without a number the newest of all. */
export async function checkPointAt(db: Queryable, generation?: number): Promise<CheckPoint | undefined> {
  const { rows } = await db.query<CheckPoint>(
    `select ${POINT} from check_points where $1::int is null or generation <= $1
     order by (generation = $1) desc nulls first, case when generation = $1 then -seq else seq end desc limit 1`,
    [generation ?? null],
  );
  return rows[0];
}

/** Findings that the last check of their pack saw, by key. */
export async function openFindings(db: Queryable): Promise<ReadonlyMap<string, OpenFinding>> {
  const { rows } = await db.query<{ key: string; state: CountedState; generation: number; at: Date }>(
    `select key, state, p.generation, p.at from finding_spans s join check_points p on p.seq = s.since_check
     where to_check is null`,
  );
  // One object per check: there are as many findings as there are rows.
  const points = new Map<number, OpenFinding['since']>();
  return new Map(
    rows.map(({ key, state, generation, at }) => {
      const time = at.getTime();
      const since = points.get(time) ?? { generation, at: at.toISOString() };
      points.set(time, since);
      return [key, { state, since }];
    }),
  );
}

const NO_CHANGES: PointCounts['changes'] = { new: 0, open: 0, reopened: 0, waived: 0, resolved: 0 };

const KEY = `concat_ws('|', columns->>'rule', columns->>'findingSite', coalesce(workload_id, '*'))`;

/**
 * Compares the rows of a check with what was open before, in the transaction that keeps the check. `packs`: those the
 * check was limited to; findings of others stay as they were.
 */
export async function recordCheck(
  connection: Queryable,
  check: { readonly resultId: string; readonly packs: readonly string[] | null },
): Promise<CheckPoint> {
  await connection.query('lock table check_points in share row exclusive mode');
  const { resultId, packs } = check;
  // The same thing may be broken for some workloads of a site and undecided for others: the worse counts.
  await connection.query(
    `create temp table check_now (key text, rule text, pack text, level text, site text, workload_id text, state text,
       waiver text) on commit drop`,
  );
  await connection.query(
    `insert into check_now
     select distinct on (key) key, rule, pack, level, site, workload_id, state, waiver from (
       select ${KEY} as key, columns->>'rule' as rule, columns->>'pack' as pack, columns->>'level' as level,
         columns->>'findingSite' as site, workload_id, columns->>'state' as state, columns->>'waiver' as waiver
       from result_rows where result_id = $1) r
     order by key, array_position(array['violated', 'unknown', 'waived'], state)`,
    [resultId],
  );
  await connection.query('analyze check_now');
  const open = `(select * from finding_spans where to_check is null and ($1::text[] is null or pack_id = any($1)))`;
  const changes = await connection.query<{ change: keyof PointCounts['changes']; count: number }>(
    `select case when n.key is null then 'resolved' when n.state = 'waived' then 'waived' when s.key is null then 'new'
       when s.state = 'waived' then 'reopened' else 'open' end as change, count(*)::int as count
     from check_now n full join ${open} s on s.key = n.key group by 1`,
    [packs],
  );
  const groups = await connection.query<PointCount>(
    `select pack, level, state, count(*)::int as count from check_now group by 1, 2, 3 order by 1, 2, 3`,
  );
  const counts: PointCounts = {
    groups: groups.rows,
    changes: {
      ...NO_CHANGES,
      ...Object.fromEntries(changes.rows.map(({ change, count }) => [change, count])),
    },
  };
  const { rows } = await connection.query<CheckPoint>(
    `insert into check_points (seq, result_id, generation, at, packs, counts)
     select seq, id, generation, created_at, $2, $3 from results where id = $1 returning ${POINT}`,
    [resultId, packs === null ? null : JSON.stringify(packs), JSON.stringify(counts)],
  );
  const [point] = rows;
  if (point === undefined) throw new Error(`the check ${resultId} was not kept`);
  await connection.query(
    `insert into finding_spans (key, from_check, rule_id, pack_id, level, site_id, workload_id, state, waiver_id, since_check)
     select n.key, $2, n.rule, n.pack, n.level, n.site, n.workload_id, n.state, n.waiver, coalesce(s.since_check, $2)
     from check_now n left join ${open} s on s.key = n.key
     where s.key is null or s.state <> n.state or s.waiver_id is distinct from n.waiver`,
    [packs, point.seq],
  );
  await connection.query(
    `update finding_spans s set to_check = (select max(seq) from check_points where seq < $2)
     where to_check is null and from_check < $2 and ($1::text[] is null or pack_id = any($1))
       and (not exists (select 1 from check_now n where n.key = s.key)
         or exists (select 1 from finding_spans later where later.key = s.key and later.from_check = $2))`,
    [packs, point.seq],
  );
  await connection.query('drop table check_now');
  return point;
}

/** Rows of checks but the newest few, and what ended before a day: counts of every check stay. */
export async function dropOldChecks(
  connection: Queryable,
  keep: { readonly rowsOfNewest: number; readonly endedAfter: Date },
): Promise<void> {
  await connection.query(
    `delete from result_rows where result_id in (
       select id from results where kind = 'check' order by seq desc offset $1)`,
    [keep.rowsOfNewest],
  );
  await connection.query(
    `delete from finding_spans where to_check < (select coalesce(min(seq), 0) from check_points where at >= $1)`,
    [keep.endedAfter],
  );
}
