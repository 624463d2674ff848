/** Assessment and catalogue: IST-3xxx. */

import type { ErrorDefinition } from './errors.ts';

export const ASSESS_ERRORS = {
  'IST-3001': {
    title: 'Catalogue file is not valid',
    status: 500,
    exitCode: 1,
    hint: 'Restore the shipped catalogue, or correct the record that is named.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
