/** Inventory, filters and generations: IST-2xxx. */

import type { ErrorDefinition } from './errors.ts';

export const ESTATE_ERRORS = {
  'IST-2001': {
    title: 'Filter cannot be read',
    status: 400,
    exitCode: 64,
    hint: 'A filter reads like: os.family = windows and memoryMiB >= 64Gi. Put text with blanks or brackets in quotes.',
  },
  'IST-2002': {
    title: 'Filter names a field that does not exist',
    status: 400,
    exitCode: 64,
    hint: 'List the fields with: isthmus explain workload',
  },
  'IST-2003': {
    title: 'Filter compares a field with a value it cannot have',
    status: 400,
    exitCode: 64,
    hint: 'See the type, unit and allowed values of a field with: isthmus explain workload.<field>',
  },
  'IST-2004': {
    title: 'Filter pattern is not supported',
    status: 400,
    exitCode: 64,
    hint: 'Patterns know literals, . [] () | * + ? {m,n} ^ $ \\d \\w \\s; put a backslash before any other sign.',
  },
  'IST-2005': {
    title: 'Filter is too large',
    status: 400,
    exitCode: 64,
    hint: 'Keep a filter under 4,000 characters and 50 nested brackets; use "in (a, b)" for long lists.',
  },
  // What is asked for is not there.
  'IST-2101': {
    title: 'Nothing imported yet',
    status: 404,
    exitCode: 1,
    hint: 'Import an inventory first: isthmus import rvtools <file>.xlsx',
  },
  'IST-2102': {
    title: 'No such generation',
    status: 404,
    exitCode: 1,
    hint: 'List them with: isthmus get generations',
  },
  'IST-2103': {
    title: 'No such workload',
    status: 404,
    exitCode: 1,
    hint: 'Look for it with: isthmus get workloads -q "name ~ <part of the name>"',
  },
  'IST-2104': {
    title: 'Several workloads have this name',
    status: 409,
    exitCode: 1,
    hint: 'Use one of the ids that are listed.',
  },
  'IST-2105': {
    title: 'Continuation is not valid',
    status: 400,
    exitCode: 64,
    hint: 'Ask for the list again from its beginning, with the same filter and sorting.',
  },
  'IST-2106': {
    title: 'No such import',
    status: 404,
    exitCode: 1,
    hint: 'List the sources and their imports with: isthmus get sources',
  },
  'IST-2107': {
    title: 'No such operation',
    status: 404,
    exitCode: 1,
    hint: 'List them with: isthmus get operations',
  },
  'IST-2108': {
    title: 'No result of this kind yet',
    status: 404,
    exitCode: 1,
    hint: 'Run isthmus assess, check, place or plan first.',
  },
  'IST-2109': {
    title: 'No such kind of file source',
    status: 400,
    exitCode: 64,
    hint: 'See the kinds that read files with: isthmus import --help',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
