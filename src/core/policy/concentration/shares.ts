/**
 * How much of the estate rests on one operator, jurisdiction, country, technology or site (S10; DORA Art. 28 and 29). What
 * is not known makes a share a range: from the least it can be to the most, whatever the unknown turns out to be.
 */

import type { ConcentrationMeasure, ConcentrationOver } from './settings.ts';

/** One workload as it counts. */
export interface Counted {
  readonly id: string;
  /** The function it serves: its application, else itself. */
  readonly functionId: string;
  /** Whether it supports a critical or important function; undefined: nobody said. */
  readonly critical: boolean | undefined;
  /** By what it is counted over; undefined: not known. */
  readonly places: Readonly<Record<ConcentrationOver, string | undefined>>;
  /** Undefined: not known. */
  readonly vcpu: number | undefined;
  readonly memoryMiB: number | undefined;
}

export interface Share {
  /** Name of the operator, country …; null: where it is is not known. */
  readonly name: string | null;
  /** Amount that is known to count here, and that may count on top. */
  readonly certain: number;
  readonly possible: number;
  /** Of all that counts: the least and the most it can be. Null: nothing counts at all. */
  readonly lowPct: number | null;
  readonly highPct: number | null;
}

export interface Shares {
  /** All that is known to count, and that may count on top. */
  readonly certain: number;
  readonly possible: number;
  /** The largest first; those of unknown place last. */
  readonly shares: readonly Share[];
  /** Workloads that count or may, and whose amount is not known: they are in no number here. */
  readonly unmeasured: number;
}

interface Tally {
  certain: number;
  possible: number;
}

/** An amount that counts, or may, at each of the named places. */
interface Item {
  readonly amount: number;
  readonly certain: boolean;
  /** Places it is known to be at. */
  readonly at: ReadonlySet<string>;
  /** Some of it is nobody knows where. */
  readonly astray: boolean;
}

export interface SharesQuestion {
  readonly over: ConcentrationOver;
  readonly measure: ConcentrationMeasure;
  readonly criticalOnly: boolean;
}

export function sharesOf(workloads: readonly Counted[], question: SharesQuestion): Shares {
  const { items, unmeasured } =
    question.measure === 'functions' ? functions(workloads, question) : single(workloads, question);
  const total = tallyOf(items, () => true);
  const names = [...new Set(items.flatMap(({ at }) => [...at]))].sort();
  // What nobody knows the place of may be at any of them.
  const stray = tallyOf(items, ({ astray, at }) => astray && at.size === 0);
  const shares = names.map((name): Share => {
    const here = tallyOf(items, ({ at }) => at.has(name));
    const perhaps = tallyOf(items, ({ at, astray }) => astray && !at.has(name));
    const possible = here.possible + perhaps.certain + perhaps.possible;
    return { name, certain: here.certain, possible, ...range(here, perhaps, total) };
  });
  shares.sort((a, b) => b.certain - a.certain || b.possible - a.possible || ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
  const unplaced: readonly Share[] =
    stray.certain + stray.possible === 0
      ? []
      : [{ name: null, ...stray, ...range(stray, { certain: 0, possible: 0 }, total) }];
  return { ...total, shares: [...shares, ...unplaced], unmeasured };
}

/**
 * Least: none of what may be here is, and all that may count elsewhere does. Most: all of what may be here is, and none of
 * what may count elsewhere does.
 */
function range(here: Tally, perhaps: Tally, total: Tally): Pick<Share, 'lowPct' | 'highPct'> {
  const most = here.certain + here.possible + perhaps.certain + perhaps.possible;
  const rest = total.certain - here.certain - perhaps.certain;
  const elsewhere = total.possible - here.possible;
  const lowBase = total.certain + elsewhere;
  return {
    lowPct: total.certain + total.possible === 0 ? null : lowBase === 0 ? 0 : (here.certain / lowBase) * 100,
    highPct: total.certain + total.possible === 0 ? null : most + rest === 0 ? 0 : (most / (most + rest)) * 100,
  };
}

function tallyOf(items: readonly Item[], wanted: (item: Item) => boolean): Tally {
  const tally = { certain: 0, possible: 0 };
  for (const item of items) {
    if (!wanted(item)) continue;
    if (item.certain) tally.certain += item.amount;
    else tally.possible += item.amount;
  }
  return tally;
}

interface Items {
  readonly items: readonly Item[];
  readonly unmeasured: number;
}

function single(workloads: readonly Counted[], { over, measure, criticalOnly }: SharesQuestion): Items {
  const items: Item[] = [];
  let unmeasured = 0;
  for (const workload of workloads) {
    if (criticalOnly && workload.critical === false) continue;
    const amount = measure === 'workloads' ? 1 : measure === 'vcpu' ? workload.vcpu : workload.memoryMiB;
    if (amount === undefined) {
      unmeasured += 1;
      continue;
    }
    const place = workload.places[over];
    items.push({
      amount,
      certain: !criticalOnly || workload.critical === true,
      at: new Set(place === undefined ? [] : [place]),
      astray: place === undefined,
    });
  }
  return { items, unmeasured };
}

/** A function rests on every place that one of its workloads is at, and is critical when one of them is. */
function functions(workloads: readonly Counted[], { over, criticalOnly }: SharesQuestion): Items {
  const byFunction = Map.groupBy(workloads, ({ functionId }) => functionId);
  const items: Item[] = [];
  for (const members of byFunction.values()) {
    const critical = members.some((each) => each.critical === true);
    if (criticalOnly && !critical && members.every((each) => each.critical === false)) continue;
    const places = members.map((each) => each.places[over]);
    items.push({
      amount: 1,
      certain: !criticalOnly || critical,
      at: new Set(places.filter((place) => place !== undefined)),
      astray: places.includes(undefined),
    });
  }
  return { items, unmeasured: 0 };
}
