/** How a source is doing, in one word and with what lies behind it. */

import type { Problem } from '../api/common.ts';
import type { ConnectionIdentity, Settings } from '../providers/connection.ts';
import type { ConnectionRecord } from '../store/connections.ts';

/**
 * 'held': a read waits for confirmation. 'failing': the last read failed. 'stale': nothing was read for longer than it
 * should be. 'never': connected, and not read yet.
 */
export type SourceState = 'ok' | 'stale' | 'failing' | 'held' | 'paused' | 'never';

/** What would go if a held read were believed. */
export interface HeldSummary {
  readonly syncId: string;
  readonly heldAt: string;
  /** Machines the source listed before, and lists now. */
  readonly before: number;
  readonly after: number;
  readonly removed: number;
  readonly added: number;
  readonly percentFewer: number;
  /** The first names of those that would go, sorted. */
  readonly names: readonly string[];
  /** The most machines it listed within a day, when that is more than before: what the percentage is of. */
  readonly highest?: number;
  /** Kinds of which far fewer are listed: "vm", "host". Absent in reads that were held by former releases. */
  readonly kinds?: readonly {
    readonly kind: string;
    readonly before: number;
    readonly after: number;
    readonly highest?: number;
  }[];
  /** What the read says that it could not list, and why. */
  readonly missing?: readonly { readonly part: string; readonly cost: string }[];
}

/** The live half of a source as people see it. Nothing secret is in it. */
export interface LiveStatus {
  readonly settings: Settings;
  /** Where each secret is: a reference, or null when it is sealed in the database. */
  readonly secrets: readonly { readonly name: string; readonly reference: string | null }[];
  readonly intervalSeconds: number;
  readonly paused: boolean;
  readonly identity: ConnectionIdentity | null;
  readonly lastSyncAt: string | null;
  readonly lastAttemptAt: string | null;
  readonly nextSyncAt: string | null;
  /** Seconds since it was last read, by the database's clock. */
  readonly ageSeconds: number | null;
  readonly failures: number;
  readonly lastError: Problem | null;
  /** It is being read right now. */
  readonly syncing: { readonly progress: number; readonly phase: string } | null;
  readonly held: HeldSummary | null;
}

/** Nothing read for this many intervals, and at least this long, is stale. */
const STALE_INTERVALS = 3;
const STALE_LEAST_SECONDS = 120;
/** A file that is older is stale. */
export const FILE_STALE_DAYS = 30;

export function liveState(live: LiveStatus): SourceState {
  if (live.held !== null) return 'held';
  if (live.paused) return 'paused';
  if (live.lastError !== null) return 'failing';
  if (live.ageSeconds === null) return 'never';
  const most = Math.max(STALE_LEAST_SECONDS, STALE_INTERVALS * live.intervalSeconds);
  return live.ageSeconds > most ? 'stale' : 'ok';
}

export function fileState(ageSeconds: number): SourceState {
  return ageSeconds > FILE_STALE_DAYS * 86_400 ? 'stale' : 'ok';
}

export function liveStatus(
  record: ConnectionRecord,
  secrets: LiveStatus['secrets'],
  held: HeldSummary | null,
): LiveStatus {
  const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
  return {
    settings: record.settings,
    secrets,
    intervalSeconds: record.intervalSeconds,
    paused: record.paused,
    identity: record.identity as ConnectionIdentity | null,
    lastSyncAt: iso(record.lastSyncAt),
    lastAttemptAt: iso(record.lastAttemptAt),
    nextSyncAt: record.paused ? null : iso(record.nextSyncAt),
    ageSeconds: record.ageSeconds,
    failures: record.failures,
    lastError: record.lastProblem as Problem | null,
    syncing: record.leased && record.currentSync !== null ? { progress: record.progress, phase: record.phase } : null,
    held,
  };
}
