/** Turns an estate, its sites and what the other rooms say of them into a problem. */

import { createPricer } from '../cost/pricing.ts';
import type { Pricer } from '../cost/pricing.ts';
import { demandOf } from '../cost/demand.ts';
import type { Workload } from '../model/workload.ts';
import type { Site } from '../policy/site.ts';
import { largest, limits, needs, resourcesOf } from './capacity.ts';
import type { AssumedNeeds } from './capacity.ts';
import { EntryClasses } from './classes.ts';
import { contract } from './contract.ts';
import type { PlacementInput } from './input.ts';
import { compilePins } from './pins.ts';
import type { Pins } from './pins.ts';
import { pricePairs } from './price-pairs.ts';
import { checkProblem } from './problem.ts';
import type { Problem } from './problem.ts';
import { ReasonTable } from './reason-table.ts';
import { compileRules, sortedRules, togetherSets } from './rules.ts';
import type { CompiledRules } from './rules.ts';
import { closeForPartners, closeForRules, unitsOf } from './units.ts';
import type { Units } from './units.ts';

/** A problem with what is needed to explain it. Positions are those of the problem: workloads and sites by id. */
export interface PreparedPlacement {
  readonly input: PlacementInput;
  readonly problem: Problem;
  /** The problem over units: what is solved. The same as `problem` when every workload is a unit of its own. */
  readonly search: Problem;
  readonly workloads: readonly Workload[];
  readonly sites: readonly Site[];
  readonly pricer: Pricer;
  /** What law, readiness and pins say of each workload at each site. */
  readonly classes: EntryClasses;
  readonly pins: Pins;
  /** Workloads that must be at one site because they write to one disk or a rule says so. */
  readonly units: Units;
  readonly rules: CompiledRules;
  readonly assumed: AssumedNeeds;
  /** Where workloads are before and at what cost, when that is not where they run now: a drill starts from a plan. */
  readonly from?: { readonly site: Int32Array; readonly usdPerMonth: Float64Array };
}

const DEFAULT_SPLIT_USD = 25;

/**
 * Throws IST-5003 for a figure that cannot be, IST-5004 for a pin and IST-5010 for a rule that names what is not there.
 * `useReserve`: sites may be filled up to what they have.
 */
export function buildProblem(input: PlacementInput, useReserve = false): PreparedPlacement {
  const workloads = sortedById(input.workloads);
  const sites = sortedById(input.sites.sites);
  const settings = input.sites.placement;
  const rulesInForce = sortedRules(input.sites);
  const pricer = createPricer(input.catalog, input.prices, settings);
  const resources = resourcesOf(sites);
  const demands = workloads.map((workload) => demandOf(input.sizing?.of(workload) ?? workload));
  const { need, assumed } = needs(workloads, demands, resources);
  const limit = limits(sites, resources, useReserve);
  const most = largest(sites, limit, resources, input.largestHost);
  const pins = compilePins(input, sites);
  const reasons = new ReasonTable();
  const classes = new EntryClasses(input, workloads, sites, pins, reasons);
  const siteIndex = new Map(sites.map((site, index) => [site.id, index]));
  const current = Int32Array.from(workloads, (workload) => siteIndex.get(input.currentSiteOf(workload) ?? '') ?? -1);
  const { horizonMonths } = settings;
  const scene = { workloads, sites, demands, resources, need, limit, most, current, classes, pricer, reasons };
  const { cost, reason } = pricePairs({ ...scene, horizonMonths });

  const together = togetherSets(rulesInForce, input, workloads);
  const apart = input.keepSplitApart === true;
  const whole = ({ rows }: { readonly rows: readonly number[] }): boolean =>
    rows.every((row) => current[row] === current[rows[0] ?? -1]);
  const units = unitsOf(workloads, apart ? together.sets.filter(whole) : together.sets);
  const rules = compileRules(rulesInForce, input, { workloads, sites, units, resources, need, cost });
  const codeOf: ReasonTable['codeOf'] = (found) => reasons.codeOf(found);
  closeForPartners(
    { sites: sites.length, resources, need, limit, cost, reason, reasons: reasons.lists },
    units,
    (row) => workloads[row]?.facts.name ?? workloads[row]?.id ?? '',
    codeOf,
  );
  closeForRules({ sites: sites.length, cost, reason, caps: rules.caps }, units, codeOf);

  const { group, groups } = applicationGroups(workloads);
  const { caps, links, near, preference, preferenceUsdPerMonth } = rules;
  const problem = checkProblem({
    workloads: workloads.length,
    sites: sites.length,
    workloadIds: workloads.map((workload) => workload.id),
    siteIds: sites.map((site) => site.id),
    resources,
    need,
    limit,
    cost,
    reason,
    reasons: reasons.lists,
    // A million workloads at fifty sites: kept by class (`classes`), not by pair.
    readiness: new Uint8Array(0),
    conditions: new Uint16Array(0),
    current,
    group,
    groups,
    splitUsdPerMonth: settings.applicationSplitUsdPerMonth ?? DEFAULT_SPLIT_USD,
    caps,
    links,
    near,
    preference,
    preferenceUsdPerMonth,
  });
  return {
    input,
    problem,
    search: contract(problem, units),
    workloads,
    sites,
    pricer,
    classes,
    pins,
    units,
    rules: { ...rules, notes: [...together.notes, ...rules.notes] },
    assumed,
  };
}

function sortedById<T extends { readonly id: string }>(list: readonly T[]): readonly T[] {
  return [...list].sort((a, b) => compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
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
