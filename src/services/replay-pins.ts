/**
 * What holds while a decision is made again: the inputs it was made from stand in the place of those in force, and what
 * it concludes is handed to whoever replays it instead of being kept. The services themselves are the same.
 */

import type { WhyRecord } from '../core/evidence/why-record.ts';
import type { WaiverInForce } from '../core/policy/waivers/waiver.ts';
import type { StoredMeasuredMove } from '../store/measured-moves.ts';
import type { ResultRecord, ResultRow } from '../store/results.ts';
import type { LoadedPack } from './packs.ts';
import type { RulesInForce } from './rules-in-force.ts';

export interface ReplayPins {
  readonly generation: number;
  /** Absent: no sites file was needed. */
  readonly sitesVersion?: number;
  readonly packs: readonly LoadedPack[];
  readonly waivers: readonly WaiverInForce[];
  readonly rules?: RulesInForce;
  /** The placement that a plan was made from. */
  readonly placement?: ResultRecord;
  readonly measuredMoves?: readonly StoredMeasuredMove[];
}

/** Thrown in the place of keeping a result: nothing that a replay concludes is written. */
export class Replayed extends Error {
  readonly why: WhyRecord;
  readonly summary: unknown;
  readonly doc: unknown;
  readonly rows: readonly ResultRow[];

  constructor(made: Pick<Replayed, 'why' | 'summary' | 'doc' | 'rows'>) {
    super('the decision was made again');
    this.why = made.why;
    this.summary = made.summary;
    this.doc = made.doc;
    this.rows = made.rows;
  }
}
