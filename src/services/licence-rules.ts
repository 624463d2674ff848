/** The licence rules of the catalogue as people look them up. */

import type { z } from 'zod';
import type { licenceRulesSchema } from '../api/costs.ts';
import { FORMULAS } from '../core/cost/licences/formulas.ts';
import { citeRules } from '../core/cost/licences/terms.ts';
import type { ServiceContext } from './context.ts';

export async function listLicenceRules(context: ServiceContext): Promise<z.infer<typeof licenceRulesSchema>> {
  const { licensing } = await context.catalog();
  const products = new Map(licensing.rules.map((rule) => [rule.id, rule]));
  const items = citeRules(
    licensing,
    licensing.rules.map(({ id }) => id),
  ).map((citation) => ({
    ...citation,
    product: products.get(citation.id)?.product ?? '',
    formula: products.get(citation.id)?.formula ?? null,
    needs: [...(FORMULAS[citation.id]?.needs ?? [])],
  }));
  return { items, total: items.length };
}
