/**
 * Which demand is where: every demand is in one list, that of its node or that of the waiting demands of its shape.
 * Moving it between lists costs a few operations and allocates nothing.
 */

import type { GpuState } from './state.ts';

const NONE = -1;

export class Assignment {
  readonly state: GpuState;
  readonly shapeOf: Int32Array;
  /** Node of each demand, or −1 while it waits. */
  readonly node: Int32Array;
  readonly gpus: Int32Array;
  placed = 0;
  /** First demand of a list: nodes first, then one list per shape. */
  private readonly first: Int32Array;
  private readonly size: Int32Array;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;

  /** All demands wait, those of a shape in their order. */
  constructor(state: GpuState, shapeOf: Int32Array) {
    const lists = state.instance.nodes + state.instance.shapes;
    this.state = state;
    this.shapeOf = shapeOf;
    this.node = new Int32Array(shapeOf.length).fill(NONE);
    this.gpus = new Int32Array(shapeOf.length);
    this.first = new Int32Array(lists).fill(NONE);
    this.size = new Int32Array(lists);
    this.next = new Int32Array(shapeOf.length).fill(NONE);
    this.previous = new Int32Array(shapeOf.length).fill(NONE);
    for (let i = shapeOf.length - 1; i >= 0; i -= 1) this.link(i, this.waitingList(i));
  }

  /** A waiting demand of the shape, or −1. */
  waiting(shape: number): number {
    return this.first[this.state.instance.nodes + shape] as number;
  }

  waitingCount(shape: number): number {
    return this.size[this.state.instance.nodes + shape] as number;
  }

  /** Demands on the node: the first, and how many. */
  firstOn(node: number): number {
    return this.first[node] as number;
  }

  countOn(node: number): number {
    return this.size[node] as number;
  }

  /** The demand after this one in its list, or −1. */
  after(demand: number): number {
    return this.next[demand] as number;
  }

  place(demand: number, node: number, gpus: number): void {
    this.unlink(demand, this.waitingList(demand));
    this.link(demand, node);
    this.node[demand] = node;
    this.gpus[demand] = gpus;
    this.placed += 1;
    this.state.apply(this.shapeOf[demand] as number, node, gpus);
  }

  remove(demand: number): void {
    const node = this.node[demand] as number;
    this.state.undo(this.shapeOf[demand] as number, node, this.gpus[demand] as number);
    this.unlink(demand, node);
    this.link(demand, this.waitingList(demand));
    this.node[demand] = NONE;
    this.gpus[demand] = 0;
    this.placed -= 1;
  }

  private waitingList(demand: number): number {
    return this.state.instance.nodes + (this.shapeOf[demand] as number);
  }

  private link(demand: number, list: number): void {
    const second = this.first[list] as number;
    this.next[demand] = second;
    this.previous[demand] = NONE;
    if (second !== NONE) this.previous[second] = demand;
    this.first[list] = demand;
    this.size[list] = (this.size[list] as number) + 1;
  }

  private unlink(demand: number, list: number): void {
    const before = this.previous[demand] as number;
    const after = this.next[demand] as number;
    if (before === NONE) this.first[list] = after;
    else this.next[before] = after;
    if (after !== NONE) this.previous[after] = before;
    this.size[list] = (this.size[list] as number) - 1;
  }
}
