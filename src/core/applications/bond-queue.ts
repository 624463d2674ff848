/** What two groups of a weighted graph were worth to each other when it was looked at. */
export interface Bond {
  /** The lesser of the two. */
  readonly a: number;
  readonly b: number;
  readonly share: number;
}

/** The strongest bond first; of equals the one between lesser groups. A binary heap. */
export class BondQueue {
  readonly #heap: Bond[] = [];

  push(bond: Bond): void {
    const heap = this.#heap;
    heap.push(bond);
    let at = heap.length - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!before(heap[at]!, heap[up]!)) break;
      [heap[at], heap[up]] = [heap[up]!, heap[at]!];
      at = up;
    }
  }

  pop(): Bond | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let at = 0; ;) {
      let next = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && before(heap[child]!, heap[next]!)) next = child;
      if (next === at) return first;
      [heap[at], heap[next]] = [heap[next]!, heap[at]!];
      at = next;
    }
  }
}

function before(x: Bond, y: Bond): boolean {
  if (x.share !== y.share) return x.share > y.share;
  return x.a !== y.a ? x.a < y.a : x.b < y.b;
}
