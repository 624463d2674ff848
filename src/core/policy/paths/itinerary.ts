/** The hops of one way of moving between two sites: facts of the tool, completed by what sites.yaml states. */

import type { HopFact, HopRole, MigrationHops } from '../../catalog/migration-hops.ts';
import { cite } from '../../catalog/provenance.ts';
import { getPath, setPath } from '../attribute-path.ts';
import type { EnrichedSite } from '../enrich-site.ts';
import type { Hop, HopWhere } from './hop.ts';
import type { HopStatement, PathSettings } from './settings.ts';

/** A hop with what rules read of its place. */
export interface PlannedHop extends Hop {
  /** False where the data is already: the move adds nothing there, unless more is stated of the hop. */
  readonly counts: boolean;
  /** More is stated of it than of the site it is at. */
  readonly differs: boolean;
  /** By site attribute name, without "site.". */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Lists of the attributes that are known only in part, with what would complete them. */
  readonly partial: Readonly<Record<string, readonly string[]>>;
  /** Where to state what is missing: below `paths`, or the attributes of this site. */
  readonly stateAt: { readonly siteId: string; readonly attribute?: string } | 'paths';
}

export interface ItineraryRequest {
  readonly method: string | null;
  readonly from: EnrichedSite | undefined;
  readonly to: EnrichedSite;
  /** What is declared of the workload and goes before the site: "backup.countries". */
  readonly declared: (attribute: string) => readonly string[] | undefined;
}

export interface ItineraryBasis {
  readonly facts: MigrationHops;
  readonly settings: PathSettings | undefined;
  readonly sites: ReadonlyMap<string, EnrichedSite>;
}

/** Attributes that belong to the place, not to who runs it. */
const OF_THE_PLACE = [
  'country',
  'city',
  'latitude',
  'longitude',
  'zones',
  'pair',
  'pairCountry',
  'region',
  'euDataBoundary',
  'encryption',
  'backup',
  'dr',
  'env',
];

/** In the order data passes them: the source, the way, the disks, and what is kept and who reaches it there. */
export function itinerary(request: ItineraryRequest, basis: ItineraryBasis): PlannedHop[] {
  const { method, from, to } = request;
  const way = basis.facts.methods.find((each) => each.method === method)?.hops ?? [];
  const facts = [...way, ...basis.facts.everywhere];
  const statements = (basis.settings?.hops ?? []).filter((each) => concerns(each, method, from, to));
  const known = new Set<HopRole>(facts.map(({ role }) => role));
  const added = statements.filter(({ role }) => !known.has(role) && role !== 'source').map(factOf);
  const all = [SOURCE, ...way, ...byRole(added), ...basis.facts.everywhere];
  return all.flatMap((fact) => {
    const statement = statements.findLast(({ role }) => role === fact.role);
    // A machine arrives on disks, whatever is said: what the destination breaks is named there.
    const always = fact.role === 'disks';
    const hop = statement?.used === false && !always ? undefined : hopOf(fact, statement, request, basis);
    return hop === undefined ? [] : [always ? { ...hop, counts: true } : hop];
  });
}

const SOURCE: HopFact = {
  role: 'source',
  title: 'Where it runs now',
  at: 'source',
  holds: 'content',
  stays: 'persistent',
  source: 'estate',
  asOf: '',
  conf: 'verified',
};

function concerns(
  { methods, from: starts, to: ends }: HopStatement,
  method: string | null,
  from: EnrichedSite | undefined,
  to: EnrichedSite,
): boolean {
  if (methods !== undefined && (method === null || !methods.includes(method))) return false;
  if (starts !== undefined && (from === undefined || !starts.includes(from.site.id))) return false;
  return ends === undefined || ends.includes(to.site.id);
}

/** A hop that only sites.yaml knows: a share in between, say. */
function factOf({ role, holds, stays }: HopStatement): HopFact {
  return {
    role,
    title: `Stated ${role}`,
    at: 'stated',
    holds: holds ?? 'content',
    stays: stays ?? 'transient',
    source: 'sites.yaml',
    asOf: '',
    conf: 'verified',
  };
}

const byRole = (facts: readonly HopFact[]): readonly HopFact[] => [
  ...new Map(facts.map((fact) => [fact.role, fact])).values(),
];

function hopOf(
  fact: HopFact,
  statement: HopStatement | undefined,
  request: ItineraryRequest,
  basis: ItineraryBasis,
): PlannedHop | undefined {
  const base = {
    role: fact.role,
    title: fact.title,
    holds: statement?.holds ?? fact.holds,
    stays: statement?.stays ?? fact.stays,
    ...(fact.encryption !== undefined && { encryption: fact.encryption }),
  };
  if (statement !== undefined && placed(statement)) return stated(base, statement, fact, request, basis);
  const site = fact.at === 'source' ? request.from : fact.at === 'destination' ? request.to : undefined;
  if (fact.from !== undefined) return listed(base, fact.from, request, statement);
  if (site !== undefined) return atSite(base, site, request, `attributes of site ${site.site.id}`, statement);
  const operator = fact.by === 'destination' ? request.to : fact.by === 'source' ? request.from : undefined;
  return elsewhere(
    base,
    operator,
    {},
    fact.source === 'estate' ? 'estate' : cite(fact),
    statement,
    fact.at !== 'source' || (fact.role !== 'source' && saysMore(statement)),
  );
}

type Base = Pick<PlannedHop, 'role' | 'title' | 'holds' | 'stays' | 'encryption'>;

const placed = ({ at, countries, geography }: HopStatement): boolean =>
  at !== undefined || countries !== undefined || geography !== undefined;

function stated(
  base: Base,
  statement: HopStatement,
  fact: HopFact,
  request: ItineraryRequest,
  { sites, facts }: ItineraryBasis,
): PlannedHop {
  const site = statement.at === undefined ? undefined : sites.get(statement.at);
  if (site !== undefined) return atSite(base, site, request, 'sites.yaml paths', statement);
  const geography = facts.geographies.find(({ id }) => id === statement.geography);
  const countries = statement.countries ?? geography?.countries ?? [];
  const oneOf = statement.countries === undefined || statement.oneOf === true;
  const where = {
    countries: [...new Set(countries)].sort(),
    ...(oneOf && countries.length > 1 && { oneOf }),
  } as HopWhere;
  const runs = fact.by ?? (fact.at === 'stated' ? undefined : fact.at);
  const operator = runs === 'destination' ? request.to : runs === 'source' ? request.from : undefined;
  const from =
    geography === undefined ? 'sites.yaml paths' : `sites.yaml paths, ${geography.title}: ${cite(geography)}`;
  return elsewhere(base, operator, where, from, statement, fact.role !== 'source');
}

/** Beyond the place: another operator, or other data, which was not there before. */
export const saysMore = (statement: HopStatement | undefined): boolean =>
  statement !== undefined &&
  [statement.attributes, statement.holds, statement.stays].some((said) => said !== undefined);

/** At a site: what is known of the site is known of the hop. */
function atSite(
  base: Base,
  site: EnrichedSite,
  { from, to }: ItineraryRequest,
  knownFrom: string,
  statement: HopStatement | undefined,
): PlannedHop {
  const attributes = withStated(site.attributes, base, statement);
  return {
    ...base,
    where: { siteId: site.site.id },
    operator: operatorText(attributes),
    knownFrom,
    counts: site.site.id !== from?.site.id || (base.role !== 'source' && saysMore(statement)),
    differs: saysMore(statement),
    attributes,
    partial: site === to || statement?.attributes === undefined ? site.partial : {},
    stateAt: { siteId: site.site.id },
  };
}

/** Copies and people of a site, in the countries that an attribute lists. An empty list says that there is none. */
function listed(
  base: Base,
  attribute: string,
  { to, declared }: ItineraryRequest,
  statement: HopStatement | undefined,
): PlannedHop | undefined {
  const own = declared(attribute);
  const value = own ?? getPath(to.attributes, attribute);
  if (Array.isArray(value) && value.length === 0) return undefined;
  const countries = Array.isArray(value) ? [...new Set(value as readonly string[])].sort() : undefined;
  const attributes = withStated(placeless(to, base), base, statement);
  return {
    ...base,
    where: { siteId: to.site.id, ...(countries !== undefined && { countries }) },
    operator: operatorText(attributes),
    knownFrom: own === undefined ? `attributes of site ${to.site.id}` : 'declarations',
    counts: true,
    differs: saysMore(statement),
    attributes,
    partial: to.partial,
    stateAt: { siteId: to.site.id, attribute },
  };
}

function elsewhere(
  base: Base,
  operator: EnrichedSite | undefined,
  where: HopWhere,
  knownFrom: string,
  statement: HopStatement | undefined,
  counts: boolean,
): PlannedHop {
  const attributes = withStated(operator === undefined ? {} : placeless(operator, base), base, statement);
  return {
    ...base,
    where,
    operator: operatorText(attributes),
    knownFrom,
    counts,
    differs: saysMore(statement),
    attributes,
    partial: operator?.partial ?? {},
    stateAt: 'paths',
  };
}

/** Content elsewhere is no longer where its operator's site is; whoever only sees or keeps word of it is one more. */
function placeless({ attributes }: EnrichedSite, { holds }: Base): Readonly<Record<string, unknown>> {
  if (holds !== 'content') return attributes;
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !OF_THE_PLACE.includes(name)));
}

/** What sites.yaml says of the hop goes before what holds where it is; what the tool encrypts is encrypted. */
function withStated(
  attributes: Readonly<Record<string, unknown>>,
  { encryption }: Base,
  statement: HopStatement | undefined,
): Readonly<Record<string, unknown>> {
  if (encryption === undefined && statement?.attributes === undefined) return attributes;
  const merged = structuredClone(attributes) as Record<string, unknown>;
  for (const [name, value] of Object.entries(encryption ?? {})) setPath(merged, `encryption.${name}`, value);
  if (statement?.attributes === undefined) return merged;
  // Another operator brings its own laws: what was derived of the first one no longer holds.
  if (statement.attributes.operator !== undefined || statement.attributes.controlPlane !== undefined) {
    for (const name of ['operator', 'controlPlane', 'exposedLaws', 'importer', 'contract']) delete merged[name];
  }
  for (const [name, value] of Object.entries(statement.attributes)) if (value !== undefined) merged[name] = value;
  return merged;
}

function operatorText(attributes: Readonly<Record<string, unknown>>): string | null {
  const text = (path: string): string | undefined => {
    const value = getPath(attributes, path);
    return typeof value === 'string' ? value : undefined;
  };
  const [country, parent] = [text('operator.country'), text('operator.parentCountry')];
  if (getPath(attributes, 'operator.own') === true) return country === undefined ? 'own' : `own, ${country}`;
  if (country === undefined) return parent === undefined ? null : `of a ${parent} parent`;
  return parent === undefined || parent === country ? country : `${country} of a ${parent} parent`;
}
