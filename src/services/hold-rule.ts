/** When a source is not believed: it lists far fewer things of a kind than it did lately, or none any more. */

import { percentFewer } from '../core/model/hold-text.ts';
import type { ReadEnd } from '../providers/connection.ts';
import { COUNTED_KINDS } from '../store/source-marks.ts';
import type { CountedKind, KindCounts } from '../store/source-marks.ts';
import type { Queryable } from '../store/store.ts';
import type { HeldSummary } from './source-state.ts';

export type HoldFinding = Omit<HeldSummary, 'syncId' | 'heldAt'>;

/** Small sources halve for good reasons; a handful of machines is quickly checked in the estate itself. */
const LEAST_FEWER = 10;
const NAMES = 10;
const MISSING = 5;

export interface Counted {
  readonly before: KindCounts;
  readonly after: KindCounts;
  /** The most of the last day, or since somebody confirmed. */
  readonly marks: KindCounts;
  /** Machines. */
  readonly added: number;
  readonly removed: number;
  /** What the read says that it could not list. */
  readonly missing: ReadEnd['missing'];
}

/**
 * Each kind is judged by itself: containers that come do not stand for VMs that go. Within a kind, what was replaced by
 * as many others (a restore, new ids after an upgrade) is not fewer. Undefined: the read is believed.
 */
export function tooFew(counted: Counted, holdPercent: number): Omit<HoldFinding, 'names'> | undefined {
  const kinds = COUNTED_KINDS.map((kind) => countOf(counted, kind));
  const fewer = kinds.filter((count) => isTooFew(count, holdPercent, counted.missing.length === 0));
  if (fewer.length === 0) return undefined;
  const { before, after, highest } = countOf(counted, 'machine');
  const missing = counted.missing.slice(0, MISSING).map(({ part, cost }) => ({ part, cost }));
  return {
    before,
    after,
    removed: counted.removed,
    added: counted.added,
    percentFewer: percentFewer({ after, highest }),
    ...(highest > before && { highest }),
    kinds: fewer
      .filter(({ kind }) => kind !== 'machine')
      .map((each) => ({
        kind: each.kind,
        before: each.before,
        after: each.after,
        ...(each.highest > each.before && { highest: each.highest }),
      })),
    ...(missing.length > 0 && { missing }),
  };
}

interface KindCount {
  readonly kind: CountedKind;
  readonly before: number;
  readonly after: number;
  readonly highest: number;
}

function countOf({ before, after, marks }: Counted, kind: CountedKind): KindCount {
  const was = before.get(kind) ?? 0;
  return { kind, before: was, after: after.get(kind) ?? 0, highest: Math.max(was, marks.get(kind) ?? 0) };
}

/** A place may have one network and lose it; when the read says that it could not list something, it is not believed. */
const PLACES: ReadonlySet<CountedKind> = new Set(['host', 'cluster', 'network', 'datastore']);

function isTooFew({ kind, before, after, highest }: KindCount, holdPercent: number, complete: boolean): boolean {
  if (after >= before) return false;
  const fewer = highest - after;
  const onlyOne = PLACES.has(kind) && highest === 1 && complete;
  return (after === 0 && !onlyOne) || (fewer >= LEAST_FEWER && fewer * 100 >= holdPercent * highest);
}

/** What is listed no more though it was until now: noted when a read is believed. */
export function fallen(before: KindCounts, after: KindCounts): KindCounts {
  return new Map([...before].filter(([kind, count]) => (after.get(kind) ?? 0) < count));
}

/** The first names that a read in the staging would take away. Asked before it is applied, or after it was undone. */
export async function namesThatGo(
  connection: Queryable,
  sourceId: string,
  syncId: string,
  mode: 'full' | 'delta',
): Promise<readonly string[]> {
  const same = `s.sync_id = $2 and s.type = 'workload'
    and coalesce(s.doc->'observation'->>'nativeId', s.doc->>'id') = o.identity->>'nativeId'
    and coalesce(s.doc->'observation'->>'scope', s.doc->>'scope', '') = coalesce(o.identity->>'scope', '')`;
  const gone =
    mode === 'full'
      ? `not exists (select 1 from staged_items s where ${same} and s.change <> 'remove')`
      : `exists (select 1 from staged_items s where ${same} and s.change = 'remove')`;
  const { rows } = await connection.query<{ name: string }>(
    `select name from (
       select coalesce(o.identity->>'name', o.identity->>'nativeId') as name from observations o
       where o.source_id = $1 and ${gone}) gone
     order by name collate "C" limit ${NAMES}`,
    [sourceId, syncId],
  );
  return rows.map(({ name }) => name);
}
