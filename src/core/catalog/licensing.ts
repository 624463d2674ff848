/** Shape of catalog/licensing.yaml. */

import { z } from 'zod';
import { failure } from '../errors/registry.ts';
import { fileHeader, provenance } from './provenance.ts';

export const licensingSchema = z.looseObject({
  ...fileHeader,
  rules: z.array(
    z.looseObject({
      ...provenance,
      id: z.string(),
      product: z.string(),
      rule: z.string(),
      params: z.record(z.string(), z.unknown()).optional(),
      formula: z.string().optional(),
      /** Inputs and the answer they must give, by name: checked against the formulas in src/core/cost/licences. */
      examples: z.array(z.record(z.string(), z.unknown())).optional(),
    }),
  ),
  listPrices: z.array(
    z.looseObject({
      ...provenance,
      product: z.string(),
      unit: z.string(),
      currency: z.literal('USD'),
      price: z.number().positive(),
    }),
  ),
});
export type Licensing = z.infer<typeof licensingSchema>;
export type ListPrice = Licensing['listPrices'][number];

/** A number among a rule's params. Throws IST-3001 when the catalogue no longer holds it. */
export function licenceParam(licensing: Licensing, ruleId: string, name: string): number {
  const value = licensing.rules.find((rule) => rule.id === ruleId)?.params?.[name];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw failure('IST-3001', `catalog/licensing.yaml has no number "${name}" in rule ${ruleId}`);
}

/** A list of numbers among a rule's params. Throws IST-3001 when the catalogue no longer holds it. */
export function licenceParamList(licensing: Licensing, ruleId: string, name: string): readonly number[] {
  const value = licensing.rules.find((rule) => rule.id === ruleId)?.params?.[name];
  if (Array.isArray(value) && value.every((each) => typeof each === 'number')) return value;
  throw failure('IST-3001', `catalog/licensing.yaml has no list of numbers "${name}" in rule ${ruleId}`);
}

/** The list price of a product: the one with the better confidence first, as the file orders them. */
export function licencePrice(licensing: Licensing, product: string): ListPrice {
  const offers = licensing.listPrices.filter((entry) => entry.product === product);
  const best = offers.find((entry) => entry.conf !== 'own') ?? offers[0];
  if (best === undefined) throw failure('IST-3001', `catalog/licensing.yaml has no list price for ${product}`);
  return best;
}
