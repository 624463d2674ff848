/**
 * What demand usually looks like: the most frequent shapes of a list until they cover 95 % of it, with weights that
 * sum to 1. Memory plays no role. This is all that a policy knows of the future.
 */

import type { GpuInstance } from './instance.ts';

export interface TypicalDemand {
  readonly shapes: number;
  /** A shape of the instance that each was taken from. */
  readonly shape: Int32Array;
  readonly cpu: Int32Array;
  readonly count: Int32Array;
  readonly milli: Int32Array;
  readonly weight: Float64Array;
  /** [typical * models + model], as in the instance. */
  readonly allowed: Uint8Array;
}

const COVERED_SHARE = 0.95;

/** Typical demand of a list of shapes of the instance; ties in frequency go to the shape seen first. */
export function typicalDemand(
  instance: GpuInstance,
  shapeOf: ArrayLike<number>,
  covered = COVERED_SHARE,
): TypicalDemand {
  const { models } = instance;
  const groups = new Map<string, { shape: number; times: number }>();
  for (let i = 0; i < shapeOf.length; i += 1) {
    const shape = shapeOf[i] ?? 0;
    const key = JSON.stringify([
      instance.shapeCpu[shape],
      instance.shapeCount[shape],
      instance.shapeMilli[shape],
      ...(instance.shapeModels[shape] ?? []),
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { shape, times: 1 });
    else group.times += 1;
  }
  const frequent = [...groups.values()].sort((a, b) => b.times - a.times);
  const kept: { shape: number; times: number }[] = [];
  let sum = 0;
  for (const group of frequent) {
    if (sum >= covered * shapeOf.length) break;
    kept.push(group);
    sum += group.times;
  }
  const allowed = new Uint8Array(kept.length * models.length);
  kept.forEach(({ shape }, t) =>
    allowed.set(instance.allowed.subarray(shape * models.length, (shape + 1) * models.length), t * models.length),
  );
  return {
    shapes: kept.length,
    shape: Int32Array.from(kept, ({ shape }) => shape),
    cpu: Int32Array.from(kept, ({ shape }) => instance.shapeCpu[shape] ?? 0),
    count: Int32Array.from(kept, ({ shape }) => instance.shapeCount[shape] ?? 0),
    milli: Int32Array.from(kept, ({ shape }) => instance.shapeMilli[shape] ?? 0),
    weight: Float64Array.from(kept, ({ times }) => times / sum),
    allowed,
  };
}
