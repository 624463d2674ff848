/** What a model comes to: per line, per month, per path; net present value, break-even, and what moves the total most. */

import { addRanges } from '../range.ts';
import type { Range } from '../range.ts';
import { evaluate, evaluateRange, inputsOf } from './expression.ts';
import type { Expression } from './expression.ts';
import type { TcoInput, TcoLine, TcoModel } from './model.ts';

export interface LineResult {
  readonly id: string;
  /** Over all months, not discounted. Null: an input is missing. */
  readonly usd: Range | null;
  readonly perMonth: readonly number[];
  readonly inputs: readonly string[];
  /** What would give it a price. */
  readonly asks: readonly string[];
}

export interface PathResult {
  readonly id: string;
  /** Null: none of its lines has a price. */
  readonly usd: Range | null;
  readonly netPresentUsd: Range | null;
  readonly perMonth: readonly number[];
  readonly cumulative: readonly number[];
  /** First month from which on this path has cost no more than the base; null: never within the months, or nothing to compare. */
  readonly breakEvenMonth: number | null;
  /**
   * Net present value of the base less this path's: what it saves. Null: it is the base or comes to the same, one of them
   * has no price, or they price unequal sets of workloads.
   */
  readonly savesNetPresentUsd: number | null;
  readonly unpricedLines: number;
  readonly tornado: readonly TornadoBar[];
}

export interface TornadoBar {
  readonly input: string;
  /** Net present value with this input at its low and high end, all others likely. */
  readonly atLow: number;
  readonly atHigh: number;
  readonly swing: number;
}

export interface TcoResult {
  readonly lines: readonly LineResult[];
  readonly paths: readonly PathResult[];
}

type Pick = 'low' | 'likely' | 'high';

/** Bars of a tornado that are kept. */
const BARS = 20;

/** `overrides`: other values for inputs, by id, which then have no range. Throws when a line names an input or series that is not there. */
export function computeTco(model: TcoModel, overrides: Readonly<Record<string, number>> = {}): TcoResult {
  const computer = new Computer(model, overrides);
  const lines = model.lines.map((line) => computer.line(line));
  const byId = new Map(lines.map((line) => [line.id, line]));
  const base = pathOf(model, computer, byId, model.basePath);
  return {
    lines,
    paths: model.paths.map(({ id, moves, unlike }) => {
      const path = pathOf(model, computer, byId, id);
      const { netPresentUsd: here } = path;
      const there = moves > 0 && unlike === 0 && differs(base, path) ? base.netPresentUsd : null;
      return {
        ...path,
        breakEvenMonth: here === null || there === null ? null : breakEven(base.cumulative, path.cumulative),
        savesNetPresentUsd: here === null || there === null ? null : there.likely - here.likely,
        tornado: here === null ? [] : computer.tornado(id, here.likely),
      };
    }),
  };
}

type PathSums = Omit<PathResult, 'breakEvenMonth' | 'savesNetPresentUsd' | 'tornado'>;

function pathOf(model: TcoModel, computer: Computer, byId: ReadonlyMap<string, LineResult>, pathId: string): PathSums {
  const own = model.lines.filter((line) => line.pathId === pathId);
  const priced = own.filter((line) => computer.isPriced(line));
  const ranges = Array.from({ length: model.months }, (_, at) =>
    addRanges(priced.map((line) => computer.rangeOf(line.expression, at))),
  );
  const factors = computer.discountFactors('likely');
  const perMonth = Array.from({ length: model.months }, (_, at) =>
    priced.reduce((sum, { id }) => sum + (byId.get(id)?.perMonth[at] ?? 0), 0),
  );
  let sum = 0;
  const cumulative = perMonth.map((usd) => (sum += usd));
  const present = (end: Pick): number =>
    ranges.reduce((total, range, at) => total + range[end] * (factors[at] ?? 0), 0);
  const asked = model.paths.find(({ id }) => id === pathId);
  const isWhole = own.length === priced.length && asked?.unpriced === 0 && asked.moves + asked.staying > 0;
  // Lines that come to nothing are a total of nothing only where no line and no workload is left out.
  const hasPrice = perMonth.some((usd) => usd !== 0) || (priced.length > 0 && isWhole);
  return {
    id: pathId,
    usd: hasPrice ? addRanges(ranges) : null,
    netPresentUsd: hasPrice ? { low: present('low'), likely: present('likely'), high: present('high') } : null,
    perMonth,
    cumulative,
    unpricedLines: own.length - priced.length,
  };
}

const differs = (base: PathSums, path: PathSums): boolean => path.perMonth.some((usd, at) => usd !== base.perMonth[at]);

function breakEven(base: readonly number[], path: readonly number[]): number | null {
  let from: number | null = null;
  for (const [at, usd] of path.entries()) {
    if (usd > (base[at] ?? 0)) from = null;
    else from ??= at + 1;
  }
  return from;
}

class Computer {
  readonly #model: TcoModel;
  readonly #inputs: ReadonlyMap<string, TcoInput>;
  readonly #series: ReadonlyMap<string, readonly number[]>;

  constructor(model: TcoModel, overrides: Readonly<Record<string, number>>) {
    this.#model = model;
    this.#inputs = new Map(
      model.inputs.map((entry) => {
        const other = overrides[entry.id];
        return [
          entry.id,
          other === undefined ? entry : { ...entry, value: { low: other, likely: other, high: other } },
        ];
      }),
    );
    this.#series = new Map(model.series.map(({ id, values }) => [id, values]));
  }

  #input(id: string): TcoInput {
    const found = this.#inputs.get(id);
    if (found === undefined) throw new Error(`a line names the input ${id}, which the model does not have`);
    return found;
  }

  #seriesAt(id: string, at: number): number {
    const values = this.#series.get(id);
    if (values === undefined) throw new Error(`a line names the series ${id}, which the model does not have`);
    return values[at] ?? 0;
  }

  isPriced({ expression }: TcoLine): boolean {
    return inputsOf(expression).every((id) => this.#input(id).value !== null);
  }

  rangeOf(expression: Expression, at: number): Range {
    return evaluateRange(expression, {
      input: (id) => this.#input(id).value ?? { low: 0, likely: 0, high: 0 },
      series: (id) => this.#seriesAt(id, at),
    });
  }

  /** With one input at one of its ends, all others likely. */
  #months(expression: Expression, changed?: string, end: Pick = 'likely'): readonly number[] {
    return Array.from({ length: this.#model.months }, (_, at) =>
      evaluate(expression, {
        input: (id) => this.#input(id).value?.[id === changed ? end : 'likely'] ?? 0,
        series: (id) => this.#seriesAt(id, at),
      }),
    );
  }

  line(line: TcoLine): LineResult {
    const inputs = inputsOf(line.expression);
    const isPriced = this.isPriced(line);
    return {
      id: line.id,
      usd: isPriced
        ? addRanges(Array.from({ length: this.#model.months }, (_, at) => this.rangeOf(line.expression, at)))
        : null,
      perMonth: isPriced ? this.#months(line.expression) : [],
      inputs,
      asks: [...new Set(inputs.flatMap((id) => this.#input(id).ask ?? []))],
    };
  }

  /** What a dollar of each month is worth at the start. Paid at the end of the month. */
  discountFactors(end: Pick): readonly number[] {
    const rate = (this.#input(this.#model.rateInput).value?.[end] ?? 0) / 100;
    return Array.from({ length: this.#model.months }, (_, at) => (1 + rate) ** (-(at + 1) / 12));
  }

  tornado(pathId: string, likely: number): TornadoBar[] {
    const lines = this.#model.lines.filter((line) => line.pathId === pathId && this.isPriced(line));
    const readers = new Map<string, TcoLine[]>();
    for (const line of lines) {
      for (const id of inputsOf(line.expression)) {
        const known = readers.get(id);
        if (known === undefined) readers.set(id, [line]);
        else known.push(line);
      }
    }
    const factors = this.discountFactors('likely');
    const worth = (months: readonly number[]): number =>
      months.reduce((sum, usd, at) => sum + usd * (factors[at] ?? 0), 0);
    const bars: TornadoBar[] = [];
    for (const [id, reading] of readers) {
      const value = this.#input(id).value;
      if (value === null || value.low === value.high) continue;
      const at = (end: Pick): number =>
        reading.reduce(
          (sum, { expression }) => sum + worth(this.#months(expression, id, end)) - worth(this.#months(expression)),
          likely,
        );
      const atLow = at('low');
      const atHigh = at('high');
      bars.push({ input: id, atLow, atHigh, swing: Math.abs(atHigh - atLow) });
    }
    bars.push(...this.#rateBar(lines));
    return bars.sort((a, b) => b.swing - a.swing || (a.input < b.input ? -1 : 1)).slice(0, BARS);
  }

  #rateBar(lines: readonly TcoLine[]): TornadoBar[] {
    const id = this.#model.rateInput;
    const value = this.#input(id).value;
    if (value === null || value.low === value.high) return [];
    const perMonth = lines.map(({ expression }) => this.#months(expression));
    const at = (end: Pick): number => {
      const factors = this.discountFactors(end);
      return perMonth.reduce((sum, usd) => sum + usd.reduce((all, each, m) => all + each * (factors[m] ?? 0), 0), 0);
    };
    const [atLow, atHigh] = [at('low'), at('high')];
    return [{ input: id, atLow, atHigh, swing: Math.abs(atHigh - atLow) }];
  }
}
