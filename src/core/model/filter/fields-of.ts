/** Which fields a filter asks for, to load or to explain them. */

import type { FilterAst } from './ast.ts';

/** Fields a filter asks for. */
export function fieldsOf(ast: FilterAst): readonly string[] {
  switch (ast.type) {
    case 'all':
      return [];
    case 'and':
    case 'or':
      return ast.terms.flatMap(fieldsOf);
    case 'not':
      return fieldsOf(ast.term);
    default:
      return [ast.field];
  }
}
