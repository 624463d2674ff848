/** Price lists: IST-5070 to IST-5079. */

import type { ErrorDefinition } from './errors.ts';

export const PRICE_ERRORS = {
  'IST-5070': {
    title: 'Prices cannot be fetched as asked',
    status: 422,
    exitCode: 64,
    hint: 'Name at least one region and a provider with public prices; for another currency than USD say what one unit is worth.',
  },
  'IST-5071': {
    title: 'The price service refuses to answer',
    status: 502,
    exitCode: 1,
    hint: 'Try again later: what was read is kept and the same command goes on from there. Without a network import a price file instead.',
  },
  'IST-5073': {
    title: 'The site does not sell by size',
    status: 422,
    exitCode: 1,
    hint: 'Lines of size, disk and egress are those of sites with elastic capacity and without figures per core; ask isthmus tco for the others.',
  },
  'IST-5072': {
    title: 'There is no such price list',
    status: 404,
    exitCode: 1,
    hint: 'List what there is with isthmus prices list; a version is named LIST@YYYY-MM-DD or LIST@DIGEST.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
