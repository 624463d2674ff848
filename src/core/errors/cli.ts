/** Command line: IST-9xxx. */

import type { ErrorDefinition } from './errors.ts';

export const CLI_ERRORS = {
  'IST-9001': {
    title: 'Wrong usage',
    status: 400,
    exitCode: 64,
    hint: 'Run the command with --help to see what it takes.',
  },
  'IST-9002': {
    title: 'Unknown kind of object',
    status: 400,
    exitCode: 64,
    hint: 'Run "isthmus get --help" for the kinds there are.',
  },
  'IST-9003': {
    title: 'File cannot be read or written',
    status: 400,
    exitCode: 1,
    hint: 'Check the path and its permissions.',
  },
  'IST-9004': {
    title: 'Context is not defined',
    status: 400,
    exitCode: 64,
    hint: 'Run "isthmus context list" for those there are, or "isthmus context set NAME --server URL" to make one.',
  },
  'IST-9005': {
    title: 'Server cannot be reached',
    status: 503,
    exitCode: 1,
    hint: 'Check the address of the context and that "isthmus serve" is running there.',
  },
  'IST-9006': {
    title: 'A token would travel unencrypted',
    status: 400,
    exitCode: 1,
    hint: 'Use an https:// address; plain http is accepted for this machine only.',
  },
  'IST-9007': {
    title: 'No such object',
    status: 404,
    exitCode: 1,
    hint: 'Run the command without the name for those there are.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
