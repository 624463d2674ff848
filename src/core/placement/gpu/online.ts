/** Demands placed one after the other, each for good, knowing nothing of those to come. */

import type { GpuState } from './state.ts';
import type { Chooser } from './policies/policy.ts';

export interface Arrivals {
  /** Shape of each arrival, in order. */
  readonly shapeOf: Int32Array;
  /** Node of each, or −1. */
  readonly node: Int32Array;
  /** Bit mask of its GPUs. */
  readonly gpus: Int32Array;
}

export function noneArrived(shapeOf: Int32Array): Arrivals {
  return { shapeOf, node: new Int32Array(shapeOf.length).fill(-1), gpus: new Int32Array(shapeOf.length) };
}

/** Places arrivals from … to − 1; whatever fits somewhere is placed. */
export function placeArrivals(state: GpuState, chooser: Chooser, arrivals: Arrivals, from: number, to: number): void {
  for (let i = from; i < to; i += 1) {
    const shape = arrivals.shapeOf[i] as number;
    const node = chooser.node(shape);
    if (node < 0) continue;
    const gpus = chooser.gpus(shape, node);
    state.apply(shape, node, gpus);
    arrivals.node[i] = node;
    arrivals.gpus[i] = gpus;
  }
}
