/** Finds the fewest moves that make room for one more GPU demand (P9). */

import { setImmediate as breathe } from 'node:timers/promises';
import type { GpuDefragDocument, GpuDefragRequest, GpuRequest } from '../api/gpu.ts';
import { defragment } from '../core/placement/gpu/defragment.ts';
import { planGpus } from '../core/placement/gpu/plan.ts';
import { WHOLE_GPU } from '../core/placement/gpu/problem.ts';
import type { GpuDemand, GpuPlacement } from '../core/placement/gpu/problem.ts';
import type { GpuEstate } from '../core/placement/gpu-estate.ts';
import { gpuNameMatches } from '../core/placement/gpu-names.ts';
import { MIB_PER_GIB } from '../core/model/units.ts';
import type { JobContext } from './durable-job.ts';
import { gpuInput } from './gpu-input.ts';
import type { GpuQuestion } from './gpu-input.ts';
import { keepGpu } from './gpu-keep.ts';
import type { Kept } from './gpu-keep.ts';

/** The id no workload has: what is asked for. */
const REQUEST = 'the request';

/** Throws as gpuInput does. */
export async function defragGpus(
  context: JobContext,
  request: GpuDefragRequest & Pick<GpuQuestion, 'basis'>,
): Promise<GpuDefragDocument> {
  context.progress(0.05, 'reading nodes and demands');
  const input = await gpuInput(context, request, false);
  const { estate } = input;
  const warnings = [...estate.warnings];
  context.progress(0.3, 'looking for room');
  await breathe();
  const wanted = demandOf(request.request, estate);
  const placed = placedNow(estate, request.seed, warnings);
  const held = new Set(placed.map(({ demand }) => demand));
  const demands = estate.demands.filter(({ id }) => held.has(id));
  const found = defragment({ nodes: estate.nodes, demands }, placed, wanted, { maxMoves: request.maxMoves });
  const nodeName = (id: string): string => estate.nodeNames.get(id) ?? id;
  const spot = ({
    node,
    gpus,
  }: {
    readonly node: string;
    readonly gpus: readonly number[];
  }): { node: string; gpus: number[] } => ({ node: nodeName(node), gpus: [...gpus] });
  if (found.possible && found.moves.length > 0) {
    warnings.push('A workload that leaves a GPU is stopped on its old node and started on the new one.');
  }
  const whole: Omit<GpuDefragDocument, keyof Kept> = {
    site: request.site ?? null,
    request: request.request,
    possible: found.possible,
    moves: found.possible
      ? found.moves.map(({ demand, from, to }, at) => ({
          order: at + 1,
          ...(estate.demandNames.get(demand) ?? { id: demand, workloadId: null, name: demand }),
          from: spot(from),
          to: spot(to),
        }))
      : [],
    room: found.possible ? spot(found.room) : null,
    proved: found.possible ? found.fewest : found.proved,
    kind: found.possible ? null : found.kind,
    reasons: found.possible ? [] : found.reasons.map((reason) => ({ ...reason })),
    notKnown: [...estate.notKnown],
    warnings,
  };
  const { nodesCsv: _nodes, podsCsv: _pods, basis: _basis, ...settings } = request;
  return keepGpu(context, 'gpu-defrag', input, {
    whole,
    summary: { possible: whole.possible, moves: whole.moves.length, room: whole.room, request: request.request },
    settings,
    subject: request.site ?? null,
  });
}

function demandOf(request: GpuRequest, { nodes }: GpuEstate): GpuDemand {
  const there = [...new Set(nodes.map(({ model }) => model))].filter((model) => model !== '').sort();
  const models = request.models.flatMap((wanted) => {
    const found = there.filter((model) => gpuNameMatches(wanted, model));
    return found.length === 0 ? [wanted] : found;
  });
  return {
    id: REQUEST,
    cpuMilli: Math.ceil(request.cpu * 1000),
    memoryMiB: Math.ceil(request.memoryGiB * MIB_PER_GIB),
    gpuCount: request.gpus,
    gpuMilli: Math.max(1, Math.round(request.share * WHOLE_GPU)),
    models: [...new Set(models)].sort(),
  };
}

/** Where everybody is; when nobody is said to be anywhere, where a scheduler would have put them, one after the other. */
function placedNow(estate: GpuEstate, seed: number, warnings: string[]): readonly GpuPlacement[] {
  if (estate.running.length > 0 || estate.demands.length === 0) return estate.running;
  const plan = planGpus(estate, { mode: 'online', seed, iterations: 0 });
  warnings.push(
    `No demand says where it runs: ${plan.placements.length} of ${estate.demands.length} were placed one after the other (${plan.policy}, seed ${seed}).`,
  );
  return plan.placements;
}
