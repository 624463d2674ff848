/** How findings come and go from generation to generation (S6). */

import type { z } from 'zod';
import { z as schema } from 'zod';
import type { findingChangesSchema, trendPointSchema } from '../api/finding-trend.ts';
import { failure } from '../core/errors/registry.ts';
import type { FindingChange } from '../core/policy/trends/change.ts';
import { countChanges, pageChanges } from '../store/finding-changes.ts';
import { checkPointAt, readCheckPoints } from '../store/finding-spans.ts';
import type { CheckPoint, PointCount } from '../store/finding-spans.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { loadPacks } from './packs.ts';

type TrendPoint = z.infer<typeof trendPointSchema>;

/** The oldest first, the newest `limit` checks. */
export async function findingTrend(context: ServiceContext, limit: number): Promise<TrendPoint[]> {
  const points = await readCheckPoints(context.store, limit);
  return points.map(({ resultId, generation, at, packs, counts }) => ({
    checkId: resultId,
    generation,
    at: at.toISOString(),
    packs: packs === null ? null : [...packs],
    must: totalsOf(counts.groups.filter(({ level }) => level === 'must')),
    all: totalsOf(counts.groups),
    groups: counts.groups.map((group) => ({ ...group })),
    changes: { ...counts.changes },
  }));
}

function totalsOf(groups: readonly PointCount[]): TrendPoint['all'] {
  const of = (state: PointCount['state']): number =>
    groups.reduce((sum, group) => sum + (group.state === state ? group.count : 0), 0);
  return { violated: of('violated'), unknown: of('unknown'), waived: of('waived') };
}

export interface ChangesQuery {
  /** A generation: compared with the first check of it, or else with the newest one before. */
  readonly since: number;
  readonly change?: FindingChange;
  readonly limit: number;
  readonly continue?: string;
}

const positionSchema = schema.object({ from: schema.number(), to: schema.number(), offset: schema.number().int() });

/** Throws IST-2108 without a check, IST-4057 when none was made by then, IST-2105 for a continuation of other checks. */
export async function findingChanges(
  context: ServiceContext,
  query: ChangesQuery,
): Promise<z.infer<typeof findingChangesSchema>> {
  const { store } = context;
  const to = await checkPointAt(store);
  if (to === undefined) {
    throw failure('IST-2108', 'there is no check of this estate yet', { hint: 'Run: isthmus check' });
  }
  const from = await checkPointAt(store, query.since);
  if (from === undefined) throw failure('IST-4057', `no check was made of gen/${query.since} or before`);
  const position = readContinuation(
    positionSchema.extend({ from: schema.literal(from.seq), to: schema.literal(to.seq) }),
    query.continue,
  );
  const offset = position?.offset ?? 0;
  const [counts, rows, packs] = await Promise.all([
    countChanges(store, { from, to }),
    pageChanges(store, { from, to }, { ...query, offset }),
    loadPacks(context.home),
  ]);
  const titles = new Map(packs.flatMap((pack) => pack.requirements.map(({ ruleId, title }) => [ruleId, title])));
  const all = { new: 0, open: 0, reopened: 0, waived: 0, resolved: 0, ...counts };
  const total =
    query.change === undefined ? Object.values(all).reduce((sum, count) => sum + count, 0) : all[query.change];
  const next = offset + rows.length;
  return {
    from: pointOf(from),
    to: pointOf(to),
    counts: all,
    items: rows.map(({ since, sinceGeneration, ...row }) => ({
      ...row,
      title: titles.get(row.ruleId) ?? null,
      since: { generation: sinceGeneration, at: since.toISOString() },
    })),
    total,
    ...(next < total &&
      rows.length > 0 && { continue: writeContinuation({ from: from.seq, to: to.seq, offset: next }) }),
  };
}

const pointOf = ({ generation, at }: CheckPoint): { generation: number; at: string } => ({
  generation,
  at: at.toISOString(),
});
