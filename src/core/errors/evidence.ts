/** The audit log and the replay of decisions: IST-61xx. */

import type { ErrorDefinition } from './errors.ts';

export const EVIDENCE_ERRORS = {
  'IST-6100': {
    title: 'Audit log is not intact',
    status: 409,
    exitCode: 1,
    hint: 'Compare the named lines with an older export or a backup. docs/reference/audit.md says what each finding means.',
  },
  'IST-6101': {
    title: 'Export of the audit log cannot be read',
    status: 400,
    exitCode: 64,
    hint: 'Name a file that `isthmus audit export` wrote, or - for standard input.',
  },
  'IST-6102': {
    title: 'Not an Ed25519 public key',
    status: 400,
    exitCode: 64,
    hint: 'Give the file that `isthmus audit key` prints. Get it on another way than the export.',
  },
  'IST-6103': {
    title: 'Signing key of the audit log is not here',
    status: 409,
    exitCode: 1,
    hint: 'Put the key file back, or give the key with ISTHMUS_AUDIT_KEY. Every process on one database needs the same key.',
  },
  'IST-6104': {
    title: 'Signing key of the audit log cannot be used',
    status: 500,
    exitCode: 1,
    hint: 'It must be an Ed25519 private key in PEM form: openssl genpkey -algorithm ed25519',
  },
  'IST-6105': {
    title: 'No such audit records',
    status: 404,
    exitCode: 1,
    hint: 'List the records there are with: isthmus audit list',
  },
  'IST-6106': {
    title: 'No such actor',
    status: 404,
    exitCode: 1,
    hint: 'Names are written exactly as `isthmus audit list` shows them. One that was erased cannot be found by name.',
  },
  'IST-6107': {
    title: 'Cannot be removed from the audit log',
    status: 409,
    exitCode: 1,
    hint: 'What says that something was removed, and what decisions were made from, stays. docs/reference/audit.md has the list.',
  },
  'IST-6108': {
    title: 'Nothing can be cut off the audit log',
    status: 409,
    exitCode: 1,
    hint: 'Only records older than the given days that a checkpoint covers as a whole can be cut off. Make checkpoints regularly.',
  },
  'IST-6109': {
    title: 'Audit log changed while it was exported',
    status: 409,
    exitCode: 1,
    hint: 'Names or details were removed meanwhile. Export it again.',
  },
  'IST-6110': {
    title: 'Signing key cannot be rotated here',
    status: 409,
    exitCode: 1,
    hint: 'A key that is given by ISTHMUS_AUDIT_KEY is rotated where it is kept: put the new key first and the old one behind it.',
  },
  'IST-6120': {
    title: 'No such decision',
    status: 404,
    exitCode: 1,
    hint: 'List decisions with: isthmus replay --list',
  },
  'IST-6121': {
    title: 'Decision cannot be replayed',
    status: 409,
    exitCode: 4,
    hint: 'What it was made from is no longer there, as is said above. It is not shown to be wrong.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
