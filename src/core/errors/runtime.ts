/** Configuration, database and processes: IST-7xxx. */

import type { ErrorDefinition } from './errors.ts';

export const RUNTIME_ERRORS = {
  'IST-7001': {
    title: 'Unexpected failure',
    status: 500,
    exitCode: 1,
    hint: 'This is a defect. Run again with --trace and report the output.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
