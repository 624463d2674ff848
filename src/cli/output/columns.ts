/** A list as people and programs read it: the same rows in every format. */

export interface Column<T> {
  readonly header: string;
  readonly value: (row: T) => string | number | boolean | null | undefined;
  readonly align?: 'right';
  /** What CSV has in its place: the value unrounded, with its unit in the name. */
  readonly raw?: Pick<Column<T>, 'header' | 'value'>;
  /** Shown by -o wide only. */
  readonly wide?: boolean;
}

export interface Listing<T> {
  /** What -o name prints before the slash: "workload". */
  readonly noun: string;
  readonly items: readonly T[];
  readonly columns: readonly Column<T>[];
  /** What CSV has instead, where it differs in more than a column or two. */
  readonly csvColumns?: readonly Column<T>[];
  readonly name: (row: T) => string;
}
