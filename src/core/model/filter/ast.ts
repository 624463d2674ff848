/**
 * A filter as data. Values are already in the field's unit and type, so that an evaluator or a SQL writer
 * needs no parsing: numbers as numbers, versions and dates as text, vocabularies in lower case.
 */

export type FilterValue = string | number | boolean;
export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type FilterAst =
  /** The empty filter: every row. */
  | { readonly type: 'all' }
  /** Two or more terms, none of them of the same type. */
  | { readonly type: 'and' | 'or'; readonly terms: readonly FilterAst[] }
  | { readonly type: 'not'; readonly term: FilterAst }
  | { readonly type: 'compare'; readonly field: string; readonly op: CompareOp; readonly value: FilterValue }
  /** Pattern found anywhere in the text (of one element, for lists), letter case ignored. See safe-regex.ts. */
  | { readonly type: 'match'; readonly field: string; readonly negated: boolean; readonly pattern: string }
  | { readonly type: 'in'; readonly field: string; readonly negated: boolean; readonly values: readonly FilterValue[] }
  /** The list contains the value, letter case ignored. */
  | { readonly type: 'has'; readonly field: string; readonly value: string }
  | { readonly type: 'known'; readonly field: string; readonly known: boolean };
