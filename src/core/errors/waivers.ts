/** Waivers: IST-4050 to IST-4059. */

import type { ErrorDefinition } from './errors.ts';

export const WAIVER_ERRORS = {
  'IST-4050': {
    title: 'Unknown waiver',
    status: 404,
    exitCode: 1,
    hint: 'Use an id or a name of `isthmus waiver list`.',
  },
  'IST-4051': {
    title: 'The waivers are not readable',
    status: 400,
    exitCode: 1,
    hint: 'Correct the YAML at the line that is named; indentation is two spaces, never tabs.',
  },
  'IST-4052': {
    title: 'The waiver cannot be asked for like this',
    status: 400,
    exitCode: 1,
    hint: 'Correct each place that is named; docs/guide/findings.md lists every field.',
  },
  'IST-4053': {
    title: 'A waiver takes four eyes',
    status: 403,
    exitCode: 1,
    hint: 'Another person than the one who asked approves it. Alone on an installation nobody can: serve it (`isthmus serve`), give each person a token under their name (`isthmus token create NAME --role planner`, `--role approver`), ask with the one and approve with the other. A token counts as the person it is named after, and as whoever made it. Until then withdraw the request, or remove the cause.',
  },
  'IST-4054': {
    title: 'The waiver is not in a state for this',
    status: 409,
    exitCode: 1,
    hint: 'Look at it with `isthmus waiver show ID`. What has ended is asked for anew.',
  },
  'IST-4055': {
    title: 'There is nothing to waive',
    status: 409,
    exitCode: 1,
    hint: 'Look at what is found with `isthmus get findings`. What cannot be told is only waived with --accept-unknown (acceptUnknown: true).',
  },
  'IST-4056': {
    title: 'Unknown finding',
    status: 404,
    exitCode: 1,
    hint: 'Use rule, site and workload of `isthmus get findings -o json`, of the newest check.',
  },
  'IST-4057': {
    title: 'No check of that time',
    status: 404,
    exitCode: 1,
    hint: 'Name a generation from which on there is a check: `isthmus get trend` lists them.',
  },
  'IST-4058': {
    title: 'Not the waiver that was looked at',
    status: 409,
    exitCode: 1,
    hint: 'What a name stands for can change until it is approved. Look at it with `isthmus waiver show NAME`, then approve its id, or the name with --digest and the digest that `-o json` shows.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
