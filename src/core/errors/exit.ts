/** Concentration and exit: IST-4090 to IST-4099. */

import type { ErrorDefinition } from './errors.ts';

export const EXIT_ERRORS = {
  'IST-4090': {
    title: 'No such operator',
    status: 404,
    exitCode: 1,
    hint: 'Use a name that sites.yaml or the catalogue gives as operator.name; "unknown" stands for the sites whose operator nobody names. List them: isthmus exit list.',
  },
  'IST-4091': {
    title: 'No exit plan of this operator yet',
    status: 404,
    exitCode: 1,
    hint: 'Make one: isthmus exit plan OPERATOR, or Compute under Exit in the console.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
