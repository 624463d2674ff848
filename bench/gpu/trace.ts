/** The published trace ("openb", Alibaba 2023): its nodes and pod lists, and the experiment of the FGD paper made from them. */

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../src/core/placement/random.ts';
import type { Random } from '../../src/core/placement/random.ts';
import type { GpuDemand, GpuNode } from '../../src/core/placement/gpu/problem.ts';

const NODES = 'openb_node_list_gpu_node';
const PODS = 'openb_pod_list_';
const UNPACK = 'xz';

/** Text of a CSV of the trace, plain or packed with xz. */
export function traceFile(folder: string, name: string): string {
  const plain = join(folder, `${name}.csv`);
  if (existsSync(plain)) return readFileSync(plain, 'utf8');
  return execFileSync(UNPACK, ['-dc', `${plain}.xz`], { encoding: 'utf8', maxBuffer: 1 << 28 });
}

export function traceNames(folder: string): string[] {
  const names = readdirSync(folder).flatMap((file) => /^openb_pod_list_(\w+)\.csv(\.xz)?$/.exec(file)?.[1] ?? []);
  return [...new Set(names)].sort();
}

export const nodesFile = (folder: string): string => traceFile(folder, NODES);
export const podsFile = (folder: string, trace: string): string => traceFile(folder, PODS + trace);

function rowsOf(text: string): string[][] {
  return text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split(','));
}

export function readNodes(text: string): GpuNode[] {
  return rowsOf(text).map(([id = '', cpu, memory, gpus, model = '']) => ({
    id,
    cpuMilli: Number(cpu),
    memoryMiB: Number(memory),
    gpus: Number(gpus),
    model,
  }));
}

export function readPods(text: string): GpuDemand[] {
  return rowsOf(text).map(([id = '', cpu, memory, count, milli, models = '']) => ({
    id,
    cpuMilli: Number(cpu),
    memoryMiB: Number(memory),
    gpuCount: Number(count),
    gpuMilli: Number(milli),
    models: models === '' ? [] : models.split('|'),
  }));
}

export interface Experiment {
  /** In the order that breaks ties. */
  readonly nodes: readonly GpuNode[];
  /** The original list, which policies may know the distribution of. */
  readonly pods: readonly GpuDemand[];
  /** The list that arrives: the original in another order, then more of the same. */
  readonly arrivals: readonly GpuDemand[];
}

function shuffle<T>(items: T[], random: Random): T[] {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    const held = items[i] as T;
    items[i] = items[j] as T;
    items[j] = held;
  }
  return items;
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/** The experiment of the paper for one seed: arrivals up to 130 % of all GPUs. */
export function experiment(nodes: readonly GpuNode[], pods: readonly GpuDemand[], seed: number): Experiment {
  const random = createRandom(seed);
  const sorted = pods.toSorted(byId);
  const arrivals = shuffle([...sorted], random);
  const limit = 1.3 * nodes.reduce((sum, { gpus }) => sum + gpus * 1000, 0);
  let asked = arrivals.reduce((sum, { gpuCount, gpuMilli }) => sum + gpuCount * gpuMilli, 0);
  for (;;) {
    const pod = sorted[random.below(sorted.length)];
    if (pod === undefined || asked + pod.gpuMilli > limit) break;
    arrivals.push(pod);
    asked += pod.gpuCount * pod.gpuMilli;
  }
  return { nodes: shuffle([...nodes], random), pods: sorted, arrivals };
}
