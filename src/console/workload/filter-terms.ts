/** A filter as terms that all must hold, so that each can be shown, taken away or chosen from values. Pure. */

import { findField } from '../../core/model/fields.ts';
import type { FilterAst } from '../../core/model/filter/ast.ts';
import { formatFilter, parseFilter } from '../../core/model/filter/filter.ts';

/** Empty for no filter, and for one that is wrong: the server says where. */
export function termsOf(filter: string | undefined): readonly FilterAst[] {
  try {
    const ast = parseFilter(filter ?? '');
    if (ast.type === 'all') return [];
    return ast.type === 'and' ? ast.terms : [ast];
  } catch {
    return [];
  }
}

export function filterOf(terms: readonly FilterAst[]): string {
  if (terms.length === 0) return '';
  const [first] = terms;
  return terms.length === 1 && first !== undefined ? formatFilter(first) : formatFilter({ type: 'and', terms });
}

/** A value of a facet; null: unknown. */
export type FacetValue = string | null;

/** Values that a term asks for, when the term is one that the facet of this field could have made. */
export function valuesOf(term: FilterAst, field: string): readonly FacetValue[] | undefined {
  if (term.type === 'or') {
    const parts = term.terms.map((part) => valuesOf(part, field));
    return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
  }
  if (!('field' in term) || term.field !== field) return undefined;
  if (term.type === 'known') return term.known ? undefined : [null];
  if (term.type === 'compare') return term.op === '=' ? [String(term.value)] : undefined;
  if (term.type === 'in') return term.negated ? undefined : term.values.map(String);
  return term.type === 'has' ? [term.value] : undefined;
}

/** The term that asks for any of the values; undefined when there is none. */
export function termFor(field: string, values: readonly FacetValue[]): FilterAst | undefined {
  const named = values.filter((value) => value !== null);
  const terms: FilterAst[] = [];
  const [only] = named;
  if (named.length > 1) terms.push({ type: 'in', field, negated: false, values: named });
  else if (only !== undefined) terms.push(isTerm(field, only));
  if (values.includes(null)) terms.push({ type: 'known', field, known: false });
  const [first] = terms;
  return terms.length > 1 ? { type: 'or', terms } : first;
}

function isTerm(field: string, value: string): FilterAst {
  return findField(field)?.type === 'list' ? { type: 'has', field, value } : { type: 'compare', field, op: '=', value };
}

/** The filter with the term of one facet replaced. */
export function withFacet(filter: string | undefined, field: string, values: readonly FacetValue[]): string {
  const others = termsOf(filter).filter((term) => valuesOf(term, field) === undefined);
  const term = termFor(field, values);
  return filterOf(term === undefined ? others : [...others, term]);
}
