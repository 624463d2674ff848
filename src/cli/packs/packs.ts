/** `isthmus packs list | show | lock | verify`: regimes and house rules, and pinning them. */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { bareId } from '../output/ids.ts';
import { printDocument, printList } from '../output/print.ts';
import { lockPacks, verifyPacks } from './lock.ts';
import type { LockOptions, VerifyOptions } from './lock.ts';
import { packLines } from './show.ts';

export function registerPacks(program: Command, cli: Cli): void {
  const packs = program
    .command('packs')
    .description('Rule packs: regimes and rules of your own. Look at them, pin them, and verify the pinned ones.');
  packs
    .command('list')
    .description('List the packs with version, confidence and digest.')
    .argument('[words...]', 'only packs whose id, name or jurisdiction has all of these words')
    .action((words: string[]) => listPacks(cli, words));
  packs
    .command('show')
    .description('Show one pack with its rules.')
    .argument('<id>')
    .action(async (id: string) => {
      const pack = await (await cli.client()).call(ROUTES.getPack, { params: { id: bareId(id) } });
      await printDocument(cli, pack, () => `${packLines(pack).join('\n')}\n`, 'pack');
    });
  packs
    .command('lock')
    .description(
      'Write id, version and digest of every pack to a file. Refused when content changed without a new version.',
    )
    .option('--file <file>', 'where to write it; default: packs.lock.yaml of the data folder, which then holds')
    .option('--packs <folder>', 'pin the packs of this folder instead of those in force')
    .option('--sign', "have it signed with the installation's key")
    .action((options: LockOptions) => lockPacks(cli, options));
  packs
    .command('verify')
    .description('Compare packs with a lock file; needs no server. Exit 1 when they differ.')
    .option('--file <file>', 'the lock file; default: packs.lock.yaml of the data folder')
    .option('--packs <folder>', 'compare the packs of this folder instead of those in force')
    .option('--key <file>', 'public key in PEM form that must have signed the lock')
    .action((options: VerifyOptions) => verifyPacks(cli, options));
}

async function listPacks(cli: Cli, words: readonly string[]): Promise<void> {
  const { items } = await (await cli.client()).call(ROUTES.listPacks);
  const wanted = words.map((word) => word.toLowerCase());
  const chosen = items.filter(({ id, name, jurisdiction }) => {
    const text = `${id} ${name} ${jurisdiction ?? ''}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  await printList(
    cli,
    {
      noun: 'pack',
      items: chosen,
      name: (row) => row.id,
      columns: [
        { header: 'ID', value: (row) => row.id },
        { header: 'VERSION', value: (row) => row.version },
        { header: 'NAME', value: (row) => row.name },
        { header: 'RULES', value: (row) => row.rules, align: 'right' },
        { header: 'TESTS', value: (row) => row.tests, align: 'right' },
        { header: 'CONFIDENCE', value: (row) => (row.confidence === 'own' ? 'own (unverified)' : row.confidence) },
        { header: 'FROM', value: (row) => `${row.origin}${row.problems.length > 0 ? ' (faulty)' : ''}` },
        { header: 'DIGEST', value: (row) => row.digest.slice(0, 'sha256:'.length + 12) },
        { header: 'JURISDICTION', value: (row) => row.jurisdiction ?? '', wide: true },
        { header: 'AS OF', value: (row) => row.asOf, wide: true },
        { header: 'STATUS', value: (row) => row.status ?? '', wide: true },
        { header: 'LOCK', value: (row) => row.lock, wide: true },
      ],
    },
    { total: chosen.length },
  );
  if (items.some(({ lock }) => lock !== 'none' && lock !== 'same')) {
    cli.say('! These packs are not those that were locked; nothing is checked until they are: isthmus packs verify');
  }
}
