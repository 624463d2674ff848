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
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
