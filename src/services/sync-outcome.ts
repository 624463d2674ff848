/** What came of reading a source. */

import type { ImportIssue, Receipt } from '../providers/provider.ts';
import type { HeldSummary } from './source-state.ts';

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
