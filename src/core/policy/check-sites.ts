/** What a sites file must keep beyond its shape: unique ids, references that exist, regions that are known. */

import type { Catalog } from '../catalog/catalog.ts';
import type { ErrorCause } from '../errors/errors.ts';
import { checkDaysToCome } from './check-days.ts';
import { checkNames } from './check-names.ts';
import { checkFilter, checkRules } from './check-rules.ts';
import { checkScenarios } from './check-scenarios.ts';
import { suggestion } from './did-you-mean.ts';
import { checkPaths } from './paths/check-paths.ts';
import { findRegion, regionNames, REGION_TARGETS } from './region-catalogue.ts';
import { siteAttributesSchema } from './site-attributes.ts';
import type { SitesFile } from './site.ts';
import type { Places, Report } from './yaml-issues.ts';

/** Every contradiction found, in the order of the file; empty when there is none. */
export function checkSites(file: SitesFile, document: Places, catalog?: Catalog, today?: string): ErrorCause[] {
  const causes: ErrorCause[] = [];
  const report: Report = (path, message) => causes.push({ where: document.where(path), message });
  checkIds(file, document, report);
  checkAttributes(file, report);
  if (catalog !== undefined) {
    checkRegions(file, catalog, report);
    checkNames(file, catalog, report);
  }
  checkFilters(file, report);
  checkPins(file, report);
  checkRules(file, report);
  checkScenarios(file, report);
  checkMigration(file, report);
  checkPaths(file, report, catalog);
  checkDates(file, report);
  if (today !== undefined) checkDaysToCome(file, today, report);
  return causes;
}

function checkIds(file: SitesFile, document: Places, report: Report): void {
  const first = new Map<string, number>();
  const firstMatch = new Map<string, string>();
  file.sites.forEach((site, index) => {
    const earlier = first.get(site.id);
    if (earlier === undefined) first.set(site.id, index);
    else {
      const line = document.line(['sites', earlier, 'id']);
      report(['sites', index, 'id'], `"${site.id}" is already the id of the site at line ${line}; ids must be unique`);
    }
    if (site.matches === undefined) return;
    const same = JSON.stringify([site.platform, site.matches]);
    const holder = firstMatch.get(same);
    if (holder === undefined) firstMatch.set(same, site.id);
    else
      report(
        ['sites', index, 'matches'],
        `matches exactly what site "${holder}" matches; a workload runs at one site only`,
      );
  });
}

/** Attributes are open for the catalogue's sake, so a misspelt name would otherwise stay unknown for ever. */
function checkAttributes(file: SitesFile, report: Report): void {
  const known = Object.keys(siteAttributesSchema.shape);
  file.sites.forEach((site, index) => {
    for (const name of Object.keys(site.attributes)) {
      if (known.includes(name)) continue;
      const near = suggestion(name, known);
      report(
        ['sites', index, 'attributes', name],
        `no rule knows the attribute "${name}".${near} Your own attributes go under "custom".`,
      );
    }
  });
}

function checkRegions(file: SitesFile, catalog: Catalog, report: Report): void {
  file.sites.forEach((site, index) => {
    if (!REGION_TARGETS.has(site.target) || site.region === undefined) return;
    if (findRegion(site.region, catalog) !== undefined) return;
    const near = suggestion(site.region, regionNames(catalog));
    report(
      ['sites', index, 'region'],
      `"${site.region}" is not a region in the catalogue (as of ${catalog['azure-regions'].asOf}).${near} Use the programmatic name, such as "germanywestcentral".`,
    );
  });
}

function checkFilters(file: SitesFile, report: Report): void {
  for (const list of ['classify', 'pins', 'declarations'] as const) {
    file[list].forEach((entry, index) => checkFilter(entry.match, [list, index, 'match'], report));
  }
  file.classify.forEach((entry, index) => {
    if (Object.keys(entry.set).length === 0) report(['classify', index, 'set'], 'sets nothing');
  });
  file.inheritance?.stops.forEach(({ match }, index) =>
    checkFilter(match, ['inheritance', 'stops', index, 'match'], report),
  );
}

/** Links between sites that exist, and filters of sizing that parse. */
function checkMigration({ sites, placement, migration }: SitesFile, report: Report): void {
  const ids = sites.map((site) => site.id);
  const { sizing } = placement;
  if (typeof sizing === 'object')
    sizing.overrides?.forEach(({ match }, index) =>
      checkFilter(match, ['placement', 'sizing', 'overrides', index, 'match'], report),
    );
  migration?.links?.forEach((link, index) => {
    for (const key of ['from', 'to'] as const) {
      const at = ['migration', 'links', index, key];
      const id = link[key];
      if (!ids.includes(id)) report(at, `there is no site "${id}".${suggestion(id, ids)} Sites: ${ids.join(', ')}`);
    }
  });
}

function checkPins(file: SitesFile, report: Report): void {
  const ids = file.sites.map((site) => site.id);
  file.pins.forEach((pin, index) => {
    if (pin.sites === undefined && pin.notSites === undefined) {
      report(['pins', index], 'says neither "sites" nor "notSites", so it pins nothing');
    }
    for (const key of ['sites', 'notSites'] as const) {
      pin[key]?.forEach((id, position) => {
        if (!ids.includes(id)) {
          report(
            ['pins', index, key, position],
            `there is no site "${id}".${suggestion(id, ids)} Sites: ${ids.join(', ')}`,
          );
        }
      });
    }
    const both = pin.sites?.filter((id) => pin.notSites?.includes(id)) ?? [];
    for (const id of both) report(['pins', index], `site "${id}" is in "sites" and in "notSites"`);
  });
}

function checkDates(file: SitesFile, report: Report): void {
  const { startDate, blackouts } = file.waves;
  if (startDate !== undefined && !isDate(startDate)) {
    report(['waves', 'startDate'], `"${startDate}" is not a date; write YYYY-MM-DD`);
  }
  blackouts.forEach((blackout, index) => {
    for (const key of ['from', 'to'] as const) {
      if (!isDate(blackout[key])) {
        report(['waves', 'blackouts', index, key], `"${blackout[key]}" is not a date; write YYYY-MM-DD`);
      }
    }
    if (isDate(blackout.from) && isDate(blackout.to) && blackout.to < blackout.from) {
      report(['waves', 'blackouts', index], `ends (${blackout.to}) before it starts (${blackout.from})`);
    }
  });
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}
