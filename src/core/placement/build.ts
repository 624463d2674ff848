/** Turns an estate, its sites and what the other rooms say of them into a problem. */

import { totalDiskGiB, createPricer } from '../cost/pricing.ts';
import type { Pricer } from '../cost/pricing.ts';
import { demandKey, demandOf } from '../cost/demand.ts';
import type { Demand } from '../cost/demand.ts';
import type { QuoteOrUnknown } from '../cost/elastic.ts';
import { failure } from '../errors/registry.ts';
import { MIB_PER_GIB } from '../model/units.ts';
import type { Workload } from '../model/workload.ts';
import type { Site } from '../policy/site.ts';
import { sharingOf } from '../cost/owned.ts';
import type { PlacementInput, ReadinessAnswer } from './input.ts';
import { checkProblem, READINESS } from './problem.ts';
import type { Problem } from './problem.ts';
import type { InfeasibleReason } from './result.ts';

export const RESOURCES = ['vcpu', 'memoryMiB', 'diskGiB', 'gpus'] as const;

/** A problem with what is needed to explain it. Positions are those of the problem. */
export interface PreparedPlacement {
  readonly input: PlacementInput;
  readonly problem: Problem;
  readonly workloads: readonly Workload[];
  readonly sites: readonly Site[];
  readonly pricer: Pricer;
  /** 1 where the policy verdict was unknown and the pair was allowed all the same. */
  readonly policyUnknown: Uint8Array;
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
    const pinned = pins(workload);
    for (const [column, site] of sites.entries()) {
      const at = row * s + column;
      const staying = current[row] === column;
      const target = staying ? 'stay' : site.target;
      const found: InfeasibleReason[] = [];
      if (!staying && !site.acceptsWorkloads) found.push({ kind: 'closed' });
      const pin = pinned(column);
      if (pin !== undefined) found.push({ kind: 'pin', reason: pin });
      const policy = input.policy(workload, site.id);
      if (policy.verdict === 'fail') found.push({ kind: 'policy', rules: policy.violated });
      else if (policy.verdict === 'unknown') {
        if (settings.allowUnknownPolicy === false)
          found.push({ kind: 'policy', rules: policy.unknown.map((rule) => `${rule} (unknown)`) });
        else policyUnknown[at] = 1;
      }
      const answer =
        staying || target !== 'stay' ? input.readiness(workload, target) : samePlatform(input, workload, site);
      const state = answer?.readiness ?? 'unknown';
      readiness[at] = READINESS.indexOf(state);
      conditions[at] = Math.min(65_535, answer?.conditions ?? 0);
      if (state === 'not-ready') found.push({ kind: 'readiness', rules: answer?.rules ?? [] });
      else if (state === 'unknown' && !settings.allowUnknownReadiness) {
        found.push({
          kind: 'readiness',
          rules: (answer?.rules ?? ['not assessed']).map((rule) => `${rule} (unknown)`),
        });
      }
      if ('unknown' in demand) found.push({ kind: 'unknown-price', what: demand.unknown });
      else {
        for (const [k, resource] of RESOURCES.entries()) {
          const needs = need[row * RESOURCES.length + k] ?? 0;
          const there = most[column * RESOURCES.length + k] ?? 0;
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
            pricer.riskUsdPerMonth(quote, state) +
            migration / horizon;
          continue;
        }
      }
      cost[at] = Infinity;
      reason[at] = reasonCodes.codeOf(found);
    }
  }

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
  });
  return { input, problem, workloads, sites, pricer, policyUnknown };
}

/**
 * A site whose target is "stay" takes machines of its own platform without converting them. Others are not judged for
 * it by anybody, so it is no place for them.
 */
function samePlatform(input: PlacementInput, workload: Workload, site: Site): ReadinessAnswer | undefined {
  const from = workload.facts.platform;
  if (from === undefined || from === site.platform) return input.readiness(workload, 'stay');
  return { readiness: 'not-ready', rules: [`no way from ${from} to ${site.platform} is judged`], conditions: 0 };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function needs(demands: readonly (Demand | { readonly unknown: string })[]): Float64Array {
  const need = new Float64Array(demands.length * RESOURCES.length);
  for (const [row, demand] of demands.entries()) {
    if ('unknown' in demand) continue;
    need.set([demand.vcpu, demand.memoryGiB * MIB_PER_GIB, totalDiskGiB(demand), demand.gpus], row * RESOURCES.length);
  }
  return need;
}

/** What may be placed at each site: the reserve is taken off and over-commit is put on. */
function limits(sites: readonly Site[]): Float64Array {
  const limit = new Float64Array(sites.length * RESOURCES.length);
  for (const [column, site] of sites.entries()) {
    const capacity = site.capacity;
    const { vcpuPerCore, memoryOvercommit, usable } = sharingOf(site);
    const values =
      'elastic' in capacity
        ? [Infinity, Infinity, Infinity, Infinity]
        : [
            capacity.cpuCores * vcpuPerCore * usable,
            capacity.memoryGiB * MIB_PER_GIB * memoryOvercommit * usable,
            capacity.diskGiB * usable,
            capacity.gpus,
          ];
    limit.set(values, column * RESOURCES.length);
  }
  return limit;
}

/** The most one workload may ask of a site: its whole capacity, or its largest host when that is known. */
function largest(sites: readonly Site[], limit: Float64Array, input: PlacementInput): Float64Array {
  const most = limit.slice();
  for (const [column, site] of sites.entries()) {
    const host = input.largestHost?.(site.id);
    const at = column * RESOURCES.length;
    if (host?.vcpu !== undefined) most[at] = Math.min(most[at] ?? Infinity, host.vcpu);
    if (host?.memoryMiB !== undefined) most[at + 1] = Math.min(most[at + 1] ?? Infinity, host.memoryMiB);
  }
  return most;
}

/** For each workload, the reason of the first pin that keeps it off a site. Throws IST-5004 for an unknown site. */
function compilePins(
  input: PlacementInput,
  sites: readonly Site[],
): (workload: Workload) => (column: number) => string | undefined {
  const known = new Set(sites.map((site) => site.id));
  const pins = input.sites.pins.map((pin, index) => {
    for (const id of [...(pin.sites ?? []), ...(pin.notSites ?? [])]) {
      if (!known.has(id)) {
        throw failure('IST-5004', `pins[${index}] names site "${id}", which sites.yaml does not have`, {
          causes: [{ where: `pins[${index}]`, message: `unknown site "${id}"` }],
        });
      }
    }
    const blocked = sites.map(
      (site) => (pin.sites !== undefined && !pin.sites.includes(site.id)) || (pin.notSites?.includes(site.id) ?? false),
    );
    return { matches: input.matcher(pin.match), blocked, reason: pin.reason };
  });
  return (workload) => {
    const active = pins.filter((pin) => pin.matches(workload));
    return (column) => active.find((pin) => pin.blocked[column] === true)?.reason;
  };
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
    const name = workload.facts.application;
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
