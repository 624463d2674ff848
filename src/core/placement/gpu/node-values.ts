/**
 * What every node could still hold, kept up to date, and what a demand would take of it. For each price per core the
 * value of a node is the sum over its GPUs plus its cores; the lowest of these sums is the value. As it is convex in the
 * price, a short descent from where it was lowest last time finds it.
 */

import type { Prices } from './prices.ts';
import { WHOLE_GPU } from './problem.ts';
import type { GpuState } from './state.ts';
import { emptyValues, fillValues } from './values.ts';

export class NodeValues {
  /** After `loss` for part of one GPU: the GPU that loses least, numbered over all nodes. */
  bestGpu = -1;
  private readonly state: GpuState;
  private readonly cores: Float64Array;
  /** Values of holes, [(model × (cells + 1) + units) × prices + price]; of whole GPUs likewise. */
  private readonly hole: Float64Array;
  private readonly whole: Float64Array;
  private readonly unit: number;
  private readonly cells: number;
  private readonly maxGpus: number;
  /** Sum over the GPUs per node and price; price at which the node's value is lowest; that value; whole GPUs. */
  private readonly sums: Float64Array;
  private readonly lowest: Int32Array;
  private readonly value: Float64Array;
  private readonly wholes: Int32Array;
  private seen: number;

  constructor(state: GpuState, { price, cores, goods }: Prices) {
    const { instance } = state;
    this.state = state;
    this.cores = cores.map((perCore) => perCore / 1000);
    this.unit = goods.unit;
    this.cells = goods.cells;
    this.maxGpus = 0;
    for (let n = 0; n < instance.nodes; n += 1) {
      this.maxGpus = Math.max(this.maxGpus, (instance.gpuStart[n + 1] ?? 0) - (instance.gpuStart[n] ?? 0));
    }
    const models = instance.models.length;
    const steps = cores.length;
    this.hole = new Float64Array(models * (this.cells + 1) * steps);
    this.whole = new Float64Array(models * (this.maxGpus + 1) * steps);
    const values = emptyValues(goods, this.maxGpus);
    for (let model = 0; model < models; model += 1) {
      for (let k = 0; k < steps; k += 1) {
        fillValues(goods, model, price, cores[k] ?? 0, values);
        values.hole.forEach((worth, f) => (this.hole[(model * (this.cells + 1) + f) * steps + k] = worth));
        values.whole.forEach((worth, g) => (this.whole[(model * (this.maxGpus + 1) + g) * steps + k] = worth));
      }
    }
    this.sums = new Float64Array(instance.nodes * steps);
    this.lowest = new Int32Array(instance.nodes);
    this.value = new Float64Array(instance.nodes);
    this.wholes = new Int32Array(instance.nodes);
    for (let n = 0; n < instance.nodes; n += 1) this.read(n);
    this.seen = state.changes;
  }

  /** What the node loses in value, in GPUs, when it takes one demand of a shape that fits. */
  loss(shape: number, node: number): number {
    this.catchUp();
    const { instance, gpuFree, cpuFree } = this.state;
    const cpu = (cpuFree[node] as number) - (instance.shapeCpu[shape] as number);
    const count = instance.shapeCount[shape] as number;
    const milli = instance.shapeMilli[shape] as number;
    const model = instance.model[node] as number;
    const steps = this.cores.length;
    const before = this.value[node] as number;
    if (count === 0) return before - this.after(node, cpu, this.hole, 0, 0);
    const wholes = this.wholes[node] as number;
    const wholeAt = model * (this.maxGpus + 1);
    if (milli === WHOLE_GPU) {
      const from = (wholeAt + wholes) * steps;
      return before - this.after(node, cpu, this.whole, from, from - count * steps);
    }
    const start = instance.gpuStart[node] as number;
    const end = instance.gpuStart[node + 1] as number;
    const holeAt = model * (this.cells + 1);
    let least = Infinity;
    let known = -1;
    for (let g = start; g < end; g += 1) {
      const free = gpuFree[g] as number;
      if (free < milli || free === known) continue;
      known = free;
      const to = (holeAt + Math.floor((free - milli) / this.unit)) * steps;
      const loss =
        free === WHOLE_GPU
          ? before - this.afterOpening(node, cpu, (wholeAt + wholes) * steps, to)
          : before - this.after(node, cpu, this.hole, (holeAt + Math.floor(free / this.unit)) * steps, to);
      if (loss < least) {
        least = loss;
        this.bestGpu = g;
      }
    }
    return least;
  }

  /** Value of the node with these free cores and one entry of a table exchanged for another. */
  private after(node: number, cpu: number, table: Float64Array, from: number, to: number): number {
    const base = node * this.cores.length;
    const { cores, sums } = this;
    let k = this.lowest[node] as number;
    let value =
      (sums[base + k] as number) - (table[from + k] as number) + (table[to + k] as number) + (cores[k] as number) * cpu;
    // Cores only ever become scarcer by a demand, yet GPUs do too: look both ways.
    for (let next = k + 1; next < cores.length; next += 1) {
      const other =
        (sums[base + next] as number) -
        (table[from + next] as number) +
        (table[to + next] as number) +
        (cores[next] as number) * cpu;
      if (other >= value) break;
      value = other;
      k = next;
    }
    for (let next = k - 1; next >= 0; next -= 1) {
      const other =
        (sums[base + next] as number) -
        (table[from + next] as number) +
        (table[to + next] as number) +
        (cores[next] as number) * cpu;
      if (other >= value) break;
      value = other;
    }
    return value;
  }

  /** The same where a whole GPU becomes a hole. */
  private afterOpening(node: number, cpu: number, wholeAt: number, holeAt: number): number {
    const { cores, sums, whole, hole } = this;
    const steps = cores.length;
    const base = node * steps;
    const k = this.lowest[node] as number;
    const at = (next: number): number =>
      (sums[base + next] as number) -
      (whole[wholeAt + next] as number) +
      (whole[wholeAt - steps + next] as number) +
      (hole[holeAt + next] as number) +
      (cores[next] as number) * cpu;
    let value = at(k);
    let best = k;
    for (let next = k + 1; next < steps; next += 1) {
      const other = at(next);
      if (other >= value) break;
      value = other;
      best = next;
    }
    for (let next = best - 1; next >= 0; next -= 1) {
      const other = at(next);
      if (other >= value) break;
      value = other;
    }
    return value;
  }

  private catchUp(): void {
    const { state } = this;
    if (this.seen === state.changes) return;
    if (state.changes - this.seen > state.changeMask) {
      for (let n = 0; n < state.instance.nodes; n += 1) this.read(n);
    } else {
      for (let at = this.seen; at < state.changes; at += 1) this.read(state.changed[at & state.changeMask] as number);
    }
    this.seen = state.changes;
  }

  private read(node: number): void {
    const { instance, gpuFree, cpuFree } = this.state;
    const steps = this.cores.length;
    const base = node * steps;
    const model = instance.model[node] as number;
    this.sums.fill(0, base, base + steps);
    let wholes = 0;
    for (let g = instance.gpuStart[node] as number; g < (instance.gpuStart[node + 1] as number); g += 1) {
      const free = gpuFree[g] as number;
      if (free === WHOLE_GPU) wholes += 1;
      else this.add(base, this.hole, (model * (this.cells + 1) + Math.floor(free / this.unit)) * steps);
    }
    this.wholes[node] = wholes;
    this.add(base, this.whole, (model * (this.maxGpus + 1) + wholes) * steps);
    let lowest = Infinity;
    for (let k = 0; k < steps; k += 1) {
      const value = (this.sums[base + k] as number) + (this.cores[k] as number) * (cpuFree[node] as number);
      if (value < lowest) {
        lowest = value;
        this.lowest[node] = k;
      }
    }
    this.value[node] = lowest;
  }

  private add(base: number, table: Float64Array, from: number): void {
    for (let k = 0; k < this.cores.length; k += 1) {
      this.sums[base + k] = (this.sums[base + k] as number) + (table[from + k] as number);
    }
  }
}
