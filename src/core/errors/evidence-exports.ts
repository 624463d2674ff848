/** Documents for auditors: IST-4080 to IST-4089. */

import type { ErrorDefinition } from './errors.ts';

export const EVIDENCE_EXPORT_ERRORS = {
  'IST-4080': {
    title: 'The newest check cannot be brought back',
    status: 409,
    exitCode: 1,
    hint: 'Check again with what is in force now: `isthmus check`. Then ask again.',
  },
  'IST-4081': {
    title: 'The newest check did not ask this pack',
    status: 409,
    exitCode: 1,
    hint: 'Check with the pack (`isthmus check --pack ID`), or name it under `regimes` in the sites file and check again.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
