/** Paths of moves and approval of waves: IST-4040 to IST-4049. */

import type { ErrorDefinition } from './errors.ts';

export const PATH_ERRORS = {
  'IST-4040': {
    title: 'A path breaks a rule, so the wave cannot be approved',
    status: 409,
    exitCode: 3,
    hint: 'Do what each finding asks for and plan again; or ask for a waiver: isthmus waiver request --rule RULE --site SITE/HOP …',
  },
  'IST-4041': {
    title: 'What is not known must be accepted',
    status: 409,
    exitCode: 3,
    hint: 'State what is missing in sites.yaml and plan again, or accept it with a reason: isthmus approve PLAN --accept-unknown "reason".',
  },
  'IST-4042': {
    title: 'No such plan or wave',
    status: 404,
    exitCode: 1,
    hint: 'List plans with `isthmus get plans`; a plan file is approved where the plan was made.',
  },
  'IST-4043': {
    title: 'The plan no longer fits what it was made from',
    status: 409,
    exitCode: 1,
    hint: 'Place and plan again, then approve the new plan: isthmus place, isthmus plan -o FILE.',
  },
  'IST-4044': {
    title: 'There is no such move',
    status: 422,
    exitCode: 64,
    hint: 'Name a site that the workload does not run at: isthmus check move WORKLOAD --to SITE.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
