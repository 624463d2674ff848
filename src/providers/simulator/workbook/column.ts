/** A sheet is a list of columns; a column knows its header in each RVTools version and how to read its value. */

import type { WorkloadObservation } from '../../../core/model/workload.ts';
import type { ClusterPlace, HostPlace, SourcePlace } from '../places/place.ts';
import type { Slot } from '../plan.ts';

export type Version = '3' | '4';
export type Value = string | number | boolean | undefined;

/** `unique` is text that hardly repeats: ids, paths. Sharing it would only fill the string table. */
export type ValueKind = 'text' | 'unique' | 'int' | 'decimal' | 'date' | 'flag';

/** The vCenter an export was taken from. */
export interface Vcenter {
  readonly seed: number;
  readonly observedAt: string;
  readonly version: Version;
  readonly place: SourcePlace;
  readonly server: string;
  readonly apiVersion: string;
}

/** One virtual machine with what it stands on. */
export interface Machine {
  readonly slot: Slot;
  readonly observation: WorkloadObservation;
  readonly facts: WorkloadObservation['facts'];
  readonly cluster: ClusterPlace;
  readonly host: HostPlace | undefined;
  readonly vcenter: Vcenter;
}

export interface Column<Row> {
  readonly header: string;
  /** Header in 3.x; null when 3.x had no such column. */
  readonly old: string | null;
  readonly kind: ValueKind;
  readonly value: (row: Row) => Value;
}

type Make = <Row>(header: string, value: (row: Row) => Value, old?: string | null) => Column<Row>;

const make =
  (kind: ValueKind): Make =>
  (header, value, old = header.replaceAll(/\bMiB\b/g, 'MB').replaceAll(/\bKiB\b/g, 'KB')) => ({
    header,
    old,
    kind,
    value,
  });

export const text = make('text');
export const unique = make('unique');
export const int = make('int');
export const decimal = make('decimal');
/** Value: an ISO time. */
export const date = make('date');
export const flag = make('flag');

/** Columns that the product has and that are empty for every row here. */
export const blank = <Row>(header: string, old?: string | null): Column<Row> => text(header, () => undefined, old);
export const always = <Row>(header: string, value: Value): Column<Row> =>
  typeof value === 'number'
    ? int(header, () => value)
    : typeof value === 'boolean'
      ? flag(header, () => value)
      : text(header, () => value);

/** A sheet ready to be written: headers once, then rows of values in the same order. */
export interface Sheet {
  readonly name: string;
  headers(version: Version): readonly string[];
  kinds(version: Version): readonly ValueKind[];
  /** Rows that come with one machine; none for sheets about hosts or stores. */
  ofMachine(machine: Machine): Iterable<readonly Value[]>;
  /** Rows that come with the vCenter itself. */
  ofVcenter(vcenter: Vcenter): Iterable<readonly Value[]>;
}

const present = <Row>(columns: readonly Column<Row>[], version: Version): Column<Row>[] =>
  columns.filter((column) => version === '4' || column.old !== null);

interface SheetRows<Row> {
  readonly ofMachine?: (machine: Machine) => Iterable<Row>;
  readonly ofVcenter?: (vcenter: Vcenter) => Iterable<Row>;
}

export function sheet<Row>(name: string, columns: readonly Column<Row>[], rows: SheetRows<Row>): Sheet {
  const byVersion = { '3': present(columns, '3'), '4': columns } as const;
  function* values(list: Iterable<Row>, version: Version): Generator<readonly Value[]> {
    for (const row of list) yield byVersion[version].map((column) => column.value(row));
  }
  return {
    name,
    headers: (version) =>
      byVersion[version].map((column) => (version === '4' ? column.header : (column.old ?? column.header))),
    kinds: (version) => byVersion[version].map((column) => column.kind),
    ofMachine: (machine) =>
      rows.ofMachine === undefined ? [] : values(rows.ofMachine(machine), machine.vcenter.version),
    ofVcenter: (vcenter) => (rows.ofVcenter === undefined ? [] : values(rows.ofVcenter(vcenter), vcenter.version)),
  };
}
