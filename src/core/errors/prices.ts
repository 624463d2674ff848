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
  'IST-5074': {
    title: 'The day of the prices is in the future',
    status: 422,
    exitCode: 64,
    hint: 'Give the day the prices were read on: --as-of YYYY-MM-DD.',
  },
  'IST-5075': {
    title: 'The price list cannot be deleted',
    status: 409,
    exitCode: 1,
    hint: 'Name another list in sites.yaml, or put another version in force with isthmus prices use, and delete it then.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
