/** What became of findings between two checks, and of one finding over all of them. */

import type { CountedState, FindingChange } from '../core/policy/trends/change.ts';
import type { CheckPoint } from './finding-spans.ts';
import type { Queryable } from './store.ts';

export interface ChangedFinding {
  readonly change: FindingChange;
  readonly ruleId: string;
  readonly packId: string;
  readonly level: 'must' | 'should' | 'warn';
  readonly siteId: string;
  readonly workloadId: string | null;
  readonly workloadName: string | null;
  /** Null: it was not there. */
  readonly was: CountedState | null;
  readonly now: CountedState | null;
  readonly waiverId: string | null;
  readonly sinceGeneration: number;
  readonly since: Date;
}

interface Between {
  readonly from: Pick<CheckPoint, 'seq'>;
  readonly to: Pick<CheckPoint, 'seq'>;
}

/** Findings as two checks saw them, side by side. $1 and $2 are the checks. */
const SIDE_BY_SIDE = `
  with a as (select * from finding_spans where from_check <= $1 and (to_check is null or to_check >= $1)),
    b as (select * from finding_spans where from_check <= $2 and (to_check is null or to_check >= $2)),
    both_of as (
      select coalesce(b.key, a.key) as key, a.state as was, b.state as now, b.waiver_id,
        coalesce(b.rule_id, a.rule_id) as rule_id, coalesce(b.pack_id, a.pack_id) as pack_id,
        coalesce(b.level, a.level) as level, coalesce(b.site_id, a.site_id) as site_id,
        coalesce(b.workload_id, a.workload_id) as workload_id, coalesce(b.since_check, a.since_check) as since_check,
        case when b.key is null then 'resolved' when b.state = 'waived' then 'waived' when a.key is null then 'new'
          when a.state = 'waived' then 'reopened' else 'open' end as change
      from a full join b using (key))`;

export async function countChanges(
  db: Queryable,
  { from, to }: Between,
): Promise<Readonly<Partial<Record<FindingChange, number>>>> {
  const { rows } = await db.query<{ change: FindingChange; count: number }>(
    `${SIDE_BY_SIDE} select change, count(*)::int as count from both_of group by 1`,
    [from.seq, to.seq],
  );
  return Object.fromEntries(rows.map(({ change, count }) => [change, count]));
}

/** New and re-opened ones first, then what was resolved; of those the ones that must hold. */
export async function pageChanges(
  db: Queryable,
  { from, to }: Between,
  page: { readonly change?: FindingChange; readonly offset: number; readonly limit: number },
): Promise<readonly ChangedFinding[]> {
  const { rows } = await db.query<ChangedFinding>(
    `${SIDE_BY_SIDE}
     select change, rule_id as "ruleId", pack_id as "packId", level, site_id as "siteId", workload_id as "workloadId",
       (select doc->'facts'->>'name' from workloads w where w.id = workload_id order by from_generation desc limit 1)
         as "workloadName",
       was, now, waiver_id as "waiverId", p.generation as "sinceGeneration", p.at as since
     from both_of join check_points p on p.seq = since_check
     where $3::text is null or change = $3
     order by array_position(array['reopened', 'new', 'resolved', 'waived', 'open'], change),
       array_position(array['must', 'should', 'warn'], level), key
     offset $4 limit $5`,
    [from.seq, to.seq, page.change ?? null, page.offset, page.limit],
  );
  return rows;
}

/** One stretch of checks in which a finding was in one state. */
export interface FindingSpan {
  readonly state: CountedState;
  readonly waiverId: string | null;
  readonly fromGeneration: number;
  readonly from: Date;
  /** The last check that saw it so; null: still so. */
  readonly toGeneration: number | null;
  readonly to: Date | null;
}

/** The oldest first. */
export async function readFindingSpans(db: Queryable, key: string): Promise<readonly FindingSpan[]> {
  const { rows } = await db.query<FindingSpan>(
    `select state, waiver_id as "waiverId", f.generation as "fromGeneration", f.at as "from",
       t.generation as "toGeneration", t.at as "to"
     from finding_spans join check_points f on f.seq = from_check left join check_points t on t.seq = to_check
     where key = $1 order by from_check`,
    [key],
  );
  return rows;
}
