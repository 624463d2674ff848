/** What a sheet of the export is: its columns in all their dialects, how it is recognised, and the facts it gives. */

import type { FactPath } from '../../core/assess/verdict.ts';

/** 'workload' and 'inventory' rows become facts; 'about' describes the export; the others are only counted. */
export type SheetUse = 'workload' | 'inventory' | 'about' | 'counted' | 'redacted';

export interface SheetSpec<F extends string = string> {
  /** Tab name: "vInfo". */
  readonly name: string;
  readonly use: SheetUse;
  /** Headers of each column: newest display name first. Unit (MB or MiB), case, blanks and a tab prefix do not matter. */
  readonly columns: Readonly<Record<F, readonly string[]>>;
  /** Column without which a row of the sheet means nothing. */
  readonly key: NoInfer<F>;
  /** Columns that, together, tell the sheet from every other one when somebody renamed it. */
  readonly signature: readonly NoInfer<F>[];
  /** Facts it gives, each with its column; absent column: the sheet as a whole. */
  readonly facts: Readonly<Partial<Record<FactPath, NoInfer<F> | undefined>>>;
  /** What is lost without the sheet, in words. */
  readonly cost?: string;
}

/** Declares a sheet, keeping the names of its columns as a type. */
export function defineSheet<const F extends string>(spec: SheetSpec<F>): SheetSpec<F> {
  return spec;
}

/** Columns by which the rows of a sheet name their virtual machine. */
export const VM_COLUMNS = {
  vm: ['VM', 'VM Name'],
  vmId: ['VM ID', 'Object ID', 'VMRef'],
  vmUuid: ['VM UUID', 'UUID'],
  scope: ['VI SDK UUID', 'vCenter UUID'],
} as const;

export type VmColumn = keyof typeof VM_COLUMNS;
