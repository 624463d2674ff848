/** Live sources: connecting, reading, keeping: IST-22xx. */

import type { ErrorDefinition } from './errors.ts';

export const SOURCE_ERRORS = {
  // The way to the platform.
  'IST-2201': {
    title: 'Source cannot be reached',
    status: 502,
    exitCode: 1,
    hint: 'Check the address, the port, name resolution and the firewall between this machine and the source.',
  },
  'IST-2202': {
    title: 'Certificate of the source is not trusted',
    status: 502,
    exitCode: 1,
    hint: 'Give the certificate of its authority (setting caCertificate), or pin the SHA-256 thumbprint that is shown after checking it with the administrator of the source.',
  },
  'IST-2203': {
    title: 'Source refuses the sign-in',
    status: 502,
    exitCode: 1,
    hint: 'Check user name and secret, and that the account is neither locked nor expired.',
  },
  'IST-2204': {
    title: 'Account lacks a right at the source',
    status: 502,
    exitCode: 1,
    hint: 'Give the account the read-only role of docs/guide/sources for this platform.',
  },
  'IST-2205': {
    title: 'Answer of the source is not understood',
    status: 502,
    exitCode: 1,
    hint: 'Check that the address is that of the platform itself and no proxy or sign-in page answers in its place.',
  },
  'IST-2206': {
    title: 'Answer of the source is larger than is taken',
    status: 502,
    exitCode: 1,
    hint: 'Read a part of the source at a time, by the settings that limit it.',
  },
  'IST-2207': {
    title: 'Connection to the source broke off',
    status: 502,
    exitCode: 1,
    hint: 'The last good state is kept and the next sync starts again; look at the log of the source if it happens often.',
  },
  'IST-2208': {
    title: 'SSH host key is not the known one',
    status: 502,
    exitCode: 1,
    hint: 'Compare the fingerprint that is shown with that of the host itself, then give it in setting hostKey.',
  },
  'IST-2209': {
    title: 'Source asks to slow down for too long',
    status: 503,
    exitCode: 1,
    hint: 'Sync less often, or ask for a higher quota at the source.',
  },
  // What was set up here.
  'IST-2220': {
    title: 'Setting of the source is missing or not valid',
    status: 400,
    exitCode: 64,
    hint: 'See the settings of a kind with: isthmus explain source.<kind>',
  },
  'IST-2221': {
    title: 'Kind of source has no live connection',
    status: 400,
    exitCode: 64,
    hint: 'See what can be connected with: isthmus get source-kinds; files are imported with isthmus import.',
  },
  'IST-2222': {
    title: 'No such source',
    status: 404,
    exitCode: 1,
    hint: 'List them with: isthmus get sources',
  },
  'IST-2223': {
    title: 'Source of this name exists',
    status: 409,
    exitCode: 1,
    hint: 'Choose another name, or change the existing one.',
  },
  'IST-2224': {
    title: 'Secret cannot be resolved',
    status: 502,
    exitCode: 1,
    hint: 'Check that the reference names an existing secret and that this process may read it.',
  },
  'IST-2225': {
    title: 'Stored secrets cannot be opened',
    status: 500,
    exitCode: 1,
    hint: 'Start with the key they were sealed with (ISTHMUS_KEY_FILE or ISTHMUS_KEY), or set the secrets of the source again.',
  },
  'IST-2226': {
    title: 'Source is being synced',
    status: 409,
    exitCode: 1,
    hint: 'Wait for the running sync: isthmus get operations',
  },
  'IST-2227': {
    title: 'Sync is held for confirmation',
    status: 409,
    exitCode: 5,
    hint: 'Look at what would disappear, then: isthmus confirm <name>, or with --reject to keep the last good state.',
  },
  'IST-2228': {
    title: 'Nothing is held',
    status: 404,
    exitCode: 1,
    hint: 'See the state of the sources with: isthmus get sources',
  },
  'IST-2229': {
    title: 'Provider package cannot be loaded',
    status: 500,
    exitCode: 1,
    hint: 'Install the package where Isthmus runs, and name it in ISTHMUS_PROVIDERS; it must export a provider of this port version.',
  },
  'IST-2230': {
    title: 'Correction cannot be made',
    status: 400,
    exitCode: 64,
    hint: 'Name a workload, a fact that is in conflict and a source that states it: isthmus describe workload <name>',
  },
  'IST-2231': {
    title: 'No such application',
    status: 404,
    exitCode: 1,
    hint: 'List them with: isthmus get applications',
  },
  'IST-2232': {
    title: 'No such correction',
    status: 404,
    exitCode: 1,
    hint: 'List them with: isthmus get corrections',
  },
  'IST-2233': {
    title: 'Platform is connected already, or another one answers',
    status: 409,
    exitCode: 1,
    hint: 'Change the source that is there already; with --force both are read and their machines are merged.',
  },
  'IST-2234': {
    title: 'Sync found another platform at the address',
    status: 502,
    exitCode: 1,
    hint: 'The last good state is kept. When the platform was replaced on purpose, set the address of the source again.',
  },
  'IST-2242': {
    title: 'No such text to take to the platform',
    status: 404,
    exitCode: 64,
    hint: 'Take one of those that are listed: isthmus collect <kind> [name]',
  },
  'IST-2240': {
    title: 'Pseudonyms cannot be made',
    status: 500,
    exitCode: 1,
    hint: 'Make a new key: give a path to --key that does not exist yet.',
  },
  'IST-2241': {
    title: 'Key of the pseudonyms cannot be read',
    status: 400,
    exitCode: 64,
    hint: 'Give the key file that was written beside the export.',
  },
  // Applications and dependencies.
  'IST-2250': {
    title: 'Application or dependency cannot be changed as asked',
    status: 400,
    exitCode: 64,
    hint: 'Give a name, workloads by id or unique name, and a reason; see: isthmus describe application <name>',
  },
  'IST-2251': {
    title: 'No such proposal',
    status: 404,
    exitCode: 1,
    hint: 'Proposals change with the estate. List them with: isthmus get proposals',
  },
  'IST-2252': {
    title: 'No such dependency',
    status: 404,
    exitCode: 1,
    hint: 'List them with: isthmus get dependencies',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
