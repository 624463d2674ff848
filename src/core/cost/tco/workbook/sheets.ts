/** Summary, inputs and series of a total cost's workbook. */

import { absolute, columnName } from './cells.ts';
import type { Cell, Sheet } from './cells.ts';
import type { MonthsSheet } from './months.ts';
import type { Book } from './workbook.ts';

const head = (text: string): Cell => ({ text, style: 'head' });

export function inputsSheet({ inputs }: Book): Sheet {
  return {
    name: 'Inputs',
    widths: [34, 44, 26, 14, 14, 14, 7, 16, 60, 12, 12, 60],
    frozenRows: 3,
    frozenColumns: 2,
    rows: [
      [{ text: 'Inputs', style: 'title' }],
      [
        'Change Low, Likely and High, or Use (1 low, 2 likely, 3 high). Every other sheet follows column H. A red cell is a figure nobody has given: it counts as 0 until you type one.',
      ],
      [
        'Name',
        'What',
        'Unit',
        'Low',
        'Likely',
        'High',
        'Use',
        'In force',
        'Source',
        'Date',
        'State',
        'How to give it',
      ].map(head),
      ...inputs.map(({ id, title, unit, value, source, asOf, unverified, ask }, at): Cell[] => {
        const row = at + 4;
        const figure = (number: number | undefined): Cell =>
          number === undefined ? { empty: 'missing' } : { number, style: 'given' };
        return [
          id,
          title,
          unit,
          figure(value?.low),
          figure(value?.likely),
          figure(value?.high),
          2,
          {
            formula: `IF(CHOOSE(G${row},D${row},E${row},F${row})="",0,CHOOSE(G${row},D${row},E${row},F${row}))`,
            value: value?.likely ?? 0,
            style: 'plain',
          },
          source,
          asOf,
          value === null ? 'missing' : unverified ? 'unverified' : '',
          ask ?? '',
        ];
      }),
    ],
  };
}

export const monthTitle = (from: string, at: number): string => {
  const total = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + at;
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`;
};

export function seriesSheet({ series, months, from, firstMonth }: Book): Sheet {
  const titles = Array.from({ length: months }, (_, at) => head(monthTitle(from, at)));
  return {
    name: 'Series',
    widths: [34, 44, 16, 50, 4, 4],
    frozenRows: 2,
    frozenColumns: firstMonth,
    rows: [
      [{ text: 'Figures per month that the schedule of each path gives', style: 'title' }],
      [head('Name'), head('What'), head('Unit'), head('Source'), null, null, ...titles],
      ...series.map(({ id, title, unit, source, values }): Cell[] => [id, title, unit, source, null, null, ...values]),
    ],
  };
}

/** Totals of every path: sums, present value, what it saves, and from when. */
export function summarySheet(book: Book, months: MonthsSheet): Sheet {
  const { paths, basePath, asOf, generation, firstMonth } = book;
  const base = months.paths.get(basePath);
  const last = columnName(firstMonth + book.months - 1);
  const first = columnName(firstMonth);
  const range = (row: number): string => `Months!$${first}$${row}:$${last}$${row}`;
  return {
    name: 'Summary',
    widths: [30, 44, 10, 18, 18, 18, 18, 18, 16],
    frozenRows: 4,
    frozenColumns: 1,
    rows: [
      [{ text: 'Total cost', style: 'title' }],
      [`${book.months} months from ${book.from}; estate generation ${generation}, as of ${asOf}; US dollars`],
      ['Low and high are as the program computed them, every input at its worst at once; all other figures are live.'],
      [
        'Path',
        'What',
        'Moves',
        'Total',
        'Low',
        'High',
        'Present value',
        'Saves, present value',
        'Break-even month',
      ].map(head),
      ...paths.map(({ id, title, moves, usd, savesNetPresentUsd: saves }): Cell[] => {
        const rows = months.paths.get(id);
        if (rows === undefined || base === undefined) return [id, title, moves];
        if (usd === null) return [id, title, moves, 'no line has a price'];
        const present = `SUMPRODUCT(${range(rows.total)},${range(months.factorRow)})`;
        const presentBase = `SUMPRODUCT(${range(base.total)},${range(months.factorRow)})`;
        return [
          id,
          title,
          moves,
          { formula: `SUM(${range(rows.total)})`, value: rows.usd },
          { number: usd.low, style: 'money' },
          { number: usd.high, style: 'money' },
          { formula: present, value: rows.presentUsd, style: 'total' },
          saves === null ? null : { formula: `${presentBase}-${present}`, value: base.presentUsd - rows.presentUsd },
          saves === null
            ? null
            : {
                formula: `IF(SUM(${range(rows.even)})=0,0,${book.months}+1-SUM(${range(rows.even)}))`,
                value: rows.evenMonths === 0 ? 0 : book.months + 1 - rows.evenMonths,
                style: 'plain',
              },
        ];
      }),
      [],
      [
        `Discount rate, per cent a year: ${absolute(7, book.inputRow.get(book.rateInput) ?? 1)} on Inputs. Break-even 0: not within the months.`,
      ],
    ],
  };
}
