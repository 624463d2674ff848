/** The total cost of staying and of each way out, month by month, with its formulas (C3, C4). */

import type { TcoDocument } from '../api/costs.ts';
import { buildTco } from '../core/cost/tco/build.ts';
import { computeTco } from '../core/cost/tco/compute.ts';
import { formulaText } from '../core/cost/tco/expression.ts';
import type { TcoModel } from '../core/cost/tco/model.ts';
import type { ServiceContext } from './context.ts';
import { caseWith, loadCostGround } from './tco-case.ts';
import type { CostTerms } from './tco-case.ts';
import { pathPlans } from './tco-paths.ts';

export interface TcoRequest extends CostTerms {
  /** "stay", "all-to/SITE", "placement/NAME"; none: the usual ones. */
  readonly paths: readonly string[];
}

/** Heavy for a large estate: call it in a thread. Throws as `loadCostGround` and `pathPlans` do. */
export async function totalCost(context: ServiceContext, request: TcoRequest): Promise<TcoDocument> {
  const ground = await loadCostGround(context, request);
  const model = buildTco(caseWith(ground, await pathPlans(context, ground, request.paths)));
  const unsized = [...ground.hosts].flatMap(([id, { unsized: count }]) =>
    count > 0 ? [`${count} hosts of ${id} state no cores: they are not counted.`] : [],
  );
  return describeTco({ ...model, warnings: [...model.warnings, ...unsized] }, ground.generation, ground.of.asOf);
}

function describeTco(model: TcoModel, generation: number, asOf: string): TcoDocument {
  const result = computeTco(model);
  const titles = new Map([...model.inputs, ...model.series].map(({ id, title }) => [id, title]));
  const computed = new Map(result.lines.map((line) => [line.id, line]));
  const paths = new Map(result.paths.map((path) => [path.id, path]));
  const asks = new Map<string, { ask: string; lines: string[] }>();
  const lines = model.lines.map((line): TcoDocument['lines'][number] => {
    const { usd = null, perMonth = [], inputs = [], asks: asked = [] } = computed.get(line.id) ?? {};
    for (const ask of asked) {
      const known = asks.get(ask);
      if (known === undefined) asks.set(ask, { ask, lines: [line.id] });
      else known.lines.push(line.id);
    }
    return {
      ...line,
      assumptions: [...line.assumptions],
      formula: formulaText(line.expression, (id) => titles.get(id) ?? id),
      inputs: [...inputs],
      usd,
      perMonth: [...perMonth],
      asks: [...asked],
    };
  });
  const { from, months, rateInput, basePath, warnings } = model;
  return {
    generation,
    asOf,
    from,
    months,
    rateInput,
    basePath,
    inputs: [...model.inputs],
    series: model.series.map((entry) => ({ ...entry, values: [...entry.values] })),
    lines,
    paths: model.paths.flatMap(({ notes, ...path }) => {
      const found = paths.get(path.id);
      if (found === undefined) return [];
      const { perMonth, cumulative, tornado, ...sums } = found;
      return [
        {
          ...path,
          ...sums,
          notes: [...notes],
          perMonth: [...perMonth],
          cumulative: [...cumulative],
          tornado: [...tornado],
        },
      ];
    }),
    // What keeps most lines from having a better price first.
    asks: [...asks.values()].sort((a, b) => b.lines.length - a.lines.length || (a.ask < b.ask ? -1 : 1)),
    warnings: [...warnings],
  };
}
