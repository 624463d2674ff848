/** Who runs where in which month of a path, and what that asks of each site. */

import type { Site } from '../../policy/site.ts';
import type { Demand } from '../demand.ts';
import { sharingOf } from '../owned.ts';
import { soldBySize, totalDiskGiB } from '../pricing.ts';
import { entryAt } from './case.ts';
import type { CaseWorkload, PathPlan, TcoCase } from './case.ts';

/** Sums per month of one site. */
export interface SiteMonths {
  /** Cores and GiB of memory that machines which were here at the start still take, reserve included. */
  readonly ownCores: number[];
  readonly ownMemoryGiB: number[];
  /** The same for those that came. */
  readonly newCores: number[];
  readonly newMemoryGiB: number[];
  readonly diskGiB: number[];
  readonly gpus: number[];
  readonly workloads: number[];
  /** US dollars at list price, sites that sell by size. */
  readonly computeUsd: number[];
  readonly storageUsd: number[];
  readonly rentedWindowsUsd: number[];
  /** Workloads that have no price here. */
  unpriced: number;
}

export interface Presence {
  readonly sites: ReadonlyMap<string, SiteMonths>;
  /** Hours of work on moves per month. */
  readonly moveHours: readonly number[];
  /** Indexes of workloads by site for a month (from 1). A workload that moves is licensed where it goes. */
  readonly licensedAt: (month: number) => ReadonlyMap<string, readonly number[]>;
  /** Months in which somebody arrives or leaves, the first month included. */
  readonly changes: readonly number[];
  readonly moves: number;
  /** Indexes of workloads without a price anywhere the path puts them, those at no site included. */
  readonly unpriced: ReadonlySet<number>;
}

interface ElasticUsd {
  readonly compute: number;
  readonly storage: number;
  readonly windows: number;
}

/** What a workload costs at sites that sell by size; null: no price. Asked once per workload and site over all paths. */
export type ElasticPrices = (demand: Demand, site: Site, staying: boolean) => ElasticUsd | null;

export function presenceOf(
  of: TcoCase,
  plan: PathPlan,
  elastic: ElasticPrices,
  hoursOf: (entry: CaseWorkload, conditions: number) => number,
): Presence {
  const { months } = of;
  const double = of.settings.doubleRunMonths;
  const zeros = (): number[] => Array.from({ length: months }, () => 0);
  const sites = new Map<string, SiteMonths>(
    of.sites.sites.map(({ id }) => [
      id,
      {
        ownCores: zeros(),
        ownMemoryGiB: zeros(),
        newCores: zeros(),
        newMemoryGiB: zeros(),
        diskGiB: zeros(),
        gpus: zeros(),
        workloads: zeros(),
        computeUsd: zeros(),
        storageUsd: zeros(),
        rentedWindowsUsd: zeros(),
        unpriced: 0,
      },
    ]),
  );
  const siteById = new Map(of.sites.sites.map((site) => [site.id, site]));
  const moveHours = zeros();
  const changes = new Set([1]);
  let moves = 0;

  const unpriced = new Set<number>();

  function put(index: number, entry: CaseWorkload, siteId: string, from: number, to: number, isOwn: boolean): void {
    const site = siteById.get(siteId);
    const sums = sites.get(siteId);
    if (site === undefined || sums === undefined || from > to) return;
    const { demand } = entryAt(entry, siteId);
    const usd = demand !== null && soldBySize(site) ? elastic(demand, site, isOwn) : undefined;
    if (demand === null || usd === null) {
      sums.unpriced += 1;
      unpriced.add(index);
    }
    const { vcpuPerCore, memoryOvercommit, usable } = sharingOf(site);
    const cores = demand === null ? 0 : demand.vcpu / vcpuPerCore / usable;
    const memory = demand === null ? 0 : demand.memoryGiB / memoryOvercommit / usable;
    const disk = demand === null ? 0 : totalDiskGiB(demand) / usable;
    // Differences at both ends; one pass over the months adds them up for all workloads at once.
    const change = (months: number[], by: number): void => {
      bump(months, from - 1, by);
      bump(months, to, -by);
    };
    change(sums.workloads, 1);
    change(isOwn ? sums.ownCores : sums.newCores, cores);
    change(isOwn ? sums.ownMemoryGiB : sums.newMemoryGiB, memory);
    change(sums.diskGiB, disk);
    change(sums.gpus, demand?.gpus ?? 0);
    if (usd === null || usd === undefined) return;
    change(sums.computeUsd, usd.compute);
    change(sums.storageUsd, usd.storage);
    change(sums.rentedWindowsUsd, usd.windows);
  }

  const moveOf = of.workloads.map(({ workload }) => plan.moves.get(workload.id));
  let lastAsked: { readonly month: number; readonly there: ReadonlyMap<string, readonly number[]> } | undefined;
  for (const [index, entry] of of.workloads.entries()) {
    const move = moveOf[index];
    const isMoving = move !== undefined && move.month <= months && move.siteId !== entry.siteId;
    if (entry.siteId !== null) put(index, entry, entry.siteId, 1, isMoving ? move.month - 1 + double : months, true);
    else if (!isMoving) unpriced.add(index);
    if (!isMoving) continue;
    put(index, entry, move.siteId, move.month, months, false);
    bump(moveHours, move.month - 1, hoursOf(entry, move.conditions));
    changes.add(move.month);
    if (move.month + double <= months) changes.add(move.month + double);
    moves += 1;
  }

  for (const { unpriced: _, ...sums } of sites.values()) for (const each of Object.values(sums)) addUp(each);
  return {
    sites,
    moveHours,
    moves,
    unpriced,
    changes: [...changes].sort((a, b) => a - b),
    licensedAt(month) {
      if (lastAsked?.month === month) return lastAsked.there;
      const there = new Map<string, number[]>();
      for (const [index, entry] of of.workloads.entries()) {
        const move = moveOf[index];
        const at = move !== undefined && move.month <= month ? move.siteId : entry.siteId;
        if (at === null) continue;
        const known = there.get(at);
        if (known === undefined) there.set(at, [index]);
        else known.push(index);
      }
      lastAsked = { month, there };
      return there;
    },
  };
}

/** Changes beyond the last month are nobody's business. */
function bump(months: number[], at: number, by: number): void {
  if (at < months.length) months[at] = (months[at] ?? 0) + by;
}

/** What is less than this after taking away what was added is binary noise. */
const NOISE = 1e-7;

/** From changes to amounts, in place. */
function addUp(months: number[]): void {
  let sum = 0;
  for (const [at, change] of months.entries()) {
    sum += change;
    months[at] = Math.abs(sum) < NOISE ? 0 : sum;
  }
}
