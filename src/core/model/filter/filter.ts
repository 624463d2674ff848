/** The one filter language (U5): the room's public face. */

export type { FilterAst } from './ast.ts';
export { compileFilter, matches } from './evaluate.ts';
export { formatFilter } from './format.ts';
export { parseFilter, tryParseFilter } from './parser.ts';
