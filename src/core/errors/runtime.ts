/** Configuration, database and processes: IST-7xxx. */

import type { ErrorDefinition } from './errors.ts';

export const RUNTIME_ERRORS = {
  'IST-7001': {
    title: 'Unexpected failure',
    status: 500,
    exitCode: 1,
    hint: 'This is a defect. Run again with --trace and report the output.',
  },
  'IST-7002': {
    title: 'Configuration is not valid',
    status: 500,
    exitCode: 64,
    hint: 'Correct the environment variable that is named, or unset it to use the default.',
  },
  'IST-7003': {
    title: 'Embedded database did not start',
    status: 503,
    exitCode: 1,
    hint: 'Read the log that is named. A full disk and a data folder of another user are the usual reasons.',
  },
  'IST-7004': {
    title: 'Data folder belongs to another PostgreSQL version',
    status: 503,
    exitCode: 1,
    hint: 'Open it with the release of Isthmus that made it, or point ISTHMUS_HOME at a new folder and import again.',
  },
  'IST-7005': {
    title: 'No embedded database for this platform',
    status: 503,
    exitCode: 1,
    hint: 'Install again with optional packages (npm ci), or set DATABASE_URL to a PostgreSQL 15 or newer.',
  },
  'IST-7006': {
    title: 'Database cannot be reached',
    status: 503,
    exitCode: 1,
    hint: 'Check DATABASE_URL, the network and the rights of the database user.',
  },
  'IST-7007': {
    title: 'Database server is too old',
    status: 503,
    exitCode: 1,
    hint: 'Use PostgreSQL 15 or newer.',
  },
  'IST-7008': {
    title: 'Database schema does not fit this release',
    status: 503,
    exitCode: 1,
    hint: 'Use the release of Isthmus that last wrote to this database, or a newer one.',
  },
  'IST-7009': {
    title: 'Data folder cannot be used',
    status: 503,
    exitCode: 1,
    hint: 'Set ISTHMUS_HOME to a folder that you own, or run as the user who owns this one.',
  },
  'IST-7010': {
    title: 'Operation was cancelled',
    status: 409,
    exitCode: 1,
    hint: 'Nothing was changed. Run the same command again to start over.',
  },
  'IST-7011': {
    title: 'Operation was interrupted',
    status: 500,
    exitCode: 1,
    hint: 'Nothing was left half-done. Run the same command again.',
  },
  'IST-7012': {
    title: 'The disk is full',
    status: 507,
    exitCode: 1,
    hint: 'Free some space where the data folder is, then run the same command again. Nothing was left half-done.',
  },
  'IST-7013': {
    title: 'Operation cannot be stopped early',
    status: 409,
    exitCode: 1,
    hint: 'Only a search keeps the best it has found. Let it end, or cancel it: then nothing is kept.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
