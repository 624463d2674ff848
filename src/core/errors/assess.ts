/** Assessment and catalogue: IST-3xxx. */

import type { ErrorDefinition } from './errors.ts';

export const ASSESS_ERRORS = {
  'IST-3001': {
    title: 'Catalogue file is not valid',
    status: 500,
    exitCode: 1,
    hint: 'Restore the shipped catalogue, or correct the record that is named.',
  },
  'IST-3002': {
    title: 'A rule broke while it looked at a workload',
    status: 500,
    exitCode: 1,
    hint: 'This is a defect in the rule, not in your data. Please report it with the rule id.',
  },
  'IST-3003': {
    title: 'Assessment date is not a date',
    status: 400,
    exitCode: 64,
    hint: 'Give the day to judge for as YYYY-MM-DD.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
