import { describe, expect, it } from 'vitest';
import { buildTco } from '../build.ts';
import { computeTco } from '../compute.ts';
import { formulaText } from '../expression.ts';
import { caseOf, DEBIAN, exit, STAY, WINDOWS_2016 } from '../tco.fixture.ts';
import { recalculate, storedFiles } from './recalculate.fixture.ts';
import { tcoWorkbook } from './workbook.ts';
import type { WorkbookSource } from './workbook.ts';

const facts = [...Array.from({ length: 12 }, () => DEBIAN), ...Array.from({ length: 4 }, () => WINDOWS_2016)];
const more = [
  {
    id: 'training',
    title: '=HYPERLINK("http://x","y")',
    usd: 500,
    lowUsd: 400,
    highUsd: 900,
    period: 'one-off',
    month: 2,
  },
];
const model = buildTco(caseOf(facts, [STAY, exit(16, 4)], { tco: { discountRatePct: 8, more } }));
const result = computeTco(model);

function sourceOf(title = 'Exit'): WorkbookSource {
  const byId = new Map(result.paths.map((path) => [path.id, path]));
  const lines = new Map(result.lines.map((line) => [line.id, line]));
  return {
    ...model,
    generation: 1,
    asOf: '2026-11-22',
    lines: model.lines.map((line) => ({
      ...line,
      formula: formulaText(line.expression, (id) => id),
      inputs: lines.get(line.id)?.inputs ?? [],
    })),
    paths: model.paths.flatMap((path) => {
      const sums = byId.get(path.id);
      return sums === undefined ? [] : [{ ...path, title: path.id === 'exit' ? title : path.title, ...sums }];
    }),
    asks: [],
  };
}
const bytes = tcoWorkbook(sourceOf());
const summary = (of: ReturnType<typeof recalculate>, column: string): readonly number[] =>
  [5, 6].map((row) => Number(of.read('Summary', `${column}${row}`)));

describe('the workbook of a total cost', () => {
  it('computes what it says: every formula, anew', () => {
    const { formulas } = recalculate(bytes);
    expect(formulas.length).toBeGreaterThan(400);
    const wrong = formulas.filter(
      // Not `>`: what is no number differs from everything.
      ({ stated, computed }) => !(Math.abs(stated - Number(computed)) <= 1e-6 * (1 + Math.abs(stated))),
    );
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it('comes to the totals of the program', () => {
    const book = recalculate(bytes);
    for (const [column, figure] of [
      ['D', 'usd'],
      ['G', 'netPresentUsd'],
    ] as const) {
      for (const [at, total] of summary(book, column).entries())
        expect(total).toBeCloseTo(result.paths[at]?.[figure]?.likely ?? Number.NaN, 4);
    }
    expect(summary(book, 'I')[1]).toBe(result.paths[1]?.breakEvenMonth ?? 0);
  });

  it('follows a changed input as the program does', () => {
    const row = 4 + model.inputs.findIndex(({ id }) => id === 'i_gen_2022_capexUsd');
    const other = computeTco(model, { i_gen_2022_capexUsd: 99_000 });
    const changed = recalculate(bytes, { [`Inputs!E${row}`]: 99_000 });
    for (const [at, total] of summary(changed, 'D').entries())
      expect(total).toBeCloseTo(other.paths[at]?.usd?.likely ?? 0, 4);
    expect(summary(changed, 'D')[1]).not.toBeCloseTo(summary(recalculate(bytes), 'D')[1] ?? 0, 0);
  });

  it('takes the low or the high end where that is asked for', () => {
    const row = 4 + model.inputs.findIndex(({ id }) => id === 'i_migration_hours_level');
    const bar = result.paths[1]?.tornado.find(({ input }) => input === 'i_migration_hours_level');
    expect(summary(recalculate(bytes, { [`Inputs!G${row}`]: 3 }), 'G')[1]).toBeCloseTo(bar?.atHigh ?? 0, 4);
  });

  it('prices a line once somebody gives the figure that was missing', () => {
    const at = model.inputs.findIndex(({ id }) => id === 'i_hours_per_workload_owned');
    expect(model.inputs[at]?.value).toBeNull();
    const row = 4 + at;
    const given = recalculate(bytes, { [`Inputs!E${row}`]: 1 });
    // 16 workloads × 65 USD × 12 months.
    expect((summary(given, 'D')[0] ?? 0) - (summary(recalculate(bytes), 'D')[0] ?? 0)).toBeCloseTo(16 * 65 * 12, 4);
  });

  it('keeps names text, whatever they begin with', () => {
    const evil = tcoWorkbook(sourceOf('=cmd|"/c calc"!A1'));
    const files = storedFiles(evil);
    const xml = new TextDecoder().decode(files['xl/worksheets/sheet1.xml']);
    expect(xml).toContain('t="inlineStr"><is><t xml:space="preserve">=cmd|&quot;/c calc&quot;!A1</t>');
    for (const [path, file] of Object.entries(files)) {
      const formulas = [...new TextDecoder().decode(file).matchAll(/<f>([^<]*)<\/f>/g)].map(
        ([, formula = '']) => formula,
      );
      expect(
        formulas.filter((formula) => /cmd|HYPERLINK|DDE|http/i.test(formula)),
        path,
      ).toEqual([]);
    }
  });

  it('is the same file for the same answer', () => expect(tcoWorkbook(sourceOf())).toEqual(bytes));
});
