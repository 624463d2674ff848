/** Collects a model: every input once, every series that says something, every line that is ever above nothing. */

import type { Confidence } from '../../catalog/provenance.ts';
import type { CostGroup } from '../cost-line.ts';
import type { UnitPrice } from '../licences/price.ts';
import { exactly } from '../range.ts';
import type { Range } from '../range.ts';
import { spreadBy } from '../uncertainty.ts';
import type { Spread } from '../uncertainty.ts';
import { input, inputsOf, series, seriesOf, withoutInputs } from './expression.ts';
import type { Expression } from './expression.ts';
import type { TcoInput, TcoLine, TcoSeries } from './model.ts';

/** Fit to be a name in a workbook: "i_fra_vsphere_usdPerKwh". */
const nameOf = (prefix: string, id: string): string => `${prefix}_${id.replaceAll(/[^A-Za-z0-9]/g, '_')}`;

interface Said {
  readonly title: string;
  readonly unit: string;
  readonly source: string;
  readonly asOf?: string | undefined;
}

export class ModelBuilder {
  readonly inputs = new Map<string, TcoInput>();
  readonly series = new Map<string, TcoSeries>();
  readonly lines: TcoLine[] = [];
  readonly warnings = new Set<string>();
  readonly #spread: Spread;
  readonly #today: string;

  /** `today`: the day of what is read from the inventory and from sites.yaml as they stand. */
  constructor(spread: Spread, today: string) {
    this.#spread = spread;
    this.#today = today;
  }

  #put(id: string, value: Range | null, said: Said, unverified: boolean, ask: string | null): Expression {
    const name = nameOf('i', id);
    if (!this.inputs.has(name)) {
      const { title, unit, source } = said;
      const asOf = said.asOf ?? (value === null ? '' : this.#today);
      this.inputs.set(name, { id: name, title, unit, value, source, asOf, unverified, ask });
    }
    return input(name);
  }

  /** A figure that is known exactly: counted, or given by the user. */
  exact(id: string, value: number, said: Said): Expression {
    return this.#put(id, exactly(value), said, false, null);
  }

  /** A figure of sites.yaml, with the spread asked for what is given. */
  given(id: string, value: number, said: Said): Expression {
    return this.#put(id, spreadBy(value, 'given', this.#spread), said, false, null);
  }

  /** A figure of the catalogue, with the spread of its confidence. `ask`: how to give a better one. */
  fact(
    id: string,
    value: number,
    conf: Confidence | 'given' | 'migrationHours',
    said: Said,
    ask: string | null = null,
  ): Expression {
    const unverified = conf === 'own' || conf === 'migrationHours';
    return this.#put(id, spreadBy(value, conf, this.#spread), said, unverified, ask);
  }

  ranged(id: string, value: Range, said: Said, unverified = false, ask: string | null = null): Expression {
    return this.#put(id, value, said, unverified, ask);
  }

  /** A figure nobody gave. */
  missing(id: string, said: Omit<Said, 'source'>, ask: string): Expression {
    return this.#put(id, null, { ...said, source: 'not given' }, false, ask);
  }

  price(id: string, price: UnitPrice | null, said: Omit<Said, 'source' | 'asOf'>, ask: string): Expression {
    if (price === null) return this.missing(id, said, ask);
    const { usd, source, asOf, unverified } = price;
    // A price without a date is of no day: today would make it look fresh.
    const from = { ...said, source, asOf };
    return this.ranged(id, usd, from, unverified, unverified ? ask : null);
  }

  months(id: string, title: string, unit: string, values: readonly number[], source: string): Expression {
    const name = nameOf('s', id);
    // Binary noise of sums would make two equal series differ, and a workbook unreadable.
    const rounded = values.map((value) => Math.round(value * 1e6) / 1e6);
    this.series.set(name, { id: name, title, unit, values: rounded, source });
    return series(name);
  }

  /** Whether its series make it nothing in every month, whatever the inputs are. */
  #isNothing(expression: Expression): boolean {
    const read = seriesOf(expression).map((id) => [id, this.series.get(id)?.values ?? []] as const);
    if (read.length === 0) return false;
    const values = new Map(read);
    const months = Math.max(...read.map(([, { length }]) => length));
    const result = (month: number): number | null => withoutInputs(expression, (id) => values.get(id)?.[month] ?? 0);
    return Array.from({ length: months }, (_, month) => result(month)).every((usd) => usd === 0);
  }

  /** Left out when it is nothing in every month. */
  line(line: {
    readonly pathId: string;
    readonly siteId: string | null;
    readonly what: string;
    readonly title: string;
    readonly group: CostGroup;
    readonly period?: 'one-off';
    readonly expression: Expression;
    readonly assumptions?: readonly string[];
  }): void {
    const { what, period = 'month', assumptions = [], ...rest } = line;
    if (this.#isNothing(rest.expression)) return;
    const id = [rest.pathId, rest.siteId, what].filter((part) => part !== null).join('.');
    this.lines.push({ ...rest, id, period, assumptions });
  }

  /** Inputs that some line reads, and those named here. */
  usedInputs(others: readonly string[]): TcoInput[] {
    const used = new Set([...others, ...this.lines.flatMap(({ expression }) => inputsOf(expression))]);
    return [...this.inputs.values()].filter(({ id }) => used.has(id));
  }

  /** Series that some line reads: the others said nothing. */
  usedSeries(): TcoSeries[] {
    const used = new Set(this.lines.flatMap(({ expression }) => seriesOf(expression)));
    return [...this.series.values()].filter(({ id }) => used.has(id));
  }
}
