/** What came of reading a source. */

import type { ImportIssue, Receipt } from '../providers/provider.ts';
import type { ChangeCounts } from '../store/keyed-rows.ts';
import { ISSUES_IN_ANSWER } from './import-issues.ts';
import type { HeldSummary } from './source-state.ts';
import type { Applied, ReadToApply } from './sync-apply.ts';

export interface SyncOutcome {
  readonly syncId: string;
  readonly sourceId: string;
  /** 'full': the whole listing was read; 'delta': what changed since the last read. */
  readonly mode: 'full' | 'delta';
  /** Machines and other things, each counted once. */
  readonly upserts: number;
  readonly removed: number;
  /** Named by the read, and as they were. */
  readonly unchanged: number;
  /** The generation that holds now; null: there is none yet. */
  readonly generation: number | null;
  /** Whether the read made a new one. */
  readonly changed: boolean;
  /** Null: the read was believed. */
  readonly held: HeldSummary | null;
  /** The first of them; all are kept with the import. */
  readonly issues: readonly ImportIssue[];
  readonly missing: Receipt['missing'];
  /** The receipt that was kept, if one was. */
  readonly importId: string | null;
  readonly milliseconds: number;
}

/** `milliseconds` is what the whole read took. */
export function outcomeOf(
  { source, syncId, read, observedAt }: ReadToApply,
  applied: Applied,
  milliseconds: number,
): SyncOutcome {
  const common = {
    syncId,
    sourceId: source.id,
    mode: read.mode,
    missing: read.end.missing,
    milliseconds,
  };
  if ('held' in applied) {
    const held = { ...applied.held, syncId, heldAt: observedAt };
    const issues = read.issues.slice(0, ISSUES_IN_ANSWER);
    const kept = { upserts: 0, removed: 0, unchanged: held.before, generation: null, changed: false, importId: null };
    return { ...common, ...kept, held, issues };
  }
  const { counts, generation, changed, importId, issues } = applied.applied;
  const sum = (name: keyof ChangeCounts): number => counts.counts[name] + counts.entities[name];
  return {
    ...common,
    upserts: sum('added') + sum('changed'),
    removed: sum('removed'),
    unchanged: sum('unchanged'),
    generation,
    changed,
    held: null,
    issues: issues.slice(0, ISSUES_IN_ANSWER),
    importId,
  };
}
