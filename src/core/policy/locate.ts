/** Which site a workload runs at now, by what sites.yaml says each site matches. */

import type { Workload } from '../model/workload.ts';
import type { Site } from './site.ts';

type Matches = NonNullable<Site['matches']>;

/** Finer places first: a site that names a host is more specific than one that names a datacenter. */
const WEIGHTS: readonly (readonly [keyof Matches, number])[] = [
  ['hosts', 16],
  ['clusters', 8],
  ['datacenters', 4],
  ['regions', 2],
  ['sources', 1],
];

interface Candidate {
  readonly id: string;
  readonly platform: string;
  readonly weight: number;
  readonly wanted: readonly (readonly [keyof Matches, (name: string) => boolean])[];
}

/**
 * Prepares the answer for many workloads. Within one site every kind of place named must fit, and within one kind
 * any of the names; the site that names the finer places wins, then the one of the workload's own platform, then
 * the earlier one. Names are compared without letter case, "*" stands for any text. Null: no site matches.
 */
export function siteLocator(sites: readonly Site[]): (workload: Workload) => string | null {
  const candidates = sites.flatMap((site) => toCandidate(site));
  candidates.sort((a, b) => b.weight - a.weight);
  const remembered = new Map<string, string | null>();
  return (workload) => {
    const key = placeKey(workload);
    let found = remembered.get(key);
    if (found === undefined) {
      found = locate(workload, candidates);
      remembered.set(key, found);
    }
    return found;
  };
}

/** The site one workload runs at now, or null. */
export function siteOf(workload: Workload, sites: readonly Site[]): string | null {
  return siteLocator(sites)(workload);
}

function toCandidate(site: Site): Candidate[] {
  const { matches } = site;
  if (matches === undefined) return [];
  const wanted = WEIGHTS.flatMap(([kind]) => {
    const names = matches[kind];
    return names === undefined ? [] : [[kind, nameTest(names)] as const];
  });
  if (wanted.length === 0) return [];
  const weight = WEIGHTS.reduce((sum, [kind, value]) => sum + (matches[kind] === undefined ? 0 : value), 0);
  return [{ id: site.id, platform: site.platform.toLowerCase(), weight, wanted }];
}

/** Exact names, or patterns in which "*" stands for any text. */
function nameTest(names: readonly string[]): (name: string) => boolean {
  const lower = names.map((name) => name.toLowerCase());
  const exact = new Set(lower.filter((name) => !name.includes('*')));
  const patterns = lower.filter((name) => name.includes('*')).map((name) => name.split('*'));
  return (name) => exact.has(name) || patterns.some((parts) => fits(name, parts));
}

/** The parts between the stars appear in this order, the first at the start and the last at the end. */
function fits(name: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop() ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1 || found + part.length > name.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}

function locate(workload: Workload, candidates: readonly Candidate[]): string | null {
  let found: Candidate | undefined;
  for (const candidate of candidates) {
    if (found !== undefined && candidate.weight < found.weight) break;
    if (!candidate.wanted.every(([kind, test]) => placesOf(workload, kind).some((place) => test(place)))) continue;
    if (found === undefined) found = candidate;
    const platform = workload.facts.platform?.toLowerCase();
    if (found.platform !== platform && candidate.platform === platform) found = candidate;
  }
  return found?.id ?? null;
}

function placesOf(workload: Workload, kind: keyof Matches): readonly string[] {
  const { facts } = workload;
  if (kind === 'sources') return workload.observations.map((observation) => observation.sourceId.toLowerCase());
  const place = {
    hosts: facts.host,
    clusters: facts.cluster,
    datacenters: facts.datacenter,
    regions: facts.region,
  }[kind];
  return place === undefined ? [] : [place.toLowerCase()];
}

function placeKey(workload: Workload): string {
  const { host, cluster, datacenter, region, platform } = workload.facts;
  let key = `${host ?? ''}\n${cluster ?? ''}\n${datacenter ?? ''}\n${region ?? ''}\n${platform ?? ''}`;
  for (const observation of workload.observations) key += `\n${observation.sourceId}`;
  return key;
}
