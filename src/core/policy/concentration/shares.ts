/**
 * How much of the estate rests on one operator, jurisdiction, country, technology or site (S10; DORA Art. 28 and 29). What
 * is not known makes a share a range: from the least it can be to the most, whatever the unknown turns out to be.
 */

import { compareText } from '../../plan/order.ts';
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
  const total = none();
  // What nobody knows the place of may be at any of them.
  const stray = none();
  const astray = none();
  const here = new Map<string, Tally>();
  const hereAstray = new Map<string, Tally>();
  for (const item of items) {
    add(total, item);
    if (item.astray) add(astray, item);
    if (item.astray && item.at.size === 0) add(stray, item);
    for (const name of item.at) {
      add(tallyAt(here, name), item);
      if (item.astray) add(tallyAt(hereAstray, name), item);
    }
  }
  const shares = [...here].map(([name, tally]): Share => {
    const also = hereAstray.get(name) ?? none();
    const perhaps = { certain: astray.certain - also.certain, possible: astray.possible - also.possible };
    const possible = tally.possible + perhaps.certain + perhaps.possible;
    return { name, certain: tally.certain, possible, ...range(tally, perhaps, total) };
  });
  shares.sort((a, b) => b.certain - a.certain || b.possible - a.possible || compareText(a.name ?? '', b.name ?? ''));
  const unplaced: readonly Share[] =
    stray.certain + stray.possible === 0 ? [] : [{ name: null, ...stray, ...range(stray, none(), total) }];
  return { ...total, shares: [...shares, ...unplaced], unmeasured };
}

/** What a name may have that nothing is known to be at: all of which some is nobody knows where. */
export function shareOfUnseen(workloads: readonly Counted[], question: SharesQuestion, name: string | null): Share {
  const { items } = question.measure === 'functions' ? functions(workloads, question) : single(workloads, question);
  const [total, astray] = [none(), none()];
  for (const item of items) {
    add(total, item);
    if (item.astray) add(astray, item);
  }
  return { name, certain: 0, possible: astray.certain + astray.possible, ...range(none(), astray, total) };
}

/** How many workloads there are of which something is not known that would make shares narrower. */
export interface Unsettled {
  /** Whether they support a critical or important function. */
  readonly criticality: number;
  /** They run at none of the sites, as far as anybody says. */
  readonly site: number;
  /** Their site is known, and not what it is counted over. */
  readonly place: number;
  /** They have no amount. */
  readonly amount: number;
}

/** What would settle a share. Workloads that do not count whatever the answer is are left out. */
export function unsettledOf(workloads: readonly Counted[], { over, measure, criticalOnly }: SharesQuestion): Unsettled {
  const found = { criticality: 0, site: 0, place: 0, amount: 0 };
  for (const { critical, places, vcpu, memoryMiB } of workloads) {
    if (criticalOnly && critical === false) continue;
    if (criticalOnly && critical === undefined) found.criticality += 1;
    if (places.site === undefined) found.site += 1;
    else if (places[over] === undefined) found.place += 1;
    if ((measure === 'vcpu' && vcpu === undefined) || (measure === 'memoryMiB' && memoryMiB === undefined))
      found.amount += 1;
  }
  return found;
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

const none = (): Tally => ({ certain: 0, possible: 0 });

function add(tally: Tally, { amount, certain }: Item): void {
  if (certain) tally.certain += amount;
  else tally.possible += amount;
}

function tallyAt(tallies: Map<string, Tally>, name: string): Tally {
  const known = tallies.get(name);
  if (known !== undefined) return known;
  const tally = none();
  tallies.set(name, tally);
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
