/** What rules may read that belongs to no workload and no site: the lists, the organisation and the day. */

import type { Catalog } from '../../catalog/catalog.ts';
import type { Organisation } from '../site.ts';
import type { Constants } from './scopes.ts';

interface ConstantsInput {
  readonly catalog: Catalog;
  readonly organisation: Organisation;
  /** ISO date. */
  readonly asOf: string;
}

/**
 * Adequate are the countries with a decision in force, without those where it covers listed importers only (the
 * packs ask for the listing). Decisions limited to a sector count; the packs say so.
 */
export function policyConstants({ catalog, organisation, asOf }: ConstantsInput): Constants {
  const { eu27, eea, adequacy } = catalog.sovereignty;
  const day = asOf.slice(0, 10);
  const adequate = adequacy.flatMap(({ country, test, validTo }) =>
    country === null || test !== undefined || (validTo !== undefined && validTo < day) ? [] : [country],
  );
  return { asOf: day, eu27, eea, adequate, organisation };
}
