/** In which order units are put into waves: what is called first, then by priority. */

import { compareKeys } from './order.ts';
import type { Unit, UnitGraph } from './units.ts';

const environmentRank = (unit: Unit): number =>
  unit.environments.has('production') ? 2 : unit.environments.has('unknown') ? 1 : 0;

/** Small first: order of readiness to move. */
function priorityKey(unit: Unit): (number | string)[] {
  return [
    unit.infrastructure ? 1 : 0,
    Math.max(1, unit.criticality),
    environmentRank(unit),
    unit.criticality,
    unit.risk,
    unit.dependents,
    unit.diskGiB,
    unit.ids[0] ?? '',
  ];
}

/** Units with the same tier may fill each other's waves; a later tier never fills an earlier tier's waves. */
export function tierOf(unit: Unit): string {
  return `${unit.infrastructure ? 1 : 0} ${Math.max(1, unit.criticality)} ${environmentRank(unit)}`;
}

/** Kahn's order with a priority: callees first, then by key; infrastructure, which orders nothing, at the end. */
export function priorityOrder({ units, callees }: UnitGraph, taken: ReadonlySet<number>): number[] {
  const rank = units
    .map((_, i) => i)
    .sort((a, b) => compareKeys(priorityKey(units[a] as Unit), priorityKey(units[b] as Unit)));
  const position = new Int32Array(units.length);
  rank.forEach((unit, i) => {
    position[unit] = i;
  });
  const waiting = new Int32Array(units.length);
  const callers: number[][] = units.map(() => []);
  callees.forEach((list, i) => {
    for (const j of list) {
      if (taken.has(j)) continue;
      waiting[i] = (waiting[i] ?? 0) + 1;
      callers[j]?.push(i);
    }
  });
  const heap = new PositionHeap();
  const last = rank.filter((i) => units[i]?.infrastructure);
  const done = new Set<number>([...taken, ...last]);
  for (const i of rank) if (!done.has(i) && waiting[i] === 0) heap.push(position[i] ?? 0);
  const order: number[] = [];
  let cursor = 0;
  while (done.size < units.length) {
    let next = heap.pop();
    if (next === undefined) {
      // Only rings too large for one wave are left: take the best of them; the wave's check names what is violated.
      while (done.has(rank[cursor] ?? -1)) cursor++;
      next = cursor;
    }
    const unit = rank[next];
    if (unit === undefined) break;
    if (done.has(unit)) continue;
    done.add(unit);
    order.push(unit);
    for (const caller of callers[unit] ?? []) {
      waiting[caller] = (waiting[caller] ?? 0) - 1;
      if (waiting[caller] === 0 && !done.has(caller)) heap.push(position[caller] ?? 0);
    }
  }
  return [...order, ...last];
}

/** A binary heap of small integers. */
class PositionHeap {
  private readonly items: number[] = [];

  push(value: number): void {
    const { items } = this;
    let at = items.push(value) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if ((items[up] ?? 0) <= value) break;
      items[at] = items[up] ?? 0;
      at = up;
    }
    items[at] = value;
  }

  pop(): number | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= items.length) break;
      const child = left + 1 < items.length && (items[left + 1] ?? 0) < (items[left] ?? 0) ? left + 1 : left;
      if ((items[child] ?? 0) >= last) break;
      items[at] = items[child] ?? 0;
      at = child;
    }
    items[at] = last;
    return top;
  }
}
