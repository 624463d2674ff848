/** Operators as exits are planned from them: their sites, and what contracts say about leaving. */

import { getPath } from '../../policy/attribute-path.ts';
import { placesOfSites } from '../../policy/concentration/counted.ts';
import type { EnrichedSite } from '../../policy/enrich-site.ts';
import { compareText } from '../order.ts';

/** What stands for the operator of sites whose operator nobody names, where a name must be given. */
export const UNKNOWN_OPERATOR = 'unknown';

export interface Operator {
  /** Null: nobody says who runs these sites. They are a group of their own, and may be of several. */
  readonly name: string | null;
  readonly siteIds: readonly string[];
  /** The organisation itself; undefined: not known of at least one of its sites. */
  readonly own: boolean | undefined;
}

/** In the order of names, those nobody names last. */
export function operatorsOf(sites: readonly EnrichedSite[]): readonly Operator[] {
  const places = placesOfSites(sites);
  const groups = Map.groupBy(sites, ({ site }) => places.get(site.id)?.operator ?? null);
  return [...groups]
    .map(([name, members]): Operator => ({
      name,
      siteIds: members.map(({ site }) => site.id).sort(compareText),
      own: sameOf(members.map((each) => getPath(each.attributes, 'operator.own'))),
    }))
    .sort((a, b) =>
      a.name === null || b.name === null
        ? Number(a.name === null) - Number(b.name === null)
        : compareText(a.name, b.name),
    );
}

/** By name without letter case; "unknown" for those nobody names. */
export function findOperator(operators: readonly Operator[], name: string): Operator | undefined {
  const wanted = name.trim().toLowerCase();
  return (
    operators.find((each) => each.name?.toLowerCase() === wanted) ??
    (wanted === UNKNOWN_OPERATOR ? operators.find((each) => each.name === null) : undefined)
  );
}

const sameOf = (values: readonly unknown[]): boolean | undefined =>
  values.every((value) => value === true) ? true : values.every((value) => value === false) ? false : undefined;

/** What a contract says that counts when one leaves; null: nobody stated it. */
export interface ContractTerm {
  readonly attribute: 'contract.exitTransition' | 'contract.dataReturn' | 'contract.noticeDays';
  readonly title: string;
  readonly bySite: readonly { readonly siteId: string; readonly value: boolean | number | string | null }[];
}

const TERMS = [
  ['contract.exitTransition', 'A transition period while leaving'],
  ['contract.dataReturn', 'Return of the data at the end'],
  ['contract.noticeDays', 'Days of notice'],
] as const;

export function contractTerms(sites: readonly EnrichedSite[], { siteIds }: Operator): readonly ContractTerm[] {
  const attributes = new Map(sites.map((each) => [each.site.id, each.attributes]));
  return TERMS.map(([attribute, title]) => ({
    attribute,
    title,
    bySite: siteIds.map((siteId) => ({ siteId, value: stated(getPath(attributes.get(siteId) ?? {}, attribute)) })),
  }));
}

const stated = (value: unknown): boolean | number | string | null =>
  typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string' ? value : null;

/** The longest notice that any of its sites has; null: not known of all of them. */
export function noticeDays(terms: readonly ContractTerm[]): number | null {
  const bySite = terms.find(({ attribute }) => attribute === 'contract.noticeDays')?.bySite ?? [];
  const days = bySite.map(({ value }) => (typeof value === 'number' ? value : Number(value ?? NaN)));
  return days.length === 0 || days.some((each) => !Number.isFinite(each)) ? null : Math.max(...days);
}
