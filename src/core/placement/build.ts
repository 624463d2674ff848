/** Turns an estate, its sites and what the other rooms say of them into a problem. */

import { createPricer } from '../cost/pricing.ts';
import type { Pricer } from '../cost/pricing.ts';
import { demandKey, demandOf } from '../cost/demand.ts';
import type { Demand } from '../cost/demand.ts';
import type { QuoteOrUnknown } from '../cost/elastic.ts';
import type { Workload } from '../model/workload.ts';
import type { Site } from '../policy/site.ts';
import { largest, limits, needs, RESOURCES } from './capacity.ts';
import { createEntry } from './entry.ts';
import type { PlacementInput } from './input.ts';
import { compilePins } from './pins.ts';
import type { PinsOfWorkload } from './pins.ts';
import { checkProblem, READINESS } from './problem.ts';
import type { Problem } from './problem.ts';
import type { InfeasibleReason } from './result.ts';
import { closeForPartners, unitsOf } from './units.ts';
import type { Units } from './units.ts';

/** A problem with what is needed to explain it. Positions are those of the problem. */
export interface PreparedPlacement {
  readonly input: PlacementInput;
  readonly problem: Problem;
  readonly workloads: readonly Workload[];
  readonly sites: readonly Site[];
  readonly pricer: Pricer;
  /** 1 where the policy verdict was unknown and the pair was allowed all the same. */
  readonly policyUnknown: Uint8Array;
  readonly pins: PinsOfWorkload;
  /** Workloads that must be at one site because they write to one disk. */
  readonly units: Units;
}

const DEFAULT_SPLIT_USD = 25;

export function buildProblem(input: PlacementInput): PreparedPlacement {
  const workloads = [...input.workloads].sort((a, b) => compare(a.id, b.id));
  const sites = [...input.sites.sites].sort((a, b) => compare(a.id, b.id));
  const n = workloads.length;
  const s = sites.length;
  const pricer = createPricer(input.catalog, input.prices, input.sites.placement);
  const demands = workloads.map((workload) => demandOf(workload));
  const need = needs(demands);
  const limit = limits(sites);
  const most = largest(sites, limit, input);
  const pins = compilePins(input, sites);
  const entryOf = createEntry(input, sites, pins);
  const quoteOf = quoter(demands, sites, pricer);
  const reasonCodes = createReasonTable();
  const siteIndex = new Map(sites.map((site, index) => [site.id, index]));

  const cost = new Float64Array(n * s);
  const reason = new Uint32Array(n * s);
  const readiness = new Uint8Array(n * s);
  const conditions = new Uint16Array(n * s);
  const policyUnknown = new Uint8Array(n * s);
  const current = new Int32Array(n).fill(-1);
  const settings = input.sites.placement;
  const horizon = settings.horizonMonths;

  for (const [row, workload] of workloads.entries()) {
    const demand = demands[row];
    if (demand === undefined) continue;
    const home = input.currentSiteOf(workload);
    current[row] = home === null ? -1 : (siteIndex.get(home) ?? -1);
    for (let column = 0; column < s; column += 1) {
      const at = row * s + column;
      const staying = current[row] === column;
      const entry = entryOf(workload, column, staying);
      const found = [...entry.obstacles];
      readiness[at] = READINESS.indexOf(entry.readiness);
      conditions[at] = Math.min(65_535, entry.conditions);
      policyUnknown[at] = entry.policyUnknown ? 1 : 0;
      if ('unknown' in demand) found.push({ kind: 'unknown-price', what: demand.unknown });
      else {
        for (const [k, resource] of RESOURCES.entries()) {
          const needs = need[row * RESOURCES.length + k] ?? 0;
          // What runs there fits there: only the whole site bounds it.
          const there = (staying ? limit : most)[column * RESOURCES.length + k] ?? 0;
          if (needs > there) found.push({ kind: 'size', resource, needs, most: there });
        }
        const quote = quoteOf(row, column, staying);
        if ('unknown' in quote) found.push({ kind: 'unknown-price', what: quote.unknown });
        else if ('noSize' in quote) found.push({ kind: 'no-sku' });
        else if (found.length === 0) {
          const migration = pricer.migrationUsd(workload, demand, staying, conditions[at] ?? 0);
          cost[at] =
            quote.runUsdPerMonth +
            quote.licenceUsdPerMonth +
            pricer.riskUsdPerMonth(quote, entry.readiness) +
            migration / horizon;
          continue;
        }
      }
      cost[at] = Infinity;
      reason[at] = reasonCodes.codeOf(found);
    }
  }

  const units = unitsOf(workloads);
  closeForPartners(
    { sites: s, resources: RESOURCES, need, limit, cost, reason, reasons: reasonCodes.table },
    units,
    (row) => workloads[row]?.facts.name ?? workloads[row]?.id ?? '',
    (found) => reasonCodes.codeOf(found),
  );
  const { group, groups } = applicationGroups(workloads);
  const problem = checkProblem({
    workloads: n,
    sites: s,
    workloadIds: workloads.map((workload) => workload.id),
    siteIds: sites.map((site) => site.id),
    resources: RESOURCES,
    need,
    limit,
    cost,
    reason,
    reasons: reasonCodes.table,
    readiness,
    conditions,
    current,
    group,
    groups,
    splitUsdPerMonth: settings.applicationSplitUsdPerMonth ?? DEFAULT_SPLIT_USD,
    caps: [],
    links: [],
    near: [],
    preference: new Int32Array(n).fill(-1),
    preferenceUsdPerMonth: new Float64Array(0),
  });
  return { input, problem, workloads, sites, pricer, policyUnknown, pins, units };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Quotes by equivalence class: workloads that ask for the same cost the same at a site, so each class is asked once. */
function quoter(
  demands: readonly (Demand | { readonly unknown: string })[],
  sites: readonly Site[],
  pricer: Pricer,
): (row: number, column: number, staying: boolean) => QuoteOrUnknown {
  const classes = new Map<string, QuoteOrUnknown[]>();
  const classOf = demands.map((demand) => {
    if ('unknown' in demand) return [];
    const key = demandKey(demand);
    let quotes = classes.get(key);
    if (quotes === undefined) classes.set(key, (quotes = []));
    return quotes;
  });
  return (row, column, staying) => {
    const demand = demands[row];
    const site = sites[column];
    const quotes = classOf[row];
    if (demand === undefined || site === undefined || quotes === undefined || 'unknown' in demand)
      return { unknown: 'demand' };
    const slot = column * 2 + (staying ? 1 : 0);
    return (quotes[slot] ??= pricer.quote(demand, site, staying));
  };
}

function createReasonTable(): {
  table: (readonly InfeasibleReason[])[];
  codeOf(reasons: readonly InfeasibleReason[]): number;
} {
  const table: (readonly InfeasibleReason[])[] = [[]];
  const codes = new Map<string, number>();
  return {
    table,
    codeOf(reasons) {
      const key = JSON.stringify(reasons);
      let code = codes.get(key);
      if (code === undefined) {
        codes.set(key, (code = table.length));
        table.push(reasons);
      }
      return code;
    },
  };
}

function applicationGroups(workloads: readonly Workload[]): { group: Int32Array; groups: string[] } {
  const members = new Map<string, number[]>();
  for (const [row, workload] of workloads.entries()) {
    // Letter case does not tell applications apart: the estate's application ids do not either.
    const name = workload.facts.application?.toLowerCase();
    if (name === undefined) continue;
    const list = members.get(name);
    if (list === undefined) members.set(name, [row]);
    else list.push(row);
  }
  const group = new Int32Array(workloads.length).fill(-1);
  const groups = [...members.keys()].filter((name) => (members.get(name)?.length ?? 0) > 1).sort(compare);
  for (const [index, name] of groups.entries()) for (const row of members.get(name) ?? []) group[row] = index;
  return { group, groups };
}
