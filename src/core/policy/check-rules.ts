/** What placement rules must keep beyond their shape: ids used once, filters that parse, sites and zones that exist. */

import { tryParseFilter } from '../model/filter/filter.ts';
import { suggestion } from './did-you-mean.ts';
import type { PlacementRule, SitesFile } from './site.ts';
import type { Report } from './yaml-issues.ts';

export function checkRules(file: SitesFile, report: Report): void {
  const ids = file.sites.map((site) => site.id);
  const first = new Map<string, number>();
  file.placement.rules.forEach((rule, index) => {
    const at = ['placement', 'rules', index];
    const earlier = first.get(rule.id);
    if (earlier === undefined) first.set(rule.id, index);
    else report([...at, 'id'], `"${rule.id}" is already the id of rule ${earlier + 1}; ids must be unique`);
    checkFilter(rule.match, [...at, 'match'], report);
    for (const [key, position, id] of sitesNamed(rule)) {
      if (!ids.includes(id))
        report([...at, key, position], `there is no site "${id}".${suggestion(id, ids)} Sites: ${ids.join(', ')}`);
    }
    if (rule.kind === 'prefer' && new Set(rule.sites).size < rule.sites.length)
      report([...at, 'sites'], 'names a site twice; its place in the order is not clear');
  });
  file.sites.forEach((site, index) => {
    for (const id of Object.keys(site.latencyMs)) {
      const at = ['sites', index, 'latencyMs', id];
      if (!ids.includes(id)) report(at, `there is no site "${id}".${suggestion(id, ids)} Sites: ${ids.join(', ')}`);
      else if (id === site.id) report(at, 'is the site itself; within a site the latency is taken as 0');
    }
  });
}

export function checkFilter(match: string | undefined, path: readonly PropertyKey[], report: Report): void {
  if (match === undefined) return;
  const result = tryParseFilter(match);
  if (!('problem' in result)) return;
  const { message, start, suggestions } = result.problem;
  const near = suggestions.length === 0 ? '' : `; did you mean ${suggestions.join(' or ')}?`;
  report(path, `${JSON.stringify(match)}, column ${start + 1}: ${message}${near}`);
}

function sitesNamed(rule: PlacementRule): readonly (readonly [string, number, string])[] {
  if (rule.kind === 'prefer') return rule.sites.map((id, position) => ['sites', position, id] as const);
  if (rule.kind === 'share' && rule.over === 'site')
    return (rule.of ?? []).map((id, position) => ['of', position, id] as const);
  return [];
}
