/** Sign-in, rights and HTTP: IST-8xxx. */

import type { ErrorDefinition } from './errors.ts';

export const ACCESS_ERRORS = {
  'IST-8001': {
    title: 'Not signed in',
    status: 401,
    exitCode: 1,
    hint: 'Open a new one-time sign-in link, or send an API token: Authorization: Bearer ist_…',
  },
  'IST-8002': {
    title: 'Not allowed',
    status: 403,
    exitCode: 1,
    hint: 'Ask an administrator for a role that may do this; GET /api/v1/session lists what yours may do.',
  },
  'IST-8003': {
    title: 'Sign-in link does not work',
    status: 401,
    exitCode: 1,
    hint: 'A link works once and for a short time. Print another with: isthmus serve',
  },
  'IST-8004': {
    title: 'Request comes from another site',
    status: 403,
    exitCode: 1,
    hint: 'Open the console at the address of the server itself. Programs should send an API token instead of a cookie.',
  },
  'IST-8005': {
    title: 'Host name is not one of this server',
    status: 421,
    exitCode: 1,
    hint: 'Use the address the server printed, or name the public address when you start it.',
  },
  'IST-8006': {
    title: 'Too many failed attempts',
    status: 429,
    exitCode: 1,
    hint: 'Wait a minute, then use a new sign-in link or a valid token.',
  },
  'IST-8007': {
    title: 'Request does not fit the API',
    status: 400,
    exitCode: 64,
    hint: 'Compare it with the description at /openapi.json.',
  },
  'IST-8008': {
    title: 'No such address',
    status: 404,
    exitCode: 1,
    hint: 'The addresses of the API are listed at /openapi.json.',
  },
  'IST-8009': {
    title: 'Request is too large',
    status: 413,
    exitCode: 64,
    hint: 'Send a smaller request; the limit for imported files can be raised when the server is started.',
  },
  'IST-8010': {
    title: 'Content type is not supported',
    status: 415,
    exitCode: 64,
    hint: 'Send JSON as application/json and files as application/octet-stream.',
  },
  'IST-8011': {
    title: 'No such role',
    status: 400,
    exitCode: 64,
    hint: 'Roles are viewer, assessor, planner, operator, approver, compliance-officer and admin.',
  },
  'IST-8012': {
    title: 'No such API token',
    status: 404,
    exitCode: 1,
    hint: 'List the tokens with: isthmus token list',
  },
  'IST-8013': {
    title: 'Upload was interrupted',
    status: 400,
    exitCode: 1,
    hint: 'Nothing was imported. Send the file again.',
  },
  'IST-8014': {
    title: 'Server is stopping',
    status: 503,
    exitCode: 1,
    hint: 'Send the request again in a moment.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
