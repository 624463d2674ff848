/** Tables of connections: any CSV or TSV with a header, Azure Migrate's dependency export, VPC flow logs. */

import { FLOW_FIELDS, mapColumns, namedColumns } from '../columns.ts';
import type { FlowField, NamedColumns } from '../columns.ts';
import type { FlowSink } from '../flow.ts';
import type { FlowPart } from '../open.ts';
import { readRecords } from '../records.ts';
import { EndNames, takeRow } from './table-flow.ts';
import type { RowOptions } from './table-flow.ts';

/** Fields of a VPC flow log in its default form, which may come without a header. */
export const VPC_DEFAULT =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status'.split(
    ' ',
  );

export interface DelimitedOptions extends RowOptions {
  readonly delimiter: number;
  readonly columns?: NamedColumns;
  /** Header of a file that has none; its first line is then a row. */
  readonly header?: readonly string[];
}

/** Answers the rows that were read; undefined when no header names both ends. */
export async function readDelimited(
  part: FlowPart,
  options: DelimitedOptions,
  sink: FlowSink,
  limits: { readonly maxRowBytes: number; readonly maxRows: number },
  signal?: AbortSignal,
): Promise<number | undefined> {
  const ends = new EndNames();
  let named = options.columns;
  let slots: Readonly<Partial<Record<FlowField, number>>> = {};
  let rows = 0;
  const row = (cells: readonly string[], number: number): void => {
    rows += 1;
    const read = (field: FlowField): string | undefined => {
      const slot = slots[field];
      const text = slot === undefined ? undefined : cells[slot];
      return text === undefined || text === '' ? undefined : text;
    };
    takeRow(read, options, ends, sink, `row ${number}`);
  };
  const columnsOf = (cells: readonly string[]): readonly number[] | undefined => {
    const mapping = mapColumns(cells, named);
    if (mapping === undefined) return undefined;
    const fields = FLOW_FIELDS.filter((field) => mapping[field] !== undefined);
    slots = Object.fromEntries(fields.map((field, slot) => [field, slot]));
    return fields.map((field) => mapping[field] ?? -1);
  };
  const header = (cells: readonly string[]): readonly number[] | undefined => {
    const line = namedColumns(cells.join(';'));
    if (line !== undefined) {
      named = { ...named, ...line };
      return undefined;
    }
    if (options.header === undefined) return columnsOf(cells);
    const wanted = columnsOf(options.header);
    if (wanted !== undefined && columnsOf(cells) === undefined) {
      columnsOf(options.header);
      row(
        wanted.map((column) => cells[column] ?? ''),
        1,
      );
    }
    return wanted;
  };
  const tooWide = (number: number, fields: number): void => {
    rows += 1;
    sink.unreadable(`row ${number}`, `it has ${fields} fields, more than the header`);
  };
  const found = await readRecords(
    part.chunks(),
    part.name,
    options.delimiter,
    { header, row, tooWide },
    limits,
    signal,
  );
  return found ? rows : undefined;
}
