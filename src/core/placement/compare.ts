/** What differs between two placements: totals, sites, and which workloads are placed differently and why. */

/** As much of an assignment as a comparison reads. */
export interface PlacedWorkload {
  readonly workloadId: string;
  readonly workloadName: string;
  readonly siteId: string | null;
  readonly usdPerMonth: number | null;
  readonly why: string;
}

export interface ComparedPlacement {
  readonly totalUsdPerMonth: number;
  readonly migrationUsdOneOff: number;
  readonly unplaced: number;
  readonly sites: readonly { readonly siteId: string; readonly workloads: number; readonly costUsdPerMonth: number }[];
  /** By workloadId, ascending. Read once, one by one. */
  readonly assignments: Iterable<PlacedWorkload>;
  /** What it was made from: generation, sites, prices, rules, seed. */
  readonly inputs: Readonly<Record<string, string>>;
}

export interface PlacementComparison {
  /** b − a. */
  readonly totalUsdPerMonth: number;
  readonly migrationUsdOneOff: number;
  readonly unplaced: number;
  readonly sites: readonly {
    siteId: string;
    workloadsA: number;
    workloadsB: number;
    usdPerMonthA: number;
    usdPerMonthB: number;
  }[];
  readonly different: number;
  readonly onlyInA: number;
  readonly onlyInB: number;
  /** Of those placed differently, most workloads first. */
  readonly flows: readonly { siteA: string | null; siteB: string | null; workloads: number }[];
  /** The first `limit` of those placed differently, dearest difference first. */
  readonly workloads: readonly DifferentWorkload[];
  readonly inputs: readonly { what: string; a: string; b: string }[];
}

export interface DifferentWorkload {
  readonly workloadId: string;
  readonly workloadName: string;
  readonly siteA: string | null;
  readonly siteB: string | null;
  readonly usdPerMonthA: number | null;
  readonly usdPerMonthB: number | null;
  readonly whyA: string;
  readonly whyB: string;
}

/** @param limit how many of the workloads placed differently to list */
export function comparePlacements(a: ComparedPlacement, b: ComparedPlacement, limit: number): PlacementComparison {
  const flows = new Map<string, { siteA: string | null; siteB: string | null; workloads: number }>();
  const dearest = new Dearest(limit);
  const counts = { different: 0, onlyInA: 0, onlyInB: 0 };
  for (const [left, right] of sideBySide(a.assignments, b.assignments)) {
    if (left === undefined) counts.onlyInB += 1;
    else if (right === undefined) counts.onlyInA += 1;
    else if (left.siteId !== right.siteId) {
      counts.different += 1;
      const key = JSON.stringify([left.siteId, right.siteId]);
      const flow = flows.get(key) ?? { siteA: left.siteId, siteB: right.siteId, workloads: 0 };
      flow.workloads += 1;
      flows.set(key, flow);
      dearest.add({
        workloadId: left.workloadId,
        workloadName: right.workloadName,
        siteA: left.siteId,
        siteB: right.siteId,
        usdPerMonthA: left.usdPerMonth,
        usdPerMonthB: right.usdPerMonth,
        whyA: left.why,
        whyB: right.why,
      });
    }
  }
  return {
    totalUsdPerMonth: b.totalUsdPerMonth - a.totalUsdPerMonth,
    migrationUsdOneOff: b.migrationUsdOneOff - a.migrationUsdOneOff,
    unplaced: b.unplaced - a.unplaced,
    sites: sitesOf(a, b),
    ...counts,
    flows: [...flows].sort(([k, x], [l, y]) => y.workloads - x.workloads || compare(k, l)).map(([, flow]) => flow),
    workloads: dearest.list(),
    inputs: [...new Set([...Object.keys(a.inputs), ...Object.keys(b.inputs)])]
      .sort(compare)
      .filter((what) => a.inputs[what] !== b.inputs[what])
      .map((what) => ({ what, a: a.inputs[what] ?? '', b: b.inputs[what] ?? '' })),
  };
}

/** Both lists in step; undefined where one of them lacks a workload. */
function* sideBySide(
  a: Iterable<PlacedWorkload>,
  b: Iterable<PlacedWorkload>,
): Generator<readonly [PlacedWorkload | undefined, PlacedWorkload | undefined]> {
  const [left, right] = [a[Symbol.iterator](), b[Symbol.iterator]()];
  const next = (from: Iterator<PlacedWorkload>): PlacedWorkload | undefined => {
    const step = from.next();
    return step.done === true ? undefined : step.value;
  };
  let [x, y] = [next(left), next(right)];
  while (x !== undefined || y !== undefined) {
    const order = x === undefined ? 1 : y === undefined ? -1 : compare(x.workloadId, y.workloadId);
    yield [order <= 0 ? x : undefined, order >= 0 ? y : undefined];
    if (order <= 0) x = next(left);
    if (order >= 0) y = next(right);
  }
}

/** Keeps the first few, so that comparing millions takes the memory of a page. */
class Dearest {
  readonly #limit: number;
  #kept: DifferentWorkload[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(workload: DifferentWorkload): void {
    this.#kept.push(workload);
    if (this.#kept.length > this.#limit * 2 + 100) this.#kept = this.list();
  }

  list(): DifferentWorkload[] {
    return this.#kept.sort(byDifference).slice(0, this.#limit);
  }
}

/** What has no price on one side differs most. */
function byDifference(x: DifferentWorkload, y: DifferentWorkload): number {
  const size = ({ usdPerMonthA, usdPerMonthB }: DifferentWorkload): number =>
    usdPerMonthA === null || usdPerMonthB === null ? Number.MAX_VALUE : Math.abs(usdPerMonthB - usdPerMonthA);
  return size(y) - size(x) || compare(x.workloadId, y.workloadId);
}

function sitesOf(a: ComparedPlacement, b: ComparedPlacement): PlacementComparison['sites'] {
  const [inA, inB] = [a, b].map((side) => new Map(side.sites.map((site) => [site.siteId, site])));
  return [...new Set([...(inA?.keys() ?? []), ...(inB?.keys() ?? [])])].sort(compare).map((siteId) => ({
    siteId,
    workloadsA: inA?.get(siteId)?.workloads ?? 0,
    workloadsB: inB?.get(siteId)?.workloads ?? 0,
    usdPerMonthA: inA?.get(siteId)?.costUsdPerMonth ?? 0,
    usdPerMonthB: inB?.get(siteId)?.costUsdPerMonth ?? 0,
  }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
