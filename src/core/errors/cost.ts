/** Total cost: IST-5060 to IST-5069. */

import type { ErrorDefinition } from './errors.ts';

export const COST_ERRORS = {
  'IST-5061': {
    title: 'No such path for a total cost',
    status: 422,
    exitCode: 64,
    hint: 'Name a path as "stay", "all-to/SITE" with a site of sites.yaml, or "placement/ID" with a placement, a scenario that was placed, or "latest".',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
