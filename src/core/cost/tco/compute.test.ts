import { describe, expect, it } from 'vitest';
import { computeTco } from './compute.ts';
import type { PathResult } from './compute.ts';
import { input, multiply, series } from './expression.ts';
import type { Expression } from './expression.ts';
import type { TcoInput, TcoLine, TcoModel, TcoPath } from './model.ts';

const value = (id: string, low: number | null, likely = low ?? 0, high = likely): TcoInput => ({
  id,
  title: id,
  unit: 'USD',
  value: low === null ? null : { low, likely, high },
  source: 'test',
  asOf: '2026-11-22',
  unverified: false,
  ask: low === null ? `ask ${id}` : null,
});
const line = (pathId: string, what: string, expression: Expression): TcoLine => ({
  id: `${pathId}.${what}`,
  pathId,
  siteId: null,
  title: what,
  group: 'compute',
  period: 'month',
  expression,
  assumptions: [],
});
const pathOf = (id: string, rest: Partial<TcoPath> = {}): TcoPath => ({
  id,
  title: id,
  moves: 1,
  staying: 1,
  unpriced: 0,
  unlike: 0,
  notes: [],
  ...rest,
});
/** Three months: 100 USD a month to stay; 150, 90 and 30 to leave, give or take, and a line nobody priced. */
const MODEL: TcoModel = {
  from: '2026-12',
  months: 3,
  rateInput: 'rate',
  basePath: 'stay',
  inputs: [
    value('rate', 0),
    value('stay', 80, 100, 130),
    value('leave', 8, 10, 11),
    value('none', null),
    value('flat', 1),
  ],
  series: [
    { id: 'ones', title: 'ones', unit: '', values: [1, 1, 1], source: 'test' },
    { id: 'path', title: 'path', unit: '', values: [15, 9, 3], source: 'test' },
  ],
  paths: [pathOf('stay', { moves: 0, staying: 2 }), pathOf('exit')],
  lines: [
    line('stay', 'a', multiply(series('ones'), input('stay'))),
    line('exit', 'a', multiply(series('path'), input('leave'), input('flat'))),
    line('exit', 'b', multiply(series('ones'), input('none'), input('none'))),
  ],
  warnings: [],
};
const result = computeTco(MODEL);
function path(id: string, model: TcoModel = MODEL): PathResult {
  const found = computeTco(model).paths.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no path ${id}`);
  return found;
}

describe('what a model comes to', () => {
  it('line by line, what is missing without a figure and with a question', () => {
    expect(result.lines).toEqual([
      {
        id: 'stay.a',
        usd: { low: 240, likely: 300, high: 390 },
        perMonth: [100, 100, 100],
        inputs: ['stay'],
        asks: [],
      },
      {
        id: 'exit.a',
        usd: { low: 216, likely: 270, high: 297 },
        perMonth: [150, 90, 30],
        inputs: ['leave', 'flat'],
        asks: [],
      },
      { id: 'exit.b', usd: null, perMonth: [], inputs: ['none'], asks: ['ask none'] },
    ]);
  });

  it('path by path, with the month from which leaving has cost no more', () => {
    expect(path('stay')).toEqual({
      id: 'stay',
      usd: { low: 240, likely: 300, high: 390 },
      netPresentUsd: { low: 240, likely: 300, high: 390 },
      perMonth: [100, 100, 100],
      cumulative: [100, 200, 300],
      breakEvenMonth: null,
      savesNetPresentUsd: null,
      unpricedLines: 0,
      tornado: [{ input: 'stay', atLow: 240, atHigh: 390, swing: 150 }],
    });
    expect(path('exit')).toEqual({
      id: 'exit',
      usd: { low: 216, likely: 270, high: 297 },
      netPresentUsd: { low: 216, likely: 270, high: 297 },
      perMonth: [150, 90, 30],
      cumulative: [150, 240, 270],
      breakEvenMonth: 3,
      savesNetPresentUsd: 30,
      unpricedLines: 1,
      tornado: [{ input: 'leave', atLow: 216, atHigh: 297, swing: 81 }],
    });
  });

  it.each([
    { reason: 'the same is nothing to compare', leave: [10, 10, 10], month: null },
    { reason: 'as much, then less', leave: [10, 10, 9], month: 1 },
    { reason: 'cheaper, dearer, cheaper again', leave: [9, 20, 1], month: 3 },
    { reason: 'never', leave: [11, 10, 10], month: null },
  ])('breaks even: $reason', ({ leave, month }) => {
    const inputs = MODEL.inputs.map((entry) => (entry.id === 'leave' ? value('leave', 10) : entry));
    const [ones] = MODEL.series;
    const months = { id: 'path', title: 'path', unit: '', values: leave, source: 'test' };
    const model = { ...MODEL, inputs, series: ones === undefined ? [] : [ones, months] };
    expect(path('exit', model).breakEvenMonth).toBe(month);
  });

  it.each([
    { reason: 'nobody moves', rest: { moves: 0 } },
    { reason: 'the paths price unequal sets', rest: { unlike: 1 } },
  ])('saves nothing that can be said: $reason', ({ rest }) => {
    const model = { ...MODEL, paths: [pathOf('stay'), pathOf('exit', rest)] };
    expect(path('exit', model)).toMatchObject({ breakEvenMonth: null, savesNetPresentUsd: null });
    expect(path('exit', model).usd).not.toBeNull();
  });

  it('nothing is a total only where nothing is left out', () => {
    const nothing = { ...MODEL, lines: [...MODEL.lines.slice(0, 1), line('exit', 'a', multiply(series('ones'), 0))] };
    expect(path('exit', nothing)).toMatchObject({ usd: { low: 0, likely: 0, high: 0 }, savesNetPresentUsd: 300 });
    const paths = (rest: Partial<TcoPath>) => [pathOf('stay'), pathOf('exit', rest)];
    const none = { usd: null, netPresentUsd: null, savesNetPresentUsd: null, breakEvenMonth: null, tornado: [] };
    expect(path('exit', { ...nothing, paths: paths({ unpriced: 1 }) })).toMatchObject(none);
    expect(path('exit', { ...nothing, paths: paths({ moves: 0, staying: 0 }) })).toMatchObject(none);
    expect(path('exit', { ...nothing, lines: [...nothing.lines, line('exit', 'b', input('none'))] })).toMatchObject(
      none,
    );
    expect(path('exit', { ...nothing, lines: MODEL.lines.slice(0, 1) })).toMatchObject(none);
    expect(path('stay', { ...nothing, paths: paths({}), lines: [line('stay', 'b', input('none'))] })).toMatchObject(
      none,
    );
  });

  it('later money counts less: at the end of each month, at 12 % a year', () => {
    const model = { ...MODEL, inputs: [value('rate', 0, 12, 20), ...MODEL.inputs.slice(1)] };
    const { netPresentUsd, usd, tornado } = path('exit', model);
    const worth = (rate: number): number => 150 * rate ** (-1 / 12) + 90 * rate ** (-2 / 12) + 30 * rate ** (-3 / 12);
    expect(usd?.likely).toBe(270);
    expect(netPresentUsd?.likely).toBeCloseTo(worth(1.12), 9);
    expect(netPresentUsd?.low).toBeCloseTo(worth(1.12) * 0.8, 9);
    expect(netPresentUsd?.high).toBeCloseTo(worth(1.12) * 1.1, 9);
    expect(tornado.map((bar) => bar.input)).toEqual(['leave', 'rate']);
    expect(tornado[0]?.atLow).toBeCloseTo(worth(1.12) * 0.8, 9);
    expect(tornado[0]?.swing).toBeCloseTo(worth(1.12) * 0.3, 9);
    expect(tornado[1]?.atLow).toBeCloseTo(270, 9);
    expect(tornado[1]?.atHigh).toBeCloseTo(worth(1.2), 9);
    expect(tornado[1]?.swing).toBeCloseTo(270 - worth(1.2), 9);
  });

  it('an input read by several lines moves them together; equal bars go by name; twenty are kept', () => {
    const names = Array.from({ length: 23 }, (_, at) => `x${String(at).padStart(2, '0')}`);
    const inputs = [...MODEL.inputs, ...names.map((id) => value(id, 0, 1, 2))];
    const lines = [
      ...names.toReversed().map((id) => line('exit', id, multiply(series('ones'), input(id)))),
      line('exit', 'twice', multiply(series('ones'), input('x07'))),
    ];
    const { tornado } = path('exit', { ...MODEL, inputs, lines });
    expect(tornado).toHaveLength(20);
    expect(tornado[0]).toEqual({ input: 'x07', atLow: 66, atHigh: 78, swing: 12 });
    expect(tornado.slice(1, 4).map((bar) => bar.input)).toEqual(['x00', 'x01', 'x02']);
  });

  it('another figure for an input has no range, and is refused nothing', () => {
    const [, leave] = computeTco(MODEL, { leave: 20 }).paths;
    expect(leave?.usd).toEqual({ low: 540, likely: 540, high: 540 });
    const [, zero] = computeTco(MODEL, { leave: 0, none: 0 }).paths;
    expect(zero).toMatchObject({ usd: { low: 0, likely: 0, high: 0 }, unpricedLines: 0 });
  });

  it('a line that names what is not there is a defect', () => {
    expect(() => computeTco({ ...MODEL, lines: [line('exit', 'a', input('gone'))] })).toThrow(/input gone/);
    expect(() => computeTco({ ...MODEL, lines: [line('exit', 'a', series('gone'))] })).toThrow(/series gone/);
  });
});
