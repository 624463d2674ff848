/** What a field of the catalogue is, and the row it reads. */

import type { Readiness, TargetId } from '../assess/verdict.ts';
import type { Workload } from './workload.ts';

/** What later steps said about a workload; absent until they ran. */
export interface WorkloadResults {
  readonly readiness?: Readonly<Partial<Record<TargetId, Readiness>>>;
  /** Targets with the best readiness and least work; several when nothing tells them apart. */
  readonly bestTarget?: readonly string[];
  /** Site it runs at now. */
  readonly site?: string;
  /** Site the placement chose. */
  readonly placedAt?: string;
  readonly wave?: string;
  readonly costUsdPerMonth?: number;
  readonly complexity?: number;
  readonly blockers?: readonly string[];
  readonly findings?: {
    readonly violated: number;
    readonly unknown: number;
    readonly satisfied?: number;
    readonly waived?: number;
    /** Ids of the violated rules. */
    readonly rules?: readonly string[];
  };
}

/** A workload is a row already; results are joined to it when there are any. */
export interface WorkloadRow extends Workload {
  readonly results?: WorkloadResults;
}

export type FieldType = 'text' | 'number' | 'boolean' | 'version' | 'date' | 'list';
export type FieldUnit = 'MiB' | 'MHz' | '%' | 'days' | 'USD/month' | 'MiB/s' | 'per second';
/** Dates are ISO 8601 text; versions are compared by versionKey(). */
export type FieldValue = string | number | boolean | readonly string[];
export type FieldGroup =
  'identity' | 'system' | 'size' | 'storage' | 'network' | 'guest' | 'place' | 'meaning' | 'source' | 'result';

export interface Field {
  /** As written in filters, columns and `explain`: "os.family". */
  readonly path: string;
  readonly title: string;
  readonly type: FieldType;
  readonly group: FieldGroup;
  readonly unit?: FieldUnit;
  readonly description?: string;
  /** The only values it can have, lower case. */
  readonly values?: readonly string[];
  /** Undefined: no source said. */
  read(row: WorkloadRow): FieldValue | undefined;
  /** Set where a value can be narrowed without being known: the values it may be, such as two releases. */
  readPossible?(row: WorkloadRow): readonly string[] | undefined;
  /**
   * Set where a list may be known only in part: elements of which it is known whether they belong to it. Any other
   * one that it lacks may belong to it all the same. Undefined: the list is complete.
   */
  readVouched?(row: WorkloadRow): readonly string[] | undefined;
}
