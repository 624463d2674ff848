/**
 * The problem as immutable typed arrays. Demands that ask for the same are one shape: everything a policy computes, it
 * computes per shape. Nodes keep the order they were given in, which is also the order that breaks ties.
 */

import type { GpuDemand, GpuNode } from './problem.ts';

export interface GpuInstance {
  readonly nodes: number;
  readonly cpu: Int32Array;
  readonly memory: Int32Array;
  /** GPUs of node n are numbered gpuStart[n] … gpuStart[n + 1] − 1 over all nodes. */
  readonly gpuStart: Int32Array;
  readonly models: readonly string[];
  /** Index into `models` per node. */
  readonly model: Int32Array;
  readonly shapes: number;
  readonly shapeCpu: Int32Array;
  readonly shapeMemory: Int32Array;
  readonly shapeCount: Int32Array;
  readonly shapeMilli: Int32Array;
  /** 1 where a shape may use a model: [shape * models + model]; all 1 for a shape without GPUs. */
  readonly allowed: Uint8Array;
  /** Allowed models as in the demand, sorted and once each. */
  readonly shapeModels: readonly (readonly string[])[];
  /** GPU share in thousandths of all GPUs. */
  readonly capacityMilli: number;
}

/** What makes two demands the same for a policy; model names are quoted, so that no name can imitate another's. */
function shapeKey(demand: GpuDemand, models: readonly string[]): string {
  return JSON.stringify([demand.cpuMilli, demand.memoryMiB, demand.gpuCount, demand.gpuMilli, ...models]);
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function modelsOf(demand: GpuDemand): readonly string[] {
  return demand.gpuCount === 0 ? [] : [...new Set(demand.models)].sort(byName);
}

/** Shapes are numbered in order of first appearance. `shapeOf[i]` is the shape of demand i. */
export function buildInstance(
  nodes: readonly GpuNode[],
  demands: readonly GpuDemand[],
): { readonly instance: GpuInstance; readonly shapeOf: Int32Array } {
  const models = [...new Set(nodes.map(({ model }) => model))].sort(byName);
  const modelIndex = new Map(models.map((model, index) => [model, index]));
  const gpuStart = new Int32Array(nodes.length + 1);
  nodes.forEach(({ gpus }, n) => (gpuStart[n + 1] = (gpuStart[n] ?? 0) + gpus));

  const seen = new Map<string, number>();
  const kinds: GpuDemand[] = [];
  const shapeModels: (readonly string[])[] = [];
  const shapeOf = Int32Array.from(demands, (demand) => {
    const wanted = modelsOf(demand);
    const key = shapeKey(demand, wanted);
    const known = seen.get(key);
    if (known !== undefined) return known;
    seen.set(key, kinds.length);
    kinds.push(demand);
    shapeModels.push(wanted);
    return kinds.length - 1;
  });
  const allowed = new Uint8Array(kinds.length * models.length);
  shapeModels.forEach((wanted, shape) => {
    for (let m = 0; m < models.length; m += 1) {
      if (wanted.length === 0 || wanted.includes(models[m] ?? '')) allowed[shape * models.length + m] = 1;
    }
  });
  return {
    shapeOf,
    instance: {
      nodes: nodes.length,
      cpu: Int32Array.from(nodes, ({ cpuMilli }) => cpuMilli),
      memory: Int32Array.from(nodes, ({ memoryMiB }) => memoryMiB),
      gpuStart,
      models,
      model: Int32Array.from(nodes, ({ model }) => modelIndex.get(model) ?? 0),
      shapes: kinds.length,
      shapeCpu: Int32Array.from(kinds, ({ cpuMilli }) => cpuMilli),
      shapeMemory: Int32Array.from(kinds, ({ memoryMiB }) => memoryMiB),
      shapeCount: Int32Array.from(kinds, ({ gpuCount }) => gpuCount),
      shapeMilli: Int32Array.from(kinds, ({ gpuMilli }) => gpuMilli),
      allowed,
      shapeModels,
      capacityMilli: (gpuStart[nodes.length] ?? 0) * 1000,
    },
  };
}
