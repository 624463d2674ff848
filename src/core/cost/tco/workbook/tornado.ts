/** What moves each path's present value most, as formulas: one input at its low or high end, all others as in force. */

import { inputsOf } from '../expression.ts';
import { columnName } from './cells.ts';
import type { Cell, Sheet } from './cells.ts';
import { cellFormula } from './formula.ts';
import type { MonthsSheet } from './months.ts';
import type { Book } from './workbook.ts';

const BARS = 12;
/** A formula may have 8,192 characters. */
const MOST_CHARACTERS = 8000;

const head = (text: string): Cell => ({ text, style: 'head' });

export function tornadoSheet(book: Book, months: MonthsSheet): Sheet {
  const titles = new Map(book.inputs.map(({ id, title }) => [id, title]));
  const rows: Cell[][] = [
    [{ text: 'What moves the present value most', style: 'title' }],
    [head('Path'), head('Input'), head('Name'), head('Present value at low'), head('At high'), head('Swing')],
  ];
  for (const path of book.paths) {
    for (const bar of path.tornado.slice(0, BARS)) {
      if (bar.input === book.rateInput) continue;
      const row = rows.length + 1;
      rows.push([
        path.id,
        titles.get(bar.input) ?? bar.input,
        bar.input,
        endCell(book, months, path.id, bar.input, 'D', bar.atLow),
        endCell(book, months, path.id, bar.input, 'F', bar.atHigh),
        { formula: `ABS(E${row}-D${row})`, value: Math.abs(bar.atHigh - bar.atLow) },
      ]);
    }
  }
  return { name: 'Tornado', widths: [30, 50, 36, 20, 20, 18], frozenRows: 2, frozenColumns: 0, rows };
}

/** The path's present value, less that of the lines that read the input, plus that of these lines with it changed. */
function endCell(book: Book, months: MonthsSheet, pathId: string, input: string, end: 'D' | 'F', value: number): Cell {
  const rows = months.paths.get(pathId);
  if (rows === undefined) return null;
  const first = columnName(book.firstMonth);
  const last = columnName(book.firstMonth + book.months - 1);
  const factors = `Months!$${first}$${months.factorRow}:$${last}$${months.factorRow}`;
  const worth = (row: number): string => `SUMPRODUCT(Months!$${first}$${row}:$${last}$${row},${factors})`;
  const changed = `Inputs!$${end}$${book.inputRow.get(input) ?? 1}`;
  const terms = book.lines
    .filter((line) => line.pathId === pathId && inputsOf(line.expression).includes(input))
    .map((line) => {
      const formula = cellFormula(
        line.expression,
        {
          input: (id) => (id === input ? changed : id),
          series: (id) => {
            const row = book.seriesRow.get(id) ?? 1;
            return `Series!$${first}$${row}:$${last}$${row}`;
          },
        },
        true,
      );
      return `+SUMPRODUCT(${formula}*${factors})-${worth(rows.lineRows.get(line.id) ?? rows.total)}`;
    });
  const formula = `${worth(rows.total)}${terms.join('')}`;
  return formula.length > MOST_CHARACTERS ? { number: value, style: 'money' } : { formula, value };
}
