/**
 * Improves a plan by ruin and recreate: takes some demands off one or two nodes that have free GPU share, and fills
 * these nodes again from all that wait, in another order. Kept when the GPU share, then the number of placed demands,
 * is no less; otherwise everything goes back. The same seed and iterations give the same plan.
 */

import type { Random } from '../random.ts';
import type { Assignment } from './assignment.ts';
import { tightestGpus } from './policies/gpus.ts';

const TRIES = 12;
const MOST_NODES = 2;

export class Improver {
  private readonly assignment: Assignment;
  private readonly random: Random;
  /** Shapes by GPU share, largest first, and among equals by cores, most first. */
  private readonly order: Int32Array;
  private readonly nodes = new Int32Array(MOST_NODES);
  private readonly removed: number[] = [];
  private readonly oldNode: number[] = [];
  private readonly oldGpus: number[] = [];
  private readonly inserted: number[] = [];

  constructor(assignment: Assignment, random: Random) {
    this.assignment = assignment;
    this.random = random;
    const { instance } = assignment.state;
    const share = (s: number): number => (instance.shapeCount[s] as number) * (instance.shapeMilli[s] as number);
    this.order = Int32Array.from({ length: instance.shapes }, (_, s) => s).sort(
      (a, b) => share(b) - share(a) || (instance.shapeCpu[b] as number) - (instance.shapeCpu[a] as number) || a - b,
    );
  }

  step(iterations: number): void {
    for (let i = 0; i < iterations; i += 1) this.once();
  }

  private once(): void {
    const { assignment, random, nodes } = this;
    const { state } = assignment;
    if (state.instance.nodes === 0) return;
    const first = this.nodeWithRoom();
    if (first < 0) return;
    nodes[0] = first;
    let count = 1;
    if (random.below(2) === 0) {
      nodes[1] = random.below(state.instance.nodes);
      if (nodes[1] !== first) count = 2;
    }
    const share = state.allocatedMilli;
    const placed = assignment.placed;
    this.removed.length = 0;
    this.inserted.length = 0;
    for (let n = 0; n < count; n += 1) this.ruin(nodes[n] as number);
    this.recreate(count);
    if (state.allocatedMilli > share || (state.allocatedMilli === share && assignment.placed >= placed)) return;
    for (let i = this.inserted.length - 1; i >= 0; i -= 1) assignment.remove(this.inserted[i] as number);
    for (let i = this.removed.length - 1; i >= 0; i -= 1) {
      assignment.place(this.removed[i] as number, this.oldNode[i] as number, this.oldGpus[i] as number);
    }
  }

  private nodeWithRoom(): number {
    const { state } = this.assignment;
    for (let i = 0; i < TRIES; i += 1) {
      const node = this.random.below(state.instance.nodes);
      if ((state.gpuFreeTotal[node] as number) > 0) return node;
    }
    return -1;
  }

  private ruin(node: number): void {
    const { assignment, random } = this;
    const on = assignment.countOn(node);
    if (on === 0) return;
    const leave = random.below(4) === 0 ? on : 1 + random.below(Math.min(on, 4));
    const chance = leave / on;
    for (let demand = assignment.firstOn(node); demand >= 0;) {
      const after = assignment.after(demand);
      if (random.next() < chance) {
        this.oldNode[this.removed.length] = node;
        this.oldGpus[this.removed.length] = assignment.gpus[demand] as number;
        this.removed.push(demand);
        assignment.remove(demand);
      }
      demand = after;
    }
  }

  private recreate(count: number): void {
    const { order, random } = this;
    const start = random.below(3) === 0 ? 0 : random.below(order.length);
    for (let i = start; i < order.length; i += 1) this.insert(order[i] as number, count, 4);
    for (let i = 0; i < order.length; i += 1) this.insert(order[i] as number, count, 0);
  }

  /** As many of the shape as fit; with `stop`, each time with one chance in so many to go on to the next shape. */
  private insert(shape: number, count: number, stop: number): void {
    const { assignment, random, nodes } = this;
    const { state } = assignment;
    for (let n = 0; n < count; n += 1) {
      const node = nodes[n] as number;
      for (;;) {
        const demand = assignment.waiting(shape);
        if (demand < 0 || !state.fits(shape, node)) break;
        if (stop > 0 && random.below(stop) === 0) break;
        assignment.place(demand, node, tightestGpus(state, shape, node));
        this.inserted.push(demand);
      }
    }
  }
}
