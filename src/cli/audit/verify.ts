/** `isthmus audit verify`: needs the file and the public key, and neither a database nor a data folder. */

import { readFile } from 'node:fs/promises';
import type { KeyObject } from 'node:crypto';
import { ROUTES } from '../../api/routes.ts';
import type { VerificationDocument } from '../../api/evidence.ts';
import { failure } from '../../core/errors/registry.ts';
import { publicKeyOf } from '../../core/evidence/signature.ts';
import type { KnownHead } from '../../core/evidence/known-heads.ts';
import { ExportVerifier } from '../../core/evidence/verify-export.ts';
import type { Cli } from '../cli.ts';
import { countText, plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';
import { eachLine } from './read-lines.ts';

const FAULTS_SHOWN = 20;

/** Exit code 1 when the file is not intact. Throws IST-6101 for a file that cannot be read, IST-6102 for the key. */
export async function verifyFile(
  cli: Cli,
  file: string,
  options: { readonly key?: readonly string[]; readonly head?: string },
): Promise<void> {
  const { key = [], head } = options;
  if (key.length === 0)
    throw failure('IST-6102', 'no public key is given', {
      hint: 'Name it with --key public.pem. `isthmus audit key` prints it on the installation.',
    });
  const keys = await Promise.all(key.map(readKey));
  const verifier = new ExportVerifier({ keys, ...(head !== undefined && { heads: [readHead(head)] }) });
  await eachLine(file, (line) => verifier.line(line));
  const found = verifier.finish();
  await show(cli, file, { ...found, faults: [...found.faults] });
}

/** The log of the database, against the keys that are kept with it. */
export async function verifyHere(cli: Cli): Promise<void> {
  const found = await (await cli.client()).call(ROUTES.verifyAudit);
  await show(cli, 'the log of this database', found);
  cli.say('Against the keys kept here. For an audit verify an export with a key that was kept elsewhere.');
}

async function readKey(file: string): Promise<KeyObject> {
  const pem = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw failure('IST-6102', `${file} cannot be read`, { cause });
  });
  const key = publicKeyOf(pem);
  if (key === undefined) throw failure('IST-6102', `${file} is not an Ed25519 public key in PEM form`);
  return key;
}

function readHead(text: string): KnownHead {
  const found = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text);
  if (found === null)
    throw failure('IST-9003', `"${text}" is not like 1200:HASH`, { hint: 'isthmus audit list -o wide shows hashes.' });
  return { seq: Number(found[1]), hash: found[2] ?? '' };
}

async function show(cli: Cli, what: string, found: VerificationDocument): Promise<void> {
  await printDocument(cli, found, () => verdictText(what, found));
  if (!found.intact) cli.exitWith(1);
}

function verdictText(what: string, found: VerificationDocument): string {
  const covered =
    found.from === null
      ? 'no records'
      : `${plural(found.records, 'record')}, ${found.from} to ${found.to}, ${plural(found.checkpoints, 'checkpoint')}`;
  const about = [
    ...(found.signedTo === null ? [] : [`signed up to record ${found.signedTo.seq}, ${found.signedTo.at}`]),
    ...(found.from !== null && found.from > 1
      ? [
          `begins with record ${found.from}, anchored on a signed checkpoint${found.cutTo === found.from - 1 ? '; older ones were cut off, as the log says' : ''}`,
        ]
      : []),
    ...(found.redactedDetails > 0
      ? [`details removed, as later records say: ${countText(found.redactedDetails)}`]
      : []),
    ...(found.erasedActors > 0 ? [`names erased, as later records say: ${countText(found.erasedActors)}`] : []),
  ];
  const faults = found.faults
    .slice(0, FAULTS_SHOWN)
    .map(({ line, message }) => (line === 0 ? `  ${message}` : `  line ${line}: ${message}`));
  const more = found.faultCount - faults.length;
  return [
    found.intact ? `intact: ${what}: ${covered}` : `NOT intact: ${what}: ${covered}`,
    ...(found.intact && found.headHash !== null ? [`  head ${found.to ?? 0}:${found.headHash}`] : []),
    ...faults,
    ...(more > 0 ? [`  and ${countText(more)} more`] : []),
    ...about.map((line) => `  ${line}`),
    '',
  ].join('\n');
}
