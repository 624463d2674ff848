/** One run of the experiment, and its verdict by a checker that shares no code with it. */

import { spawnSync } from 'node:child_process';
import { shareBound } from '../../src/core/placement/gpu/bound.ts';
import { buildInstance } from '../../src/core/placement/gpu/instance.ts';
import { nodeClasses } from '../../src/core/placement/gpu/node-classes.ts';
import { OfflineSearch } from '../../src/core/placement/gpu/offline.ts';
import { noneArrived, placeArrivals } from '../../src/core/placement/gpu/online.ts';
import type { Arrivals } from '../../src/core/placement/gpu/online.ts';
import { bidPricePolicy } from '../../src/core/placement/gpu/policies/bid-price.ts';
import type { Policy } from '../../src/core/placement/gpu/policies/policy.ts';
import { GpuState, gpusOf } from '../../src/core/placement/gpu/state.ts';
import { typicalDemand } from '../../src/core/placement/gpu/typical.ts';
import { createRandom } from '../../src/core/placement/random.ts';
import type { Experiment } from './trace.ts';

export interface Run {
  readonly decisions: number;
  readonly allocationPercent: number;
  /** CPU time of the policy's preparation, and of the decisions. */
  readonly prepareSeconds: number;
  readonly decideSeconds: number;
  readonly boundPercent?: number;
  /** Lines "pod,node,gpus" in order of arrival. */
  readonly lines: string;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

export function runOnline(experiment: Experiment, policy: Policy, seed: number): Run {
  const { instance, shapeOf } = buildInstance(experiment.nodes, [...experiment.pods, ...experiment.arrivals]);
  const typical = typicalDemand(instance, shapeOf.subarray(0, experiment.pods.length));
  const state = new GpuState(instance);
  const arrivals = noneArrived(shapeOf.subarray(experiment.pods.length));
  const start = cpuSeconds();
  const chooser = policy.create({ state, typical, random: createRandom(seed) });
  const prepared = cpuSeconds();
  placeArrivals(state, chooser, arrivals, 0, arrivals.shapeOf.length);
  const decided = cpuSeconds();
  return {
    decisions: arrivals.shapeOf.length,
    allocationPercent: (state.allocatedMilli / instance.capacityMilli) * 100,
    prepareSeconds: prepared - start,
    decideSeconds: decided - prepared,
    lines: linesOf(experiment, arrivals),
  };
}

export function runOffline(experiment: Experiment, seed: number, iterations: number): Run {
  const { instance, shapeOf } = buildInstance(experiment.nodes, experiment.arrivals);
  const state = new GpuState(instance);
  const classes = nodeClasses(state);
  const start = cpuSeconds();
  const typical = typicalDemand(instance, shapeOf);
  const chooser = bidPricePolicy.create({ state, typical, random: createRandom(seed) });
  const search = new OfflineSearch(state, shapeOf, chooser, createRandom(seed));
  search.step(iterations);
  const listed = typicalDemand(instance, shapeOf, 1);
  const supply = listed.weight.map((weight) => Math.round(weight * shapeOf.length));
  const bound = shareBound(classes, listed, supply, instance.models.length, state.allocatedMilli, 1000);
  const { node, gpus } = search.assignment;
  return {
    decisions: shapeOf.length,
    allocationPercent: (state.allocatedMilli / instance.capacityMilli) * 100,
    prepareSeconds: 0,
    decideSeconds: cpuSeconds() - start,
    boundPercent: Math.min(100, (bound / instance.capacityMilli) * 100),
    lines: linesOf(experiment, { node, gpus }),
  };
}

function linesOf({ nodes, arrivals }: Experiment, { node, gpus }: Pick<Arrivals, 'node' | 'gpus'>): string {
  return arrivals
    .map(({ id }, i) => `${id},${nodes[node[i] ?? -1]?.id ?? ''},${gpusOf(gpus[i] ?? 0).join('+')}\n`)
    .join('');
}

export interface Verdict {
  readonly valid: boolean;
  readonly allocationPercent: number;
  readonly text: string;
}

/** What the checker prints about a run that was written to a file. */
export function checkRun(checker: string, nodesCsv: string, podsCsv: string, runCsv: string): Verdict {
  const { stdout, stderr } = spawnSync(process.execPath, [checker, nodesCsv, podsCsv, runCsv], { encoding: 'utf8' });
  try {
    const { valid, allocationPercent } = JSON.parse(stdout) as { valid: boolean; allocationPercent: number };
    return { valid, allocationPercent, text: stdout.trim() };
  } catch {
    return { valid: false, allocationPercent: Number.NaN, text: stdout + stderr };
  }
}
