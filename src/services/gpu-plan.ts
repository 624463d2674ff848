/** Plans which GPUs every demand gets (P9). */

import { setImmediate as breathe } from 'node:timers/promises';
import type { GpuPlanDocument, GpuPlanRequest } from '../api/gpu.ts';
import { DEFAULT_ITERATIONS, startGpuPlan } from '../core/placement/gpu/plan.ts';
import type { GpuPlan } from '../core/placement/gpu/result.ts';
import type { GpuEstate } from '../core/placement/gpu-estate.ts';
import { nodeUse } from '../core/placement/gpu-node-use.ts';
import { throwIfCancelled } from './context.ts';
import type { JobContext } from './durable-job.ts';
import { gpuInput } from './gpu-input.ts';
import type { GpuQuestion } from './gpu-input.ts';
import { keepGpu } from './gpu-keep.ts';
import type { Kept } from './gpu-keep.ts';

const SLICE = 2000;

/** Throws as gpuInput does, and IST-5032 for a policy nobody knows. */
export async function planGpus(
  context: JobContext,
  request: GpuPlanRequest & Pick<GpuQuestion, 'basis'>,
): Promise<GpuPlanDocument> {
  context.progress(0.02, 'reading nodes and demands');
  const input = await gpuInput(context, request, request.anew);
  const { estate } = input;
  const iterations = request.mode === 'online' ? 0 : (request.iterations ?? DEFAULT_ITERATIONS);
  context.progress(0.15, 'placing');
  await breathe();
  const planner = startGpuPlan(estate, {
    mode: request.mode,
    seed: request.seed,
    iterations,
    ...(request.policy !== undefined && { policy: request.policy }),
  });
  const began = performance.now();
  let stopped = false;
  while (!(stopped = context.stopping?.() === true) && planner.step(SLICE)) {
    throwIfCancelled(context);
    const { iterations: done, placed, allocatedMilli, limitMilli } = planner.progress;
    context.figures?.({ placed, allocatedGpus: allocatedMilli / 1000, limitGpus: limitMilli / 1000 });
    context.progress(0.2 + 0.65 * (iterations === 0 ? 1 : Math.min(1, done / iterations)), 'improving');
    await breathe();
  }
  const plan = planner.result();
  const whole = describe(plan, estate, request.site ?? null, stopped ? (performance.now() - began) / 1000 : null);
  const { nodesCsv: _nodes, podsCsv: _pods, basis: _basis, ...settings } = request;
  const { nodes: _, placements, unplaced, fragmentation: __, ...summary } = whole;
  return keepGpu(context, 'gpu-plan', input, {
    whole,
    summary: { ...summary, placed: placements.length, unplaced: unplaced.length },
    settings,
    subject: request.site ?? null,
  });
}

/** @param seconds after which a person stopped it; null: nobody did */
function describe(
  plan: GpuPlan,
  estate: GpuEstate,
  site: string | null,
  seconds: number | null,
): Omit<GpuPlanDocument, keyof Kept> {
  const { demandNames, nodeNames } = estate;
  const named = (id: string): { id: string; workloadId: string | null; name: string } =>
    demandNames.get(id) ?? { id, workloadId: null, name: id };
  const shareOf = new Map(estate.demands.map(({ id, gpuMilli }) => [id, gpuMilli]));
  return {
    site,
    mode: plan.mode,
    policy: plan.policy,
    seed: plan.seed,
    iterations: plan.iterations,
    stoppedEarly: seconds !== null,
    seconds: seconds === null ? null : Math.round(seconds * 100) / 100,
    running: estate.running.length,
    capacityMilli: plan.capacityMilli,
    allocatedMilli: plan.allocatedMilli,
    allocationPct: plan.allocationPercent,
    boundMilli: plan.boundMilli,
    gapPct: plan.gapPercent,
    fragmentation: {
      ...plan.fragmentation,
      shapes: plan.fragmentation.shapes.map((shape) => ({ ...shape, models: [...shape.models] })),
    },
    nodes: nodeUse(estate, [...estate.running, ...plan.placements]),
    placements: plan.placements.map(({ demand, node, gpus }) => ({
      ...named(demand),
      node: nodeNames.get(node) ?? node,
      gpus: [...gpus],
      gpuMilli: shareOf.get(demand) ?? 0,
    })),
    unplaced: plan.unplaced.map(({ demand, kind, reasons }) => ({
      ...named(demand),
      kind,
      reasons: reasons.map((reason) => ({ ...reason })),
    })),
    notKnown: [...estate.notKnown],
    warnings: [
      ...(seconds === null
        ? []
        : [
            `Stopped after ${Math.round(seconds)} s: the best plan until then, not reproducible. Another run may differ.`,
          ]),
      ...estate.warnings,
    ],
  };
}
