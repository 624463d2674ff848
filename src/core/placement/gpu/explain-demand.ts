/**
 * Why a demand is where it is in a plan, and why not elsewhere: per GPU model the first reason that binds on its nodes
 * as they are in the plan, and for nodes that have room, what they would lose more in what they could still hold.
 */

import { checkGpuProblem } from './check.ts';
import { bindingReason, reasonText } from './explain.ts';
import { buildInstance } from './instance.ts';
import { nodeClasses } from './node-classes.ts';
import { NodeValues } from './node-values.ts';
import { mixPrices } from './prices.ts';
import type { GpuPlacement, GpuProblem } from './problem.ts';
import type { GpuReasonCode } from './result.ts';
import { placeRunning } from './running.ts';
import { GpuState } from './state.ts';
import { typicalDemand } from './typical.ts';

export interface ElsewhereGroup {
  /** '' for nodes without GPU. */
  readonly model: string;
  /** Nodes of the model with this answer. */
  readonly nodes: number;
  /** `room`: it would fit; otherwise the first reason against. */
  readonly code: GpuReasonCode | 'room';
  /** With room: what the best of these nodes loses more than the chosen one, in GPUs; below 0: less. */
  readonly extraGpus?: number;
  readonly text: string;
}

export interface DemandExplanation {
  readonly demand: string;
  readonly place: GpuPlacement | null;
  /** With a place: what its node loses by it in what it could still hold, in GPUs. */
  readonly lossGpus: number | null;
  readonly why: string;
  /** By model, most nodes first. */
  readonly elsewhere: readonly ElsewhereGroup[];
}

const PRICE_ITERATIONS = 300;
const SAME = 1e-6;

/**
 * `placements`: the plan, running demands included or in `problem.running`. Undefined when the problem has no such
 * demand. Throws IST-5003 or IST-5031 on figures or places that cannot be.
 */
export function explainDemand(
  problem: GpuProblem,
  placements: readonly GpuPlacement[],
  demandId: string,
): DemandExplanation | undefined {
  const index = problem.demands.findIndex(({ id }) => id === demandId);
  if (index < 0) return undefined;
  const planned = new Map([...(problem.running ?? []), ...placements].map((place) => [place.demand, place]));
  const place = planned.get(demandId) ?? null;
  planned.delete(demandId);
  const running = [...planned.values()];
  checkGpuProblem({ ...problem, running: [...running, ...(place === null ? [] : [place])] });
  const { instance, shapeOf } = buildInstance(problem.nodes, problem.demands);
  const state = new GpuState(instance);
  const typical = typicalDemand(instance, shapeOf);
  const prices = mixPrices(nodeClasses(state), typical, instance.models.length, PRICE_ITERATIONS);
  placeRunning({ ...problem, running }, state, shapeOf);
  const values = new NodeValues(state, prices);

  const shape = shapeOf[index] ?? 0;
  const chosen = place === null ? -1 : problem.nodes.findIndex(({ id }) => id === place.node);
  const loss = chosen < 0 || !state.fits(shape, chosen) ? null : values.loss(shape, chosen);
  const groups = new Map<string, { model: string; code: GpuReasonCode | 'room'; nodes: number; least: number }>();
  for (let n = 0; n < instance.nodes; n += 1) {
    if (n === chosen) continue;
    const model = instance.models[instance.model[n] ?? 0] ?? '';
    const code = bindingReason(state, shape, n) ?? 'room';
    const group = groups.get(`${code}/${model}`) ?? { model, code, nodes: 0, least: Infinity };
    group.nodes += 1;
    if (code === 'room') group.least = Math.min(group.least, values.loss(shape, n));
    groups.set(`${code}/${model}`, group);
  }
  const elsewhere = [...groups.values()]
    .sort((a, b) => b.nodes - a.nodes || (a.model < b.model ? -1 : a.model > b.model ? 1 : a.code < b.code ? -1 : 1))
    .map(({ model, code, nodes, least }): ElsewhereGroup => {
      if (code !== 'room') return { model, nodes, code, text: reasonText(instance, shape, code, nodes) };
      if (loss === null) return { model, nodes, code, text: `${nodes} nodes: it would fit` };
      const extraGpus = least - loss;
      return { model, nodes, code, extraGpus, text: `${nodes} nodes: it would fit; ${compared(extraGpus)}` };
    });
  return { demand: demandId, place, lossGpus: loss, why: whyText(place, loss), elsewhere };
}

function compared(extraGpus: number): string {
  if (Math.abs(extraGpus) < SAME) return 'the best of them would lose as much';
  return `the best of them would lose ${Math.abs(extraGpus).toFixed(3)} GPUs ${extraGpus > 0 ? 'more' : 'less'}`;
}

function whyText(place: GpuPlacement | null, loss: number | null): string {
  if (place === null) return 'It has no place: see the reasons per model.';
  if (loss === null) return `It is on ${place.node}.`;
  return `On ${place.node} it takes ${loss.toFixed(3)} GPUs of what the node could still hold, priced by the usual mix of these demands.`;
}
