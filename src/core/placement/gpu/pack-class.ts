/**
 * The dearest packing of nodes at given prices, with cores charged at the price that fits the node. Its value is never
 * below what the nodes can really hold.
 */

import type { NodeClass } from './node-classes.ts';
import { AS_HOLE, EMPTY_UNIT } from './values.ts';
import type { ValueStore } from './value-store.ts';

interface PackedClass {
  /** Bound on what one node of the class can hold, in GPUs. */
  value: number;
  /** Index of the price per core that gives it: where to look first next time. */
  at: number;
  /** Cores that nothing with a GPU uses at the lowest price per core. */
  coresLeft: number;
}

export class Packing {
  /** After `pack`: the value of all nodes in GPUs, how many of each demand they hold, and cores left. */
  value = 0;
  readonly held: Float64Array;
  coresLeft = 0;
  private readonly classes: readonly NodeClass[];
  private readonly start: Int32Array;

  constructor(classes: readonly NodeClass[], demands: number) {
    this.classes = classes;
    this.held = new Float64Array(demands);
    this.start = new Int32Array(classes.length);
  }

  pack(values: ValueStore): void {
    const packed: PackedClass = { value: 0, at: 0, coresLeft: 0 };
    this.held.fill(0);
    this.value = 0;
    this.coresLeft = 0;
    for (const [c, kind] of this.classes.entries()) {
      packed.at = this.start[c] ?? 0;
      packClass(kind, values, this.held, packed);
      this.start[c] = packed.at;
      this.value += kind.nodes * packed.value;
      this.coresLeft += kind.nodes * packed.coresLeft;
    }
  }
}

/**
 * Finds the price per core at which the bound is lowest (it is convex in it, so a descent from `into.at` finds it), and
 * adds what is packed there, blended with its neighbour so that the cores come out right, to `held`.
 */
function packClass(kind: NodeClass, values: ValueStore, held: Float64Array, into: PackedClass): void {
  const last = values.cores.length - 1;
  let at = Math.min(into.at, last);
  let value = bound(kind, values, at);
  for (const direction of [-1, 1]) {
    while (at + direction >= 0 && at + direction <= last) {
      const other = bound(kind, values, at + direction);
      if (other >= value) break;
      at += direction;
      value = other;
    }
  }
  into.at = at;
  into.value = value;
  const cores = kind.cpuMilli / 1000;
  const used = hold(kind, values, at, held, 0);
  const beside = used > cores ? at + 1 : at - 1;
  let share = 1;
  if (used !== cores && beside >= 0 && beside <= last) {
    const there = hold(kind, values, beside, held, 0);
    if (there !== used) share = Math.max(0, Math.min(1, (cores - there) / (used - there)));
  }
  hold(kind, values, at, held, kind.nodes * share);
  if (share < 1) hold(kind, values, beside, held, kind.nodes * (1 - share));
  into.coresLeft = at === 0 ? Math.max(0, cores - used) : 0;
}

function bound(kind: NodeClass, values: ValueStore, core: number): number {
  const { hole, whole } = values.at(kind.model, core);
  const { unit } = values.goods;
  let sum = (whole[kind.whole] as number) + ((values.cores[core] as number) * kind.cpuMilli) / 1000;
  for (const free of kind.holes) sum += hole[Math.floor(free / unit)] as number;
  return sum;
}

/** Cores that the dearest packing at this price per core uses; adds `times` of its demands to `held`. */
function hold(kind: NodeClass, values: ValueStore, core: number, held: Float64Array, times: number): number {
  const { demand, cells, unit } = values.goods;
  const { holeChoice, wholeChoice } = values.at(kind.model, core);
  let cpu = 0;
  const take = (t: number, parts: number): number => {
    held[t] = (held[t] as number) + times * parts;
    cpu += (demand.cpu[t] as number) * parts;
    return demand.count[t] as number;
  };
  const fill = (from: number): void => {
    let free = from;
    while (free > 0) {
      const t = holeChoice[free] as number;
      if (t === EMPTY_UNIT) free -= 1;
      else {
        // A part of a GPU on several GPUs is relaxed to its parts.
        take(t, 1 / (demand.count[t] as number));
        free -= (demand.milli[t] as number) / unit;
      }
    }
  };
  let whole = kind.whole;
  while (whole > 0) {
    const t = wholeChoice[whole] as number;
    if (t === AS_HOLE) {
      fill(cells);
      whole -= 1;
    } else whole -= take(t, 1);
  }
  for (const free of kind.holes) fill(Math.floor(free / unit));
  return cpu / 1000;
}
