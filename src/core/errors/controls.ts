/** Controls and the feeds of evidence for them: IST-406x and IST-407x. */

import type { ErrorDefinition } from './errors.ts';

export const CONTROL_ERRORS = {
  'IST-4060': {
    title: 'The file is of no feed that is read',
    status: 400,
    exitCode: 64,
    hint: 'Bring an ARF or XCCDF result, compliance-operator objects, Azure Policy states or policy reports; docs/reference/evidence-feeds.md says how to get each.',
  },
  'IST-4061': {
    title: 'The evidence cannot be read',
    status: 400,
    exitCode: 1,
    hint: 'Export it again from the tool that wrote it. Nothing of the file was kept.',
  },
  'IST-4062': {
    title: 'The evidence is larger than is taken',
    status: 413,
    exitCode: 1,
    hint: 'Export it in parts: by host, by scan or by subscription.',
  },
  'IST-4063': {
    title: 'The file holds no results',
    status: 400,
    exitCode: 1,
    hint: 'A benchmark, a scan or a policy alone says nothing of a machine: bring the results of running it.',
  },
  'IST-4064': {
    title: 'Unknown evidence import',
    status: 404,
    exitCode: 1,
    hint: 'Run `isthmus evidence list` for the ids there are.',
  },
  'IST-4065': {
    title: 'Unknown control or framework',
    status: 404,
    exitCode: 1,
    hint: 'Run `isthmus get controls` for the frameworks and controls there are.',
  },
  'IST-4066': {
    title: 'The control is in several frameworks',
    status: 400,
    exitCode: 64,
    hint: 'Name the framework too, as in gdpr/32.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
