/** `isthmus audit list | verify | checkpoint | export | key | erase | redact | cut`. */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import type { AuditRecordDocument } from '../../api/evidence.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { whole } from '../option-values.ts';
import { printDocument, printList } from '../output/print.ts';
import { exportAudit } from './export.ts';
import { verifyFile, verifyHere } from './verify.ts';

interface ListOptions {
  readonly actor?: string;
  readonly action?: string;
  readonly object?: string;
  readonly since?: string;
  readonly until?: string;
  readonly before?: string;
  readonly limit: string;
}

const EXAMPLES = `
Examples:
  isthmus audit list --actor olga --since 2026-11-01
  isthmus audit key > public.pem
  isthmus audit export -o audit.jsonl
  isthmus audit verify audit.jsonl --key public.pem
`;

export function registerAudit(program: Command, cli: Cli): void {
  const audit = program
    .command('audit')
    .description('Who did what: an append-only log that anyone can verify with its export and a public key.')
    .addHelpText('after', EXAMPLES);
  audit
    .command('list')
    .description('Records, newest first.')
    .option('--actor <name>', 'of this actor: a name, or the begin of a reference')
    .option('--action <action>', 'of this action, or of all that begin so: waiver, decision.place, refused')
    .option('--object <kind/id>', 'on this object: waiver/wai-1, or a kind alone')
    .option('--since <time>', 'a day or an ISO time')
    .option('--until <time>', 'a day or an ISO time, not included')
    .option('--before <seq>', 'only records before this one')
    .option('--limit <n>', 'records shown', '50')
    .action((options: ListOptions) => list(cli, options));
  audit
    .command('verify')
    .description(
      'Verify an export with nothing but the file and a public key. Without a file: the log of this database.',
    )
    .argument('[file]', 'what `isthmus audit export` wrote, or - for standard input')
    .option('--key <public.pem...>', 'public key of the installation, which you did not get together with the file')
    .option('--head <seq:hash>', 'a record you know: the file must have it')
    .action((file: string | undefined, options: { key?: string[]; head?: string }) =>
      file === undefined ? verifyHere(cli) : verifyFile(cli, file, options),
    );
  audit
    .command('checkpoint')
    .description('Sign the end of the log. Keep what is printed: with it, later rewriting shows.')
    .action(async () => {
      const made = await (await cli.client()).call(ROUTES.createAuditCheckpoint);
      await printDocument(cli, made, () => `${made.body}\n${made.signature}\n`);
      cli.say(`signed up to record ${made.seq}, ${made.at}`);
    });
  audit
    .command('export')
    .description('Write the log as a file that verifies by itself.')
    .option('-o, --out <file>', 'where to write it; - is standard output', 'audit.jsonl')
    .option('--from <seq>', 'begin at the last checkpoint before this record')
    .action((options: { out: string; from?: string }) => exportAudit(cli, options));
  audit
    .command('key')
    .description('Print the public key that checkpoints are signed with.')
    .option('--rotate', 'put a new key in force first; the old one signs it')
    .action(async (options: { rotate?: boolean }) => {
      const client = await cli.client();
      const keys = await client.call(options.rotate === true ? ROUTES.rotateAuditKey : ROUTES.listAuditKeys);
      const key = keys.items.at(-1);
      if (key === undefined) throw failure('IST-6103', 'there is no key');
      await printDocument(cli, keys, () => key.pem);
      cli.say(`fingerprint ${key.fingerprint}, since ${key.createdAt}`);
    });
  registerRemovals(audit, cli);
}

function registerRemovals(audit: Command, cli: Cli): void {
  audit
    .command('erase')
    .description(
      "Erase a person's name from the log and from everything else. Cannot be undone; the log still verifies.",
    )
    .argument('<name>', 'as `isthmus audit list` shows it')
    .requiredOption('--reason <text>', 'why; do not name the person')
    .action(async (name: string, { reason }: { reason: string }) => {
      const erased = await (await cli.client()).call(ROUTES.eraseActor, { body: { name, reason } });
      await printDocument(cli, erased, () => `${erased.pseudonym}\n`);
      const rows = Object.entries(erased.replaced).map(([where, count]) => `${where} ${count}`);
      cli.say(`The name is erased; records call the person ${erased.ref.slice(0, 12)}… from now on.`);
      cli.say(`Replaced by ${erased.pseudonym} in: ${rows.join(', ') || 'no other table'}`);
      if (erased.redacted.length > 0) cli.say(`Details removed that named the person: ${erased.redacted.join(', ')}`);
      if (erased.mentioned.length > 0)
        cli.say(
          `Read these, and remove them with isthmus audit redact: the name is part of a longer text in ${erased.mentioned.join(', ')}`,
        );
      cli.say('Not reached: exports, backups and files handed out before, and notes inside older generations.');
    });
  audit
    .command('redact')
    .description('Remove the details of records. Cannot be undone; the log still verifies.')
    .argument('<records>', 'a number, or a range: 17-40')
    .requiredOption('--reason <text>', 'why')
    .action(async (records: string, { reason }: { reason: string }) => {
      const found = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(records);
      if (found === null) throw failure('IST-9003', `"${records}" is neither a number nor a range like 17-40`);
      const first = Number(found[1]);
      const body = { first, last: Number(found[2] ?? first), reason };
      const done = await (await cli.client()).call(ROUTES.redactAudit, { body });
      cli.say(`removed the details of ${done.removed} of the records ${done.first} to ${done.last}`);
    });
  audit
    .command('cut')
    .description('Cut off old records at a checkpoint. Export them first; the rest still verifies.')
    .requiredOption('--older-than <days>', 'only records that are older')
    .action(async ({ olderThan }: { olderThan: string }) => {
      const days = whole('--older-than', olderThan, { min: 1 });
      const { upTo, removed } = await (await cli.client()).call(ROUTES.cutAudit, { body: { days } });
      cli.say(
        `cut off ${removed} records; the log begins with record ${upTo + 1}, anchored on the checkpoint before it`,
      );
    });
}

async function list(cli: Cli, { object, limit, before, ...query }: ListOptions): Promise<void> {
  const [objectKind, ...id] = object?.split('/') ?? [];
  const page = await (
    await cli.client()
  ).call(ROUTES.listAudit, {
    query: {
      ...query,
      objectKind,
      objectId: id.length === 0 ? undefined : id.join('/'),
      before: before === undefined ? undefined : whole('--before', before, { min: 1 }),
      limit: whole('--limit', limit, { min: 1, max: 1000 }),
    },
  });
  await printList<AuditRecordDocument>(cli, {
    noun: 'record',
    items: page.items,
    name: ({ seq }) => `${seq}`,
    columns: [
      { header: 'SEQ', value: ({ seq }) => seq, align: 'right' },
      { header: 'TIME', value: ({ at }) => at },
      { header: 'ACTOR', value: ({ actor, actorRef }) => actor ?? `erased ${actorRef.slice(0, 12)}` },
      { header: 'ACTION', value: ({ action }) => action },
      { header: 'OBJECT', value: (record) => `${record.object.kind}/${record.object.id}` },
      { header: 'DETAIL', value: ({ detail }) => (detail === null ? 'removed' : JSON.stringify(detail)), wide: true },
      { header: 'HASH', value: ({ hash }) => hash, wide: true },
    ],
  });
  if (page.next !== null) cli.say(`${page.total} records; older ones: --before ${page.next}`);
}
