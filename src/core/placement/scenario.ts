/**
 * A what-if as a sites file: what a person would have written by hand. Pure, and checked like any sites file; what is
 * wrong is named by the scenario's own field.
 */

import type { Catalog } from '../catalog/catalog.ts';
import type { ErrorCause } from '../errors/errors.ts';
import { failure } from '../errors/registry.ts';
import type { Workload } from '../model/workload.ts';
import { pathsWithout } from '../policy/paths/check-paths.ts';
import { checkSites } from '../policy/check-sites.ts';
import { siteLocator } from '../policy/locate.ts';
import { sitesFileSchema } from '../policy/site.ts';
import type { PlacementRule, Scenario, Site, SitesFile } from '../policy/site.ts';
import { causesOf, formatPath } from '../policy/yaml-issues.ts';
import type { Places } from '../policy/yaml-issues.ts';

type Mapping = Readonly<Record<string, unknown>>;

/**
 * The sites file as the scenario would have it, without scenarios. Lists that name a removed site go on without it.
 * @throws IST-5011 when it names what is not there, or the result is no valid sites file
 */
export function applyScenario(file: SitesFile, scenario: Scenario, catalog?: Catalog): SitesFile {
  const causes: ErrorCause[] = [];
  const refuse = (field: string, message: string): void => {
    causes.push({ where: `scenario ${scenario.id}: ${field}`, message });
  };
  checkNames(file, scenario, refuse);
  const merged = {
    ...file,
    sites: sitesOf(file, scenario),
    pins: pinsOf(file, scenario, refuse),
    placement: {
      ...asMapping(merge(file.placement, scenario.placement)),
      rules: rulesOf(file, scenario),
    },
    paths: pathsWithout(file.paths, new Set(scenario.remove)),
    ...(scenario.regimes === undefined ? {} : { regimes: scenario.regimes }),
    scenarios: [],
  };
  if (causes.length > 0) throw refusal(scenario, causes);
  const places = placesIn(merged, scenario);
  const parsed = sitesFileSchema.safeParse(merged);
  if (!parsed.success)
    throw refusal(
      scenario,
      causesOf(parsed.error.issues, places, () => []),
    );
  const contradictions = checkSites(parsed.data, places, catalog);
  if (contradictions.length > 0) throw refusal(scenario, contradictions);
  return parsed.data;
}

/**
 * Where workloads run now, in the eyes of a scenario: at a site that is gone they run nowhere, even where another site
 * matches the same place more coarsely; and nothing runs yet at a site that it adds.
 */
export function scenarioLocator(base: SitesFile, file: SitesFile): (workload: Workload) => string | null {
  const before = siteLocator(base.sites);
  const there = new Set(base.sites.map(({ id }) => id));
  const after = siteLocator(file.sites.filter(({ id }) => there.has(id)));
  const kept = new Set(file.sites.map(({ id }) => id));
  return (workload) => {
    const home = before(workload);
    return home !== null && !kept.has(home) ? null : after(workload);
  };
}

function refusal(scenario: Scenario, causes: readonly ErrorCause[]): Error {
  return failure('IST-5011', `the scenario "${scenario.name}" (${scenario.id}) cannot be applied`, { causes });
}

type Refuse = (field: string, message: string) => void;

function checkNames(file: SitesFile, scenario: Scenario, refuse: Refuse): void {
  const ids = new Set(file.sites.map(({ id }) => id));
  const after = new Set([...ids, ...scenario.add.map(({ id }) => id)]);
  for (const [id, change] of Object.entries(scenario.change)) {
    if (!ids.has(id)) refuse(`change.${id}`, `there is no site "${id}"`);
    if (scenario.remove.includes(id)) refuse(`change.${id}`, 'the site is removed as well');
    if ('id' in change) refuse(`change.${id}.id`, 'an id does not change; remove the site and add another');
  }
  for (const id of scenario.remove) if (!ids.has(id)) refuse('remove', `there is no site "${id}"`);
  for (const id of Object.keys(scenario.priceFactors)) {
    if (!after.has(id) || scenario.remove.includes(id)) refuse(`priceFactors.${id}`, `there is no site "${id}"`);
  }
  const rules = new Set(file.placement.rules.map(({ id }) => id));
  for (const id of scenario.removeRules) if (!rules.has(id)) refuse('removeRules', `there is no rule "${id}"`);
  for (const reason of scenario.removePins) {
    const pins = file.pins.filter((pin) => pin.reason === reason);
    if (pins.length === 0) refuse('removePins', `there is no pin "${reason}"`);
    if (pins.length < 2) continue;
    const which = pins.map(({ match }) => `"${match}"`).join(', ');
    refuse('removePins', `"${reason}" is the reason of ${pins.length} pins (${which}): give each a reason of its own`);
  }
}

function sitesOf(file: SitesFile, scenario: Scenario): unknown[] {
  const gone = new Set(scenario.remove);
  const changed: readonly Mapping[] = file.sites
    .filter(({ id }) => !gone.has(id))
    .map((site) => changedSite(site, scenario.change[site.id] ?? {}))
    .map((site) => ({ ...site, latencyMs: without(site['latencyMs'], gone) }));
  const all: readonly Mapping[] = [...changed, ...scenario.add];
  return all.map((site) => {
    const factor = scenario.priceFactors[String(site['id'])];
    if (factor === undefined) return site;
    const cost = asMapping(site['cost'] ?? {});
    const before = cost['priceFactor'];
    return { ...site, cost: { ...cost, priceFactor: (typeof before === 'number' ? before : 1) * factor } };
  });
}

/** A capacity that becomes elastic, or stops being it, has nothing left of what it was. */
function changedSite(site: Site, change: Mapping): Mapping {
  const capacity = change['capacity'];
  const other =
    capacity !== null && typeof capacity === 'object' && 'elastic' in capacity !== 'elastic' in site.capacity;
  return asMapping(merge(other ? { ...site, capacity: undefined } : site, change));
}

function pinsOf(file: SitesFile, scenario: Scenario, refuse: Refuse): unknown[] {
  const gone = new Set(scenario.remove);
  const kept = file.pins.flatMap((pin) => {
    if (scenario.removePins.includes(pin.reason)) return [];
    const sites = pin.sites?.filter((id) => !gone.has(id));
    const notSites = pin.notSites?.filter((id) => !gone.has(id));
    if (sites?.length === 0)
      refuse(
        'remove',
        `the pin "${pin.reason}" leaves no other site: name it under removePins, or keep one of its sites`,
      );
    if (sites === undefined && notSites?.length === 0) return [];
    const { sites: _sites, notSites: _notSites, ...rest } = pin;
    return [{ ...rest, ...(sites && { sites }), ...(notSites?.length && { notSites }) }];
  });
  return [...kept, ...scenario.addPins];
}

function rulesOf(file: SitesFile, scenario: Scenario): unknown[] {
  const gone = new Set(scenario.remove);
  const given = scenario.placement['rules'];
  const base: readonly unknown[] = Array.isArray(given) ? given : file.placement.rules;
  const kept = base.flatMap((rule) => {
    const { id } = rule as PlacementRule;
    return scenario.removeRules.includes(id) ? [] : withoutSites(rule as PlacementRule, gone);
  });
  return [...kept, ...scenario.addRules];
}

/** A rule that spoke of removed sites only has nothing left to say. */
function withoutSites(rule: PlacementRule, gone: ReadonlySet<string>): PlacementRule[] {
  if (rule.kind === 'prefer') {
    const sites = rule.sites.filter((id) => !gone.has(id));
    if (sites.length === 0) return [];
    const steps = rule.sites.flatMap((id, at) =>
      gone.has(id)
        ? stepBehind(
            rule,
            rule.sites.slice(0, at).filter((each) => !gone.has(each)),
          )
        : [],
    );
    return [{ ...rule, sites }, ...steps.map((step, at) => ({ ...step, id: `${rule.id}-step-${at + 1}` }))];
  }
  if (rule.kind !== 'share' || rule.over !== 'site' || rule.of === undefined) return [rule];
  const of = rule.of.filter((id) => !gone.has(id));
  return of.length === 0 ? [] : [{ ...rule, of }];
}

/**
 * One step more for every site but these, so that what was behind a lost site is no cheaper than it was. A list that
 * goes both ways prices its own sites alike: all but a constant is the step.
 */
function stepBehind(
  rule: Extract<PlacementRule, { kind: 'prefer' }>,
  sites: readonly string[],
): Extract<PlacementRule, { kind: 'prefer' }>[] {
  if (sites.length === 0) return [];
  const usdPerMonth = rule.usdPerMonth / (sites.length + 1);
  return [
    { ...rule, sites: [...sites], usdPerMonth },
    { ...rule, sites: sites.toReversed(), usdPerMonth },
  ];
}

/** Mappings are merged key by key, everything else is replaced; null takes a key away. */
function merge(base: unknown, change: unknown): unknown {
  if (!isMapping(base) || !isMapping(change)) return change;
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result;
}

function isMapping(value: unknown): value is Mapping {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function asMapping(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}

function without(value: unknown, gone: ReadonlySet<string>): Mapping {
  return Object.fromEntries(Object.entries(asMapping(value)).filter(([id]) => !gone.has(id)));
}

/** Says where something of the merged file comes from, in the scenario's words. */
function placesIn(merged: { readonly sites: readonly unknown[] }, scenario: Scenario): Places {
  const added = merged.sites.length - scenario.add.length;
  const named = (path: readonly PropertyKey[]): string => {
    const [first, second, ...rest] = path;
    if (first !== 'sites' || typeof second !== 'number') return formatPath(path);
    if (second >= added) return formatPath(['add', second - added, ...rest]);
    const id = String(asMapping(merged.sites[second])['id']);
    return formatPath([id in scenario.change ? 'change' : 'sites', id, ...rest]);
  };
  return {
    where: (path) => `scenario ${scenario.id}: ${named(path)}`,
    line: () => 0,
    valueAt: (path) =>
      path.reduce<unknown>(
        (value, part) => (value instanceof Object ? value[part as keyof typeof value] : undefined),
        merged,
      ),
  };
}
