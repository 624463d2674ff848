/**
 * Machines that write to one disk go to one site, and so do workloads that a rule holds together. Each such set is one
 * unit of the search: it needs what its members need together and costs what they cost together. What is found for
 * units is spread out over their members again.
 */

import type { Workload } from '../model/workload.ts';
import { diskPartners } from '../plan/grouping.ts';
import type { Problem } from './problem.ts';
import type { InfeasibleReason } from './result.ts';

/** Sums of sizes are not exact in binary. */
const TOLERANCE = 1e-9;

/** Rows that a rule of sites.yaml holds together. */
export interface BoundSet {
  readonly rule: string;
  readonly rows: readonly number[];
}

export interface Units {
  /** Rows of each unit, ascending; units are in the order of their first row. */
  readonly members: readonly (readonly number[])[];
  /** Unit of each row. */
  readonly unitOf: Int32Array;
  /** By unit: the rule that holds it together, the first by id; absent: only its disks do. */
  readonly rules: ReadonlyMap<number, string>;
}

/**
 * @param workloads as the problem's rows; a partner that is not among them binds nobody.
 * @param together what rules hold together, in the order of the rules
 */
export function unitsOf(workloads: readonly Workload[], together: readonly BoundSet[] = []): Units {
  const partners = diskPartners(workloads);
  const rowOf = partners.size === 0 ? new Map<string, number>() : new Map(workloads.map(({ id }, row) => [id, row]));
  const parent = Int32Array.from(workloads.keys());
  // The root is the lowest row, so that units do not depend on the order in which sets are joined.
  const join = (a: number, b: number): void => {
    const [low, high] = [rootOf(parent, a), rootOf(parent, b)].sort((x, y) => x - y);
    if (low !== undefined && high !== undefined) parent[high] = low;
  };
  for (const [id, others] of partners) {
    const row = rowOf.get(id);
    for (const other of others) {
      const partner = rowOf.get(other);
      if (row !== undefined && partner !== undefined) join(row, partner);
    }
  }
  for (const { rows } of together) for (const row of rows) join(rows[0] ?? row, row);
  const unitOf = new Int32Array(workloads.length);
  const unitOfRoot = new Map<number, number>();
  const members: number[][] = [];
  for (const row of workloads.keys()) {
    const root = rootOf(parent, row);
    let unit = unitOfRoot.get(root);
    if (unit === undefined) {
      unitOfRoot.set(root, (unit = members.length));
      members.push([]);
    }
    members[unit]?.push(row);
    unitOf[row] = unit;
  }
  const rules = new Map<number, string>();
  for (const { rule, rows } of together) {
    const unit = unitOf[rows[0] ?? -1];
    if (unit !== undefined && !rules.has(unit)) rules.set(unit, rule);
  }
  return { members, unitOf, rules };
}

function rootOf(parent: Int32Array, row: number): number {
  let root = row;
  for (let up = parent[root] ?? root; up !== root; up = parent[root] ?? root) {
    parent[root] = parent[up] ?? up;
    root = up;
  }
  return root;
}

/**
 * A site that one member may not use is closed to all of them, and so is one that is too small for all of them.
 * Writes the reason to the members that were free to go; `codeOf` gives the code of a list of reasons.
 */
export function closeForPartners(
  problem: Pick<Problem, 'sites' | 'resources' | 'need' | 'limit' | 'cost' | 'reason' | 'reasons'>,
  units: Units,
  nameOf: (row: number) => string,
  codeOf: (reasons: readonly InfeasibleReason[]) => number,
): void {
  const { sites, cost, reason } = problem;
  for (const [unit, rows] of units.members.entries()) {
    if (rows.length === 1) continue;
    const rule = units.rules.get(unit);
    for (let site = 0; site < sites; site += 1) {
      const barred = rows.find((row) => reason[row * sites + site] !== 0);
      const because =
        barred === undefined ? tooLarge(problem, rows, site) : problem.reasons[reason[barred * sites + site] ?? 0]?.[0];
      if (because === undefined) continue;
      const partner = barred === undefined ? `${rows.length - 1} workloads, together` : nameOf(barred);
      for (const row of rows) {
        const at = row * sites + site;
        if (reason[at] !== 0) continue;
        cost[at] = Infinity;
        reason[at] = codeOf([
          rule === undefined
            ? { kind: 'shared-disk', with: partner, because }
            : { kind: 'together', rule, with: partner, because },
        ]);
      }
    }
  }
}

function tooLarge(
  { resources, need, limit }: Pick<Problem, 'resources' | 'need' | 'limit'>,
  rows: readonly number[],
  site: number,
): InfeasibleReason | undefined {
  for (const [k, resource] of resources.entries()) {
    const needs = rows.reduce((sum, row) => sum + (need[row * resources.length + k] ?? 0), 0);
    const most = limit[site * resources.length + k] ?? Infinity;
    if (needs > most * (1 + TOLERANCE)) return { kind: 'size', resource, needs, most };
  }
  return undefined;
}

/**
 * Members of one unit are at one place together: where a hard rule lets fewer of them be, or less, the site is closed
 * to them, and the rule is the reason.
 */
export function closeForRules(
  problem: Pick<Problem, 'sites' | 'cost' | 'reason' | 'caps'>,
  units: Units,
  codeOf: (reasons: readonly InfeasibleReason[]) => number,
): void {
  const { sites, cost, reason } = problem;
  for (const cap of problem.caps) {
    if (cap.excessUsdPerMonth !== Infinity) continue;
    const weight = new Map<number, number>();
    for (const [position, row] of cap.members.entries()) {
      const unit = units.unitOf[row] ?? -1;
      weight.set(unit, (weight.get(unit) ?? 0) + (cap.weight === null ? 1 : (cap.weight[position] ?? 0)));
    }
    let heaviest = 0;
    for (const sum of weight.values()) heaviest = Math.max(heaviest, sum);
    for (let site = 0; site < sites; site += 1) {
      const bucket = cap.bucket[site] ?? -1;
      const most = (cap.most[bucket] ?? Infinity) * (1 + TOLERANCE);
      if (bucket < 0 || heaviest <= most) continue;
      const code = codeOf([{ kind: 'rule', rule: cap.rule, subject: cap.subject, at: cap.buckets[bucket] ?? '' }]);
      for (const [unit, sum] of weight) {
        if (sum <= most) continue;
        for (const row of units.members[unit] ?? []) {
          const at = row * sites + site;
          if (reason[at] !== 0) continue;
          cost[at] = Infinity;
          reason[at] = code;
        }
      }
    }
  }
}
