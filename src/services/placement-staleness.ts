/** What has changed since a placement was made, in words: what was true then may not be the answer now. */

import type { PlacementSummaryDocument } from '../api/placements.ts';
import { sitesDigests } from '../core/policy/sites-digests.ts';
import type { SitesDigests } from '../core/policy/sites-digests.ts';
import { readDocument, SITES_DOCUMENT } from '../store/documents.ts';
import type { ServiceContext } from './context.ts';
import { rulePacks, today } from './decide.ts';
import { summaryOf } from './find-placement.ts';
import { newestGeneration } from './generations.ts';
import type { PlacementSettings } from './keep-placement.ts';
import { loadPacks } from './packs.ts';
import { loadPriceLists } from './prices.ts';
import { rulesInForce } from './rules-in-force.ts';
import { waiverPack, waiversInForce } from './waivers-in-force.ts';
import type { ResultRecord } from './results.ts';

/** What is in force now; read once for any number of placements. */
export interface InForce {
  readonly generation: number | undefined;
  /** Digest of the sites file's text. */
  readonly sites: string | undefined;
  /** Of what it says: without its scenarios, and of each of them. */
  readonly said: SitesDigests | undefined;
  readonly catalog: string;
  readonly prices: ReadonlyMap<string, string>;
  readonly packs: ReadonlyMap<string, string>;
}

export async function inForceNow(context: ServiceContext): Promise<InForce> {
  const [generation, sites, catalog, prices, packs, rules, waivers] = await Promise.all([
    newestGeneration(context),
    readDocument(context.store, SITES_DOCUMENT),
    context.catalog(),
    loadPriceLists(context.home),
    loadPacks(context.home),
    rulesInForce(context),
    waiversInForce(context),
  ]);
  return {
    generation: generation?.number,
    sites: sites?.digest,
    said: sites === undefined ? undefined : sitesDigests(sites.content),
    catalog: catalog.version,
    prices: new Map(prices.map(({ id, digest }) => [id, digest])),
    packs: new Map([
      ...packs.map(({ id, digest }) => [id, digest] as const),
      ...Object.entries({ ...rulePacks(rules), ...waiverPack(waivers, today(context)) }).map(
        ([id, { digest }]) => [id, digest] as const,
      ),
    ]),
  };
}

export function describedNow(record: ResultRecord, now: InForce): PlacementSummaryDocument {
  return { ...summaryOf(record), stale: staleness(record, now) };
}

/** Empty: nothing it was made from has changed. What older releases did not record is not spoken of. */
export function staleness(
  { generation, settings }: Pick<ResultRecord, 'generation' | 'settings'>,
  now: InForce,
): string[] {
  const made = settings as Partial<PlacementSettings>;
  const lines: string[] = [];
  if (now.generation !== undefined && now.generation !== generation) {
    lines.push(`The estate is at gen/${now.generation} now; this is of gen/${generation}.`);
  }
  if (sitesChanged(made, now)) lines.push('sites.yaml has changed since.');
  else if (made.scenarioDigest !== undefined && made.scenarioDigest !== now.said?.scenarios.get(made.scenario ?? ''))
    lines.push(`The scenario ${made.scenario ?? ''} has changed since.`);
  const before = new Map((made.prices ?? []).map(({ id, digest }) => [id, digest]));
  const prices = made.prices === undefined ? [] : changed(before, now.prices);
  if (prices.length > 0) lines.push(`Prices have changed since: ${prices.join(', ')}.`);
  // Rules that were not in force then are not among those it was made from.
  const rules = Object.entries(made.packs ?? {}).flatMap(([id, digest]) => (now.packs.get(id) === digest ? [] : [id]));
  if (rules.length > 0) lines.push(`Rules have changed since: ${rules.join(', ')}.`);
  if (made.catalog !== undefined && made.catalog !== now.catalog) lines.push('The catalogue has changed since.');
  return lines;
}

/** Scenarios apart. Older releases recorded the text alone. */
export function sitesChanged(
  made: Partial<Pick<PlacementSettings, 'sites' | 'sitesBase'>>,
  now: Pick<InForce, 'sites' | 'said'>,
): boolean {
  if (made.sites === undefined || made.sites === now.sites) return false;
  return made.sitesBase === undefined || made.sitesBase !== now.said?.base;
}

function changed(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...now.keys()])].filter((id) => before.get(id) !== now.get(id)).sort();
}
