/** What each sheet of a workbook says, read back cell by cell. */

import { describe, expect, it } from 'vitest';
import { buildTco } from '../build.ts';
import { computeTco } from '../compute.ts';
import { formulaText, input, multiply, series } from '../expression.ts';
import { caseOf, DEBIAN, exit, STAY } from '../tco.fixture.ts';
import { columnName } from './cells.ts';
import { recalculate } from './recalculate.fixture.ts';
import { monthTitle } from './sheets.ts';
import { tcoWorkbook } from './workbook.ts';
import type { WorkbookPath, WorkbookSource } from './workbook.ts';

const machines = Array.from({ length: 8 }, () => DEBIAN);
const model = buildTco(caseOf(machines, [STAY, exit(8, 2)], { tco: { discountRatePct: 8 } }));
const result = computeTco(model);
const source: WorkbookSource = {
  ...model,
  generation: 7,
  asOf: '2026-11-22',
  lines: model.lines.map((line) => ({
    ...line,
    formula: formulaText(line.expression, (id) => id),
    inputs: result.lines.find(({ id }) => id === line.id)?.inputs ?? [],
  })),
  paths: model.paths.map((path, at) => ({
    ...path,
    ...(result.paths[at] ?? expect.fail('no path')),
    notes: path.id === 'exit' ? ['until the lease ends', 'with the old team'] : [],
  })),
  asks: [{ ask: 'sites.yaml new.cost', lines: ['a', 'b'] }],
  warnings: ['two machines have no size'],
};
const bookOf = (of: WorkbookSource) => {
  const recalculated = recalculate(tcoWorkbook(of));
  const read = (sheet: string, cell: string) => recalculated.read(sheet, cell);
  const row = (sheet: string, at: number, columns: number) =>
    Array.from({ length: columns }, (_, column) => read(sheet, `${columnName(column)}${at}`));
  const rows = (sheet: string, columns: number, last: number) =>
    Array.from({ length: last }, (_, at) => row(sheet, at + 1, columns));
  return { read, row, rows, formulas: recalculated.formulas };
};
const book = bookOf(source);
const MONTHS = ['2026-12', ...Array.from({ length: 11 }, (_, at) => `2027-${String(at + 1).padStart(2, '0')}`)];

it('names months over the turn of a year', () => {
  expect([0, 1, 12, 13].map((at) => monthTitle('2026-12', at))).toEqual(['2026-12', '2027-01', '2027-12', '2028-01']);
});

describe('Summary', () => {
  it('says what it is of, and totals each path', () => {
    expect(book.row('Summary', 1, 1)).toEqual(['Total cost']);
    expect(book.read('Summary', 'A2')).toBe(
      '12 months from 2026-12; estate generation 7, as of 2026-11-22; US dollars',
    );
    expect(book.read('Summary', 'A3')).toContain('Low and high are as the program computed them');
    expect(book.row('Summary', 4, 9)).toEqual([
      'Path',
      'What',
      'Moves',
      'Total',
      'Low',
      'High',
      'Present value',
      'Saves, present value',
      'Break-even month',
    ]);
    const exits = result.paths[1] ?? expect.fail('no path');
    const near = (value: number | undefined): unknown => expect.closeTo(value ?? Number.NaN, 4);
    expect(book.row('Summary', 6, 8)).toEqual([
      'exit',
      'Exit',
      8,
      near(exits.usd?.likely),
      near(exits.usd?.low),
      near(exits.usd?.high),
      near(exits.netPresentUsd?.likely),
      near(exits.savesNetPresentUsd ?? undefined),
    ]);
    const rate = 4 + source.inputs.findIndex(({ id }) => id === source.rateInput);
    expect(book.row('Summary', 7, 1)).toEqual([null]);
    expect(book.read('Summary', 'A8')).toBe(
      `Discount rate, per cent a year: $H$${rate} on Inputs. Break-even 0: not within the months.`,
    );
  });

  const changed = (id: string, change: Partial<WorkbookPath>) =>
    bookOf({ ...source, paths: source.paths.map((path) => (path.id === id ? { ...path, ...change } : path)) });

  it('has no figures for a path of which no line has a price, nor savings where they are not known', () => {
    expect(changed('exit', { usd: null }).row('Summary', 6, 9)).toEqual([
      'exit',
      'Exit',
      8,
      'no line has a price',
      ...Array.from({ length: 5 }, () => null),
    ]);
    const unknown = changed('exit', { savesNetPresentUsd: null });
    expect(unknown.row('Summary', 6, 9).slice(6)).toEqual([expect.any(Number), null, null]);
  });

  it('has titles alone where the path all are compared with is not among them', () => {
    const alone = bookOf({ ...source, paths: source.paths.slice(1) });
    expect(alone.row('Summary', 5, 5)).toEqual(['exit', 'Exit', 8, null, null]);
  });

  it('says 0 where a path stays dearer, and the month from which it does not', () => {
    const of = (usd: readonly number[]) => {
      const values = { id: 's_dear', title: 'Dear', unit: 'USD', values: usd, source: '' };
      const line = source.lines.find(({ pathId }) => pathId === 'exit') ?? expect.fail('no line');
      const dear = { ...line, id: 'exit.dear', expression: series('s_dear') };
      const { read } = bookOf({ ...source, series: [...source.series, values], lines: [...source.lines, dear] });
      return read('Summary', 'I6');
    };
    const flat = (value: number) => Array.from({ length: 12 }, () => value);
    expect(of(flat(1e6))).toBe(0);
    expect(of([-1e7, ...flat(0).slice(1)])).toBe(1);
    expect(of([1e7, 0, 0, -2e7, ...flat(0).slice(4)])).toBe(4);
    expect(of([1e7, ...flat(0).slice(2), -2e7])).toBe(12);
  });
});

describe('Inputs', () => {
  it('has every figure with its ends, source and day, what is missing, and how to give it', () => {
    expect(book.read('Inputs', 'A1')).toBe('Inputs');
    expect(book.read('Inputs', 'A2')).toContain('Every other sheet follows column H');
    expect(book.row('Inputs', 3, 12)).toEqual([
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
    ]);
    for (const [at, { id, title, unit, value, source: from, asOf, unverified, ask }] of source.inputs.entries()) {
      const figures = value === null ? [null, null, null] : [value.low, value.likely, value.high];
      const state = value === null ? 'missing' : unverified ? 'unverified' : '';
      expect(book.row('Inputs', 4 + at, 12)).toEqual([
        id,
        title,
        unit,
        ...figures,
        2,
        value?.likely ?? 0,
        from,
        asOf,
        state,
        ask ?? '',
      ]);
    }
    const states = source.inputs.map((_, at) => book.read('Inputs', `K${4 + at}`));
    expect(new Set(states)).toEqual(new Set(['', 'missing', 'unverified']));
  });
});

describe('Series', () => {
  it('has every series under its months', () => {
    expect(book.row('Series', 1, 1)).toEqual(['Figures per month that the schedule of each path gives']);
    expect(book.row('Series', 2, 18)).toEqual(['Name', 'What', 'Unit', 'Source', null, null, ...MONTHS]);
    for (const [at, { id, title, unit, source: from, values }] of source.series.entries())
      expect(book.row('Series', 3 + at, 18)).toEqual([id, title, unit, from, null, null, ...values]);
    expect(book.read('Series', 'S2')).toBeNull();
  });
});

describe('Months', () => {
  it('has every line of a path in every month, its totals below, and the next path after an empty row', () => {
    expect(book.row('Months', 1, 1)).toEqual(['Months']);
    expect(book.row('Months', 2, 18)).toEqual(['Path', 'Site', 'Line', 'Kind', 'Total', null, ...MONTHS]);
    expect(book.row('Months', 3, 3)).toEqual([null, null, 'Worth of a dollar at the start']);
    expect(book.read('Months', 'R3')).toBeCloseTo(1 / 1.08, 9);
    let at = 4;
    for (const path of result.paths) {
      for (const line of source.lines.filter(({ pathId }) => pathId === path.id)) {
        const computed = result.lines.find(({ id }) => id === line.id);
        const [id, site, title, group, total] = book.row('Months', at, 5);
        expect([id, site, title, group]).toEqual([path.id, line.siteId ?? '', line.title, line.group]);
        expect(total).toBeCloseTo(computed?.usd?.likely ?? 0, 6);
        at += 1;
      }
      expect(book.row('Months', at, 5)).toEqual([
        path.id,
        null,
        'Total',
        null,
        expect.closeTo(path.usd?.likely ?? 0, 4),
      ]);
      expect(book.row('Months', at + 1, 6)).toEqual([path.id, null, 'Total so far', null, null, null]);
      expect(book.read('Months', `R${at + 1}`)).toBeCloseTo(path.cumulative.at(-1) ?? 0, 4);
      expect(book.read('Months', `C${at + 2}`)).toBe('From here on no dearer than staying');
      expect(book.row('Months', at + 3, 2)).toEqual([null, null]);
      at += 4;
    }
    expect(book.read('Months', 'S2')).toBeNull();
  });

  it('totals a path without lines to nothing', () => {
    const paths = source.paths.map((path) => ({ ...path, tornado: [] }));
    const bare = bookOf({ ...source, paths, lines: source.lines.filter(({ pathId }) => pathId === 'stay') });
    const last = 4 + source.lines.filter(({ pathId }) => pathId === 'stay').length + 4;
    expect(bare.row('Months', last, 5)).toEqual(['exit', null, 'Total', null, 0]);
    expect(bare.formulas.filter(({ stated, computed }) => !(Math.abs(stated - Number(computed)) <= 1e-6))).toEqual([]);
  });
});

describe('Tornado', () => {
  it('has the inputs that move a path most, each end as the program computes it, but for the discount rate', () => {
    expect(book.row('Tornado', 1, 1)).toEqual(['What moves the present value most']);
    expect(book.row('Tornado', 2, 6)).toEqual(['Path', 'Input', 'Name', 'Present value at low', 'At high', 'Swing']);
    const bars = result.paths.flatMap(({ id, tornado }) => tornado.slice(0, 12).map((bar) => ({ id, ...bar })));
    const expected = bars
      .filter((bar) => bar.input !== source.rateInput)
      .map(({ id, input: name, atLow, atHigh }) => [
        id,
        source.inputs.find((each) => each.id === name)?.title,
        name,
        expect.closeTo(atLow, 3),
        expect.closeTo(atHigh, 3),
        expect.closeTo(Math.abs(atHigh - atLow), 3),
      ]);
    expect(expected.length).toBeGreaterThan(10);
    expect(book.rows('Tornado', 6, expected.length + 3).slice(2)).toEqual([
      ...expected,
      Array.from({ length: 6 }, () => null),
    ]);
  });

  it('leaves the discount rate out, shows twelve bars at most, and names an input by its id where it has no title', () => {
    const [first] = result.paths[1]?.tornado ?? [];
    const bar = first ?? expect.fail('no bar');
    const tornado = [
      { ...bar, input: source.rateInput },
      { ...bar, input: 'i_other' },
      ...Array.from({ length: 13 }, () => bar),
    ];
    const paths = source.paths.slice(0, 1).map((path) => ({ ...path, tornado }));
    const { rows } = bookOf({ ...source, paths });
    const names = rows('Tornado', 3, 20)
      .slice(2)
      .map((row) => row.slice(1));
    expect(names[0]).toEqual(['i_other', 'i_other']);
    expect(names.filter(([title]) => title !== null)).toHaveLength(11);
  });

  it('has a figure in place of a formula that is too long for a spreadsheet', () => {
    const [head] = source.inputs;
    const name = head?.id ?? expect.fail('no input');
    const long = multiply(...Array.from({ length: 900 }, () => input(name)), 0);
    const line = { ...(source.lines[0] ?? expect.fail('no line')), id: 'stay.long', expression: long };
    const paths = source.paths
      .slice(0, 1)
      .map((path) => ({ ...path, tornado: [{ input: name, atLow: 3, atHigh: 9 }] }));
    const { row, formulas } = bookOf({ ...source, paths, lines: [...source.lines, line] });
    expect(row('Tornado', 3, 6).slice(3)).toEqual([3, 9, 6]);
    expect(formulas.map(({ cell }) => cell).filter((cell) => cell.startsWith('Tornado!'))).toEqual(['Tornado!F3']);
  });
});

describe('Notes', () => {
  it('say what to give, warnings, notes of paths, and every line in words', () => {
    const titles = new Map(source.inputs.map(({ id, title }) => [id, title]));
    const lines = source.lines.map((line) => [
      line.id,
      line.formula,
      [...line.assumptions, `inputs: ${line.inputs.map((id) => titles.get(id) ?? '').join(', ')}`].join('; '),
    ]);
    const empty = [null, null, null];
    const head = (text: string) => [text, null, null];
    expect(book.rows('Notes', 3, 13 + lines.length)).toEqual([
      head('What would give more lines a price, or a better one'),
      ['2 lines', null, 'sites.yaml new.cost'],
      empty,
      head('Warnings'),
      [null, null, 'two machines have no size'],
      empty,
      head('Paths'),
      ['exit', null, 'until the lease ends'],
      ['exit', null, 'with the old team'],
      empty,
      ['Line', 'Formula', 'Assumptions and inputs'],
      ...lines,
      empty,
      empty,
    ]);
    expect(lines.some(([, , text]) => text?.includes(', '))).toBe(true);
  });

  it('name an input that is not listed by its id', () => {
    const [line] = source.lines;
    const odd = { ...(line ?? expect.fail('no line')), inputs: ['i_gone'], assumptions: [] };
    expect(bookOf({ ...source, lines: [odd] }).read('Notes', 'C12')).toBe('inputs: i_gone');
  });
});
