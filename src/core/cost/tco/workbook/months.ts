/** Every line of every path in every month, with totals; the sheet the others add up. */

import { columnName } from './cells.ts';
import type { Cell, Sheet } from './cells.ts';
import { cellFormula } from './formula.ts';
import { monthTitle } from './sheets.ts';
import type { Book } from './workbook.ts';

export interface PathRows {
  /** One-based rows of the path's totals, cumulated totals, and flags of months from which it costs no more. */
  readonly total: number;
  readonly cumulative: number;
  readonly even: number;
  readonly usd: number;
  readonly presentUsd: number;
  readonly evenMonths: number;
  readonly lineRows: ReadonlyMap<string, number>;
}

export interface MonthsSheet {
  readonly sheet: Sheet;
  readonly factorRow: number;
  readonly paths: ReadonlyMap<string, PathRows>;
}

const head = (text: string): Cell => ({ text, style: 'head' });
const FACTOR_ROW = 3;

export function monthsSheet(book: Book): MonthsSheet {
  const { firstMonth, months, from, paths } = book;
  const column = (at: number): string => columnName(firstMonth + at);
  const each = (make: (at: number, letter: string) => Cell): Cell[] =>
    Array.from({ length: months }, (_, at) => make(at, column(at)));
  const rate = book.inputValue(book.rateInput) / 100;
  const factors = Array.from({ length: months }, (_, at) => (1 + rate) ** (-(at + 1) / 12));
  const rows: Cell[][] = [
    [{ text: 'Months', style: 'title' }],
    [
      head('Path'),
      head('Site'),
      head('Line'),
      head('Kind'),
      head('Total'),
      null,
      ...each((at) => head(monthTitle(from, at))),
    ],
    [
      null,
      null,
      'Worth of a dollar at the start',
      null,
      null,
      null,
      ...each((at) => ({
        formula: `(1+${book.rateInput}/100)^(-${at + 1}/12)`,
        value: factors[at] ?? 0,
        style: 'percent',
      })),
    ],
  ];
  const found = new Map<string, PathRows>();
  const cumulative = new Map<string, readonly number[]>();
  for (const path of paths) {
    const lines = book.lines.filter((line) => line.pathId === path.id);
    const first = rows.length + 1;
    const sums = Array.from({ length: months }, () => 0);
    const lineRows = new Map<string, number>();
    for (const line of lines) {
      const row = rows.length + 1;
      const values = sums.map((_, at) => book.valueAt(line.expression, at));
      for (const [at, value] of values.entries()) sums[at] = (sums[at] ?? 0) + value;
      lineRows.set(line.id, row);
      rows.push([
        path.id,
        line.siteId ?? '',
        line.title,
        line.group,
        sumOf(row, column(0), column(months - 1), values),
        null,
        ...each((at, letter) => ({
          formula: cellFormula(line.expression, {
            input: (id) => id,
            series: (id) => `Series!${letter}$${book.seriesRow.get(id) ?? 1}`,
          }),
          value: values[at] ?? 0,
        })),
      ]);
    }
    const last = rows.length;
    const total = rows.length + 1;
    const hasLines = lines.length > 0;
    rows.push([
      { text: path.id, style: 'total' },
      null,
      { text: 'Total', style: 'total' },
      null,
      sumOf(total, column(0), column(months - 1), sums),
      null,
      ...each((at, letter) => ({
        formula: hasLines ? `SUM(${letter}${first}:${letter}${last})` : '0',
        value: sums[at] ?? 0,
        style: 'total',
      })),
    ]);
    let running = 0;
    const cumulated = sums.map((usd) => (running += usd));
    rows.push([
      path.id,
      null,
      'Total so far',
      null,
      null,
      null,
      ...each((at, letter) => ({
        formula: at === 0 ? `${letter}${total}` : `${column(at - 1)}${total + 1}+${letter}${total}`,
        value: cumulated[at] ?? 0,
      })),
    ]);
    const base = found.get(book.basePath);
    const baseRow = base?.cumulative ?? total + 1;
    const baseSums = base === undefined ? cumulated : (cumulative.get(book.basePath) ?? cumulated);
    cumulative.set(path.id, cumulated);
    const flags = evenFlags(cumulated, baseSums);
    rows.push([
      path.id,
      null,
      'From here on no dearer than staying',
      null,
      null,
      null,
      ...each((at, letter) => ({
        formula:
          at === months - 1
            ? `IF(${letter}${total + 1}<=${letter}${baseRow},1,0)`
            : `IF(AND(${letter}${total + 1}<=${letter}${baseRow},${column(at + 1)}${total + 2}=1),1,0)`,
        value: flags[at] ?? 0,
        style: 'plain',
      })),
    ]);
    rows.push([]);
    found.set(path.id, {
      total,
      cumulative: total + 1,
      even: total + 2,
      usd: running,
      presentUsd: sums.reduce((sum, usd, at) => sum + usd * (factors[at] ?? 0), 0),
      evenMonths: flags.reduce((sum, flag) => sum + flag, 0),
      lineRows,
    });
  }
  return {
    sheet: { name: 'Months', widths: [24, 18, 44, 18, 16, 3], frozenRows: FACTOR_ROW, frozenColumns: firstMonth, rows },
    factorRow: FACTOR_ROW,
    paths: found,
  };
}

function sumOf(row: number, first: string, last: string, values: readonly number[]): Cell {
  return { formula: `SUM(${first}${row}:${last}${row})`, value: values.reduce((sum, value) => sum + value, 0) };
}

function evenFlags(path: readonly number[], base: readonly number[]): number[] {
  const flags = path.map(() => 0);
  for (let at = path.length - 1; at >= 0; at -= 1) {
    if ((path[at] ?? 0) > (base[at] ?? 0)) break;
    flags[at] = 1;
  }
  return flags;
}
