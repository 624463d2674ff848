/** How far every cap is used and every link kept, changed move by move. Belongs to a PlacementState. */

import type { Problem } from './problem.ts';
import type { Sides } from './sides.ts';

export class SideState {
  readonly sides: Sides;
  /** Weight in each slot. */
  readonly used: Float64Array;
  readonly #problem: Problem;
  readonly #assigned: Int32Array;

  /** `assigned`: of the state it belongs to; it is read, never written. */
  constructor(problem: Problem, sides: Sides, assigned: Int32Array) {
    this.#problem = problem;
    this.sides = sides;
    this.#assigned = assigned;
    this.used = new Float64Array(sides.slots);
  }

  /** Slot that the cap at a position of the workload's list has at a site; -1: the site does not count. */
  #slot(cap: number, site: number): number {
    if (site < 0) return -1;
    const { sides } = this;
    const bucket = sides.bucketOf[(sides.bucketRow[cap] as number) * this.#problem.sites + site] as number;
    return bucket < 0 ? -1 : (sides.slotOf[cap] as number) + bucket;
  }

  /**
   * True when no hard cap and no hard link forbids the workload at `site`, once it has left where it is. `leaving`
   * (-1: nobody), who is at `site`, has left it too; with `to` ≥ 0 it has gone there.
   */
  allows(workload: number, site: number, leaving = -1, to = -1): boolean {
    const { sides } = this;
    const from = this.#assigned[workload] as number;
    for (let at = sides.capStart[workload] as number; at < (sides.capStart[workload + 1] as number); at += 1) {
      const cap = sides.capOf[at] as number;
      const slot = this.#slot(cap, site);
      if (slot < 0) continue;
      const slack = sides.slack[slot] as number;
      if (slack === Infinity) continue;
      let used = (this.used[slot] as number) + (sides.capWeight[at] as number);
      if (this.#slot(cap, from) === slot) used -= sides.capWeight[at] as number;
      if (used > slack && leaving >= 0 && this.#slot(cap, to) !== slot) used -= this.#weightIn(leaving, cap);
      if (used > slack) return false;
    }
    for (let at = sides.linkStart[workload] as number; at < (sides.linkStart[workload + 1] as number); at += 1) {
      if (sides.linkBreak[at] !== Infinity) continue;
      const other = sides.linkTo[at] as number;
      const there = other === leaving ? to : (this.#assigned[other] as number);
      if (there >= 0 && !this.#near(at, site, there)) return false;
    }
    return true;
  }

  #weightIn(workload: number, cap: number): number {
    const { sides } = this;
    for (let at = sides.capStart[workload] as number; at < (sides.capStart[workload + 1] as number); at += 1) {
      if (sides.capOf[at] === cap) return sides.capWeight[at] as number;
    }
    return 0;
  }

  #near(at: number, site: number, there: number): boolean {
    const { sides } = this;
    const [a, b] = sides.linkForward[at] === 1 ? [site, there] : [there, site];
    return this.#problem.near[sides.linkClass[at] as number]?.[a * this.#problem.sites + b] === 1;
  }

  /** Index of the first hard cap that forbids the workload at `site`, or -1. */
  fullCap(workload: number, site: number): number {
    const { sides } = this;
    const from = this.#assigned[workload] as number;
    for (let at = sides.capStart[workload] as number; at < (sides.capStart[workload + 1] as number); at += 1) {
      const cap = sides.capOf[at] as number;
      const slot = this.#slot(cap, site);
      if (slot < 0 || this.#slot(cap, from) === slot) continue;
      if ((this.used[slot] as number) + (sides.capWeight[at] as number) > (sides.slack[slot] as number)) return cap;
    }
    return -1;
  }

  /** A workload whose hard link forbids the workload at `site`, or -1. */
  farPartner(workload: number, site: number): number {
    const { sides } = this;
    for (let at = sides.linkStart[workload] as number; at < (sides.linkStart[workload + 1] as number); at += 1) {
      if (sides.linkBreak[at] !== Infinity) continue;
      const other = sides.linkTo[at] as number;
      const there = this.#assigned[other] as number;
      if (there >= 0 && !this.#near(at, site, there)) return other;
    }
    return -1;
  }

  /** Change of what soft caps and soft links cost when the workload goes from one site to another (-1: unplaced). */
  delta(workload: number, from: number, to: number): number {
    const { sides } = this;
    let change = 0;
    for (let at = sides.capStart[workload] as number; at < (sides.capStart[workload + 1] as number); at += 1) {
      const cap = sides.capOf[at] as number;
      const [left, came] = [this.#slot(cap, from), this.#slot(cap, to)];
      if (left === came) continue;
      const weight = sides.capWeight[at] as number;
      if (left >= 0) change += this.#excessDelta(left, -weight);
      if (came >= 0) change += this.#excessDelta(came, weight);
    }
    for (let at = sides.linkStart[workload] as number; at < (sides.linkStart[workload + 1] as number); at += 1) {
      const price = sides.linkBreak[at] as number;
      if (price === Infinity) continue;
      const there = this.#assigned[sides.linkTo[at] as number] as number;
      if (there < 0) continue;
      if (from >= 0 && !this.#near(at, from, there)) change -= price;
      if (to >= 0 && !this.#near(at, to, there)) change += price;
    }
    return change;
  }

  #excessDelta(slot: number, weight: number): number {
    const price = this.sides.excess[slot] as number;
    if (price === Infinity || price === 0) return 0;
    const over = (this.used[slot] as number) - (this.sides.most[slot] as number);
    return price * (Math.max(0, over + weight) - Math.max(0, over));
  }

  move(workload: number, from: number, to: number): void {
    const { sides } = this;
    for (let at = sides.capStart[workload] as number; at < (sides.capStart[workload + 1] as number); at += 1) {
      const cap = sides.capOf[at] as number;
      const [left, came] = [this.#slot(cap, from), this.#slot(cap, to)];
      if (left === came) continue;
      const weight = sides.capWeight[at] as number;
      if (left >= 0) this.used[left] = (this.used[left] as number) - weight;
      if (came >= 0) this.used[came] = (this.used[came] as number) + weight;
    }
  }

  /** Hard caps that are passed when the workload, unplaced now, comes to a site, and by how much. */
  hardExcess(workload: number, site: number): readonly { cap: number; bucket: number; amount: number }[] {
    const { sides } = this;
    const found: { cap: number; bucket: number; amount: number }[] = [];
    for (let at = sides.capStart[workload] as number; at < (sides.capStart[workload + 1] as number); at += 1) {
      const cap = sides.capOf[at] as number;
      const slot = this.#slot(cap, site);
      if (slot < 0) continue;
      const wanted = (this.used[slot] as number) + (sides.capWeight[at] as number);
      if (wanted <= (sides.slack[slot] as number)) continue;
      const bucket = slot - (sides.slotOf[cap] as number);
      found.push({ cap, bucket, amount: wanted - (sides.most[slot] as number) });
    }
    return found;
  }

  /** True when a hard link, by its position in the problem, forbids the workload at a site. */
  farLink(link: number, workload: number, site: number): boolean {
    const entry = this.#problem.links[link];
    if (entry === undefined || entry.breakUsdPerMonth < Infinity) return false;
    const there = this.#assigned[entry.a === workload ? entry.b : entry.a] as number;
    if (there < 0) return false;
    const [a, b] = entry.a === workload ? [site, there] : [there, site];
    return this.#problem.near[entry.class]?.[a * this.#problem.sites + b] !== 1;
  }

  /** Weight in a bucket of a cap. */
  usedOf(cap: number, bucket: number): number {
    return this.used[(this.sides.slotOf[cap] as number) + bucket] as number;
  }

  clear(): void {
    this.used.fill(0);
  }

  /** True when a hard cap is passed or a hard link broken. */
  broken(): boolean {
    for (let slot = 0; slot < this.used.length; slot += 1) {
      if ((this.used[slot] as number) > (this.sides.slack[slot] as number)) return true;
    }
    for (let workload = 0; workload < this.#assigned.length; workload += 1) {
      const site = this.#assigned[workload] as number;
      if (site >= 0 && this.farPartner(workload, site) >= 0) return true;
    }
    return false;
  }

  excessUsdPerMonth(): number {
    let total = 0;
    for (let slot = 0; slot < this.used.length; slot += 1) {
      const price = this.sides.excess[slot] as number;
      const over = (this.used[slot] as number) - (this.sides.most[slot] as number);
      if (price < Infinity && over > 0) total += price * over;
    }
    return total;
  }

  brokenLinksUsdPerMonth(): number {
    const { sides } = this;
    let total = 0;
    for (let workload = 0; workload < this.#assigned.length; workload += 1) {
      const site = this.#assigned[workload] as number;
      if (site < 0) continue;
      for (let at = sides.linkStart[workload] as number; at < (sides.linkStart[workload + 1] as number); at += 1) {
        const price = sides.linkBreak[at] as number;
        if (sides.linkForward[at] !== 1 || price === Infinity) continue;
        const there = this.#assigned[sides.linkTo[at] as number] as number;
        if (there >= 0 && !this.#near(at, site, there)) total += price;
      }
    }
    return total;
  }
}
