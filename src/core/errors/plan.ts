/** Plans and artefacts: IST-6xxx. */

import type { ErrorDefinition } from './errors.ts';

export const PLAN_ERRORS = {
  'IST-6001': {
    title: 'Not a plan file',
    status: 422,
    exitCode: 1,
    hint: 'Give the file that `isthmus plan -o <file>` wrote, whole and unchanged.',
  },
  'IST-6002': {
    title: 'Plan file of another version',
    status: 422,
    exitCode: 1,
    hint: 'Make the plan again with `isthmus plan -o <file>`; this version reads isthmus/v1 plans.',
  },
  'IST-6003': {
    title: 'Plan file was changed after it was written',
    status: 409,
    exitCode: 1,
    hint: 'A plan is not edited by hand. Change sites.yaml or pins and make the plan again.',
  },
  'IST-6004': {
    title: 'Wave settings are not valid',
    status: 422,
    exitCode: 64,
    hint: 'Correct the value under `waves:` in sites.yaml; dates are written YYYY-MM-DD.',
  },
  'IST-6005': {
    title: 'No such artefact format',
    status: 422,
    exitCode: 64,
    hint: 'Choose one of the formats listed by `isthmus export --help`.',
  },
  'IST-6006': {
    title: 'Plan does not match the estate',
    status: 409,
    exitCode: 1,
    hint: 'The plan was made from another state of the estate. Make it again with `isthmus plan -o <file>`.',
  },
  'IST-6010': {
    title: 'Placement is out of date',
    status: 409,
    exitCode: 1,
    hint: 'Place again: isthmus place',
  },
  'IST-6020': {
    title: 'No such way of moving',
    status: 422,
    exitCode: 64,
    hint: 'Name one of the ways listed, or leave it out: catalog/migration-throughput.yaml has them with their figures.',
  },
  'IST-6021': {
    title: 'Nothing to estimate',
    status: 422,
    exitCode: 64,
    hint: 'Name a wave of a plan, or workloads and the site they go to: isthmus forecast --help',
  },
  'IST-6022': {
    title: 'No such measured move',
    status: 404,
    exitCode: 1,
    hint: 'List them: isthmus forecast measured',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
