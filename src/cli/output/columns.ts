/** A list as people and programs read it: the same rows in every format. */

export interface Column<T> {
  readonly header: string;
  readonly value: (row: T) => string | number | boolean | null | undefined;
  readonly align?: 'right';
  /** Shown by -o wide only. */
  readonly wide?: boolean;
}

export interface Listing<T> {
  /** What -o name prints before the slash: "workload". */
  readonly noun: string;
  readonly items: readonly T[];
  readonly columns: readonly Column<T>[];
  /** Where columns are written for people: the raw values, with units in their names. */
  readonly csvColumns?: readonly Column<T>[];
  readonly name: (row: T) => string;
}
