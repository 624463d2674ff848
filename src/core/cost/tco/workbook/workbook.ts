/** A total cost as a workbook that computes: change an input and every line, month, total and present value follows. */

import { evaluate, parseExpression } from '../expression.ts';
import type { Expression } from '../expression.ts';
import type { TcoInput, TcoSeries } from '../model.ts';
import type { Range } from '../../range.ts';
import { absolute } from './cells.ts';
import type { Cell, Sheet } from './cells.ts';
import { packageOf } from './package.ts';
import type { DefinedName } from './package.ts';
import { inputsSheet, seriesSheet, summarySheet } from './sheets.ts';
import { monthsSheet } from './months.ts';
import { tornadoSheet } from './tornado.ts';

export interface WorkbookPath {
  readonly id: string;
  readonly title: string;
  readonly moves: number;
  readonly notes: readonly string[];
  readonly usd: Range | null;
  readonly savesNetPresentUsd: number | null;
  readonly tornado: readonly { readonly input: string; readonly atLow: number; readonly atHigh: number }[];
}

export interface WorkbookLine {
  readonly id: string;
  readonly pathId: string;
  readonly siteId: string | null;
  readonly title: string;
  readonly group: string;
  readonly formula: string;
  readonly assumptions: readonly string[];
  readonly inputs: readonly string[];
  readonly expression: Expression;
}

/** What a workbook is made of: a total cost as the API gives it. */
export interface WorkbookSource {
  readonly asOf: string;
  readonly generation: number;
  readonly from: string;
  readonly months: number;
  readonly rateInput: string;
  readonly basePath: string;
  readonly inputs: readonly TcoInput[];
  readonly series: readonly TcoSeries[];
  readonly lines: readonly (Omit<WorkbookLine, 'expression'> & { readonly expression?: unknown })[];
  readonly paths: readonly WorkbookPath[];
  readonly asks: readonly { readonly ask: string; readonly lines: readonly string[] }[];
  readonly warnings: readonly string[];
}

/** Where things lie, and what they come to: shared by all sheets. */
export interface Book extends Omit<WorkbookSource, 'lines'> {
  readonly lines: readonly WorkbookLine[];
  /** Zero-based column of the first month on the sheets Series and Months. */
  readonly firstMonth: number;
  /** One-based row by id. */
  readonly inputRow: ReadonlyMap<string, number>;
  readonly seriesRow: ReadonlyMap<string, number>;
  /** The expression in a month (zero-based) with inputs that nobody gave as 0. */
  valueAt(expression: Expression, month: number): number;
  inputValue(id: string): number;
}

const FIRST_MONTH = 6;
const FIRST_INPUT_ROW = 4;
const FIRST_SERIES_ROW = 3;

/** The same source gives the same bytes. */
export function tcoWorkbook(source: WorkbookSource): Uint8Array<ArrayBuffer> {
  const book = bookOf(source);
  const months = monthsSheet(book);
  const sheets: Sheet[] = [
    summarySheet(book, months),
    inputsSheet(book),
    seriesSheet(book),
    months.sheet,
    tornadoSheet(book, months),
    notesSheet(book),
  ];
  const names = source.inputs.map(({ id }): DefinedName => ({
    name: id,
    refersTo: `Inputs!${absolute(7, book.inputRow.get(id) ?? 1)}`,
  }));
  return packageOf(sheets, names);
}

function bookOf(source: WorkbookSource): Book {
  const inputs = new Map(source.inputs.map((entry) => [entry.id, entry]));
  const series = new Map(source.series.map((entry) => [entry.id, entry.values]));
  const inputValue = (id: string): number => inputs.get(id)?.value?.likely ?? 0;
  return {
    ...source,
    lines: source.lines.map((line) => ({ ...line, expression: parseExpression(line.expression) })),
    firstMonth: FIRST_MONTH,
    inputRow: new Map(source.inputs.map(({ id }, at) => [id, FIRST_INPUT_ROW + at])),
    seriesRow: new Map(source.series.map(({ id }, at) => [id, FIRST_SERIES_ROW + at])),
    inputValue,
    valueAt: (expression, month) =>
      evaluate(expression, { input: inputValue, series: (id) => series.get(id)?.[month] ?? 0 }),
  };
}

function notesSheet({ lines, asks, warnings, paths, inputs }: Book): Sheet {
  const titles = new Map(inputs.map(({ id, title }) => [id, title]));
  const head = (text: string): Cell => ({ text, style: 'head' });
  return {
    name: 'Notes',
    widths: [34, 44, 90],
    frozenRows: 0,
    frozenColumns: 0,
    rows: [
      [head('What would give more lines a price, or a better one')],
      ...asks.map(({ ask, lines: of }): Cell[] => [`${of.length} lines`, null, ask]),
      [],
      [head('Warnings')],
      ...warnings.map((warning): Cell[] => [null, null, warning]),
      [],
      [head('Paths')],
      ...paths.flatMap(({ id, notes }) => notes.map((note): Cell[] => [id, null, note])),
      [],
      [head('Line'), head('Formula'), head('Assumptions and inputs')],
      ...lines.map((line): Cell[] => [
        line.id,
        line.formula,
        [...line.assumptions, `inputs: ${line.inputs.map((id) => titles.get(id) ?? id).join(', ')}`].join('; '),
      ]),
    ],
  };
}
