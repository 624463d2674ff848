/** Judges what a source says now by what it said before and lately, and notes what the next read is judged by. */

import type { ReadEnd } from '../providers/connection.ts';
import type { ObservationChanges } from '../store/observation-changes.ts';
import { countKinds, readMarks, saveMarks } from '../store/source-marks.ts';
import type { KindCounts } from '../store/source-marks.ts';
import type { Queryable } from '../store/store.ts';
import { fallen, tooFew } from './hold-rule.ts';
import type { HoldFinding } from './hold-rule.ts';

export interface Judged {
  /** Counted before the changes were made. */
  readonly before: KindCounts;
  readonly changes: ObservationChanges;
  readonly missing: ReadEnd['missing'];
}

/**
 * After the changes were made, in their transaction. Undefined: what was read is believed. Otherwise the caller undoes
 * the changes.
 */
export async function judgeCounts(
  connection: Queryable,
  { before, changes, missing }: Judged,
  holdPercent: number,
): Promise<Omit<HoldFinding, 'names'> | undefined> {
  const { sourceId, counts, entities } = changes;
  // A thing that changed may be of another kind now.
  if (counts.removed + entities.removed + counts.changed === 0) return undefined;
  const after = await countKinds(connection, sourceId);
  const gone = fallen(before, after);
  if (gone.size === 0) return undefined;
  const marks = await readMarks(connection, sourceId);
  const { added, removed } = counts;
  const found = tooFew({ before, after, marks, added, removed, missing }, holdPercent);
  if (found === undefined) await saveMarks(connection, sourceId, gone);
  return found;
}
