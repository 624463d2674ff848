/**
 * Search for a list of moves after which a demand fits on a node. A move needs room at its target while its old place is
 * still held, so the list can be carried out in its order; to get that room, others may have to move first. Every demand
 * moves at most once. In a shortest list every move makes room for the request or for a later move, and moves that
 * serve the same later one can stand together: so trying, for each thing that does not fit, whom to send where, with
 * what that needs first, finds one whenever there is one.
 */

import type { Assignment } from './assignment.ts';
import { leastEvictions } from './evictions.ts';
import { WHOLE_GPU } from './problem.ts';
import { tightestGpus } from './policies/gpus.ts';

export interface SearchMove {
  readonly demand: number;
  readonly fromNode: number;
  readonly fromGpus: number;
  readonly toNode: number;
  readonly toGpus: number;
}

export interface RoomSearchLimits {
  /** Demands and places tried before the search gives up. */
  readonly effort: number;
  /** Targets tried per demand that moves; Infinity for all. */
  readonly targets: number;
}

export class RoomSearch {
  /** In order, when `find` has said yes; the state is as it is after them. */
  readonly moves: SearchMove[] = [];
  /** True when something was left untried in the last `find`. */
  cut = false;
  /** Steps of the last `find`. */
  spent = 0;
  private readonly assignment: Assignment;
  private readonly moved = new Set<number>();
  private readonly kind: Int32Array;
  private readonly touched: Int32Array;
  private readonly kept: (Float64Array | undefined)[] = [];
  private effort = 0;
  private targets = Infinity;

  constructor(assignment: Assignment) {
    this.assignment = assignment;
    this.kind = nodeKinds(assignment);
    this.touched = new Int32Array(assignment.state.instance.nodes);
  }

  /** Whether `budget` moves make room for the shape on the node. On no, everything is as before. */
  find(shape: number, node: number, budget: number, limits: RoomSearchLimits): boolean {
    this.effort = limits.effort;
    this.targets = limits.targets;
    this.cut = false;
    this.spent = 0;
    return this.room(shape, node, budget, () => true);
  }

  private room(shape: number, node: number, budget: number, then: (budget: number) => boolean): boolean {
    const { assignment } = this;
    if (assignment.state.fits(shape, node)) return then(budget);
    if (budget <= 0 || this.least(shape, node) > budget) return false;
    const tried = new Set<string>();
    // No other node is like one that somebody waits for.
    this.touch(node, 1);
    for (const demand of this.movable(node)) {
      const key = `${assignment.shapeOf[demand]}/${assignment.gpus[demand]}`;
      if (tried.has(key)) continue;
      tried.add(key);
      if (this.leastWithout(demand, shape, node) > budget - 1) continue;
      if (this.evict(demand, budget - 1, (left) => this.room(shape, node, left, then))) return true;
    }
    this.touch(node, -1);
    return false;
  }

  /** Who must leave besides, wherever this one goes. */
  private leastWithout(demand: number, shape: number, node: number): number {
    const { assignment } = this;
    const gpus = assignment.gpus[demand] ?? 0;
    assignment.remove(demand);
    const least = assignment.state.fits(shape, node) ? 0 : Math.max(1, leastEvictions(assignment, shape, node));
    assignment.place(demand, node, gpus);
    return least;
  }

  private touch(node: number, by: 1 | -1): void {
    this.touched[node] = (this.touched[node] ?? 0) + by;
  }

  /** `leastEvictions`, kept for nodes that are as they were at the start. */
  private least(shape: number, node: number): number {
    if ((this.touched[node] ?? 0) > 0) return leastEvictions(this.assignment, shape, node);
    const kept = (this.kept[shape] ??= new Float64Array(this.touched.length).fill(-1));
    const known = kept[node] ?? -1;
    if (known >= 0) return known;
    const least = leastEvictions(this.assignment, shape, node);
    kept[node] = least;
    return least;
  }

  /** Those on the node that have not moved yet, largest first. */
  private movable(node: number): number[] {
    const { assignment } = this;
    const { instance } = assignment.state;
    const on: number[] = [];
    for (let demand = assignment.firstOn(node); demand >= 0; demand = assignment.after(demand)) {
      if (!this.moved.has(demand)) on.push(demand);
    }
    const share = (d: number): number => {
      const shape = assignment.shapeOf[d] ?? 0;
      return (instance.shapeCount[shape] ?? 0) * (instance.shapeMilli[shape] ?? 0);
    };
    return on.sort((a, b) => share(b) - share(a) || a - b);
  }

  private evict(demand: number, budget: number, then: (budget: number) => boolean): boolean {
    const { assignment } = this;
    const { state, shapeOf } = assignment;
    const shape = shapeOf[demand] ?? 0;
    if (this.exhausted()) return false;
    const direct: number[] = [];
    const indirect: { node: number; least: number }[] = [];
    const kinds = new Set<number>();
    for (let node = 0; node < state.instance.nodes; node += 1) {
      if (this.touched[node] === 0 && node !== assignment.node[demand]) {
        const kind = this.kind[node] ?? 0;
        if (kinds.has(kind)) continue;
        kinds.add(kind);
      }
      if (state.fits(shape, node)) direct.push(node);
      else if (budget > 0) {
        const least = this.least(shape, node);
        if (least <= budget) indirect.push({ node, least });
      }
    }
    const fullness = (node: number): number => state.gpuFreeTotal[node] ?? 0;
    direct.sort((a, b) => fullness(a) - fullness(b) || (state.cpuFree[a] ?? 0) - (state.cpuFree[b] ?? 0) || a - b);
    indirect.sort((a, b) => a.least - b.least || a.node - b.node);
    const targets = [...direct, ...indirect.map(({ node }) => node)];
    if (targets.length > this.targets) this.cut = true;
    for (const node of targets.slice(0, this.targets)) {
      if (this.exhausted()) return false;
      // It must not be moved to make room for itself.
      this.moved.add(demand);
      const found = this.room(shape, node, budget, (left) => this.tryMove(demand, node, left, then));
      if (found) return true;
      this.moved.delete(demand);
    }
    return false;
  }

  private exhausted(): boolean {
    this.spent += 1;
    if (this.spent <= this.effort) return false;
    this.cut = true;
    return true;
  }

  private tryMove(demand: number, node: number, budget: number, then: (budget: number) => boolean): boolean {
    const { assignment } = this;
    const fromNode = assignment.node[demand] ?? -1;
    const fromGpus = assignment.gpus[demand] ?? 0;
    for (const toGpus of this.places(assignment.shapeOf[demand] ?? 0, node)) {
      if (node === fromNode && toGpus === fromGpus) continue;
      // The new place was found with the old one still held, and no two moves happen at once.
      assignment.remove(demand);
      assignment.place(demand, node, toGpus);
      this.touch(fromNode, 1);
      this.touch(node, 1);
      this.moves.push({ demand, fromNode, fromGpus, toNode: node, toGpus });
      if (then(budget)) return true;
      this.moves.pop();
      this.touch(fromNode, -1);
      this.touch(node, -1);
      assignment.remove(demand);
      assignment.place(demand, fromNode, fromGpus);
    }
    return false;
  }

  /** Masks of GPUs worth trying: for parts of a GPU each fitting GPU, tightest first; whole GPUs are all alike. */
  private places(shape: number, node: number): number[] {
    const { state } = this.assignment;
    const { instance } = state;
    const milli = instance.shapeMilli[shape] ?? 0;
    const count = instance.shapeCount[shape] ?? 0;
    if (count === 0) return [0];
    if (milli === WHOLE_GPU) return [tightestGpus(state, shape, node)];
    const start = instance.gpuStart[node] ?? 0;
    const gpus = state.gpuFree.subarray(start, instance.gpuStart[node + 1]);
    const fitting = [...gpus.keys()].filter((g) => (gpus[g] ?? 0) >= milli);
    fitting.sort((a, b) => (gpus[a] ?? 0) - (gpus[b] ?? 0) || a - b);
    return subsets(fitting, count);
  }
}

/** Masks of all ways to take `count` of these. */
function subsets(of: readonly number[], count: number): number[] {
  if (count === 0) return [0];
  return of.flatMap((gpu, at) => subsets(of.slice(at + 1), count - 1).map((mask) => mask | (1 << gpu)));
}

/** Nodes that hold the same in the same way share a number: one of them stands for all until it is touched. */
function nodeKinds(assignment: Assignment): Int32Array {
  const { state, shapeOf } = assignment;
  const { instance } = state;
  const known = new Map<string, number>();
  return Int32Array.from({ length: instance.nodes }, (_, node) => {
    const on: string[] = [];
    for (let demand = assignment.firstOn(node); demand >= 0; demand = assignment.after(demand)) {
      on.push(`${shapeOf[demand]}/${assignment.gpus[demand]}`);
    }
    const size = [instance.model[node], instance.cpu[node], instance.memory[node], instance.gpuStart[node + 1] ?? 0];
    size[3] = (instance.gpuStart[node + 1] ?? 0) - (instance.gpuStart[node] ?? 0);
    const key = `${size.join('/')} ${on.sort().join(' ')}`;
    const kind = known.get(key) ?? known.size;
    known.set(key, kind);
    return kind;
  });
}
