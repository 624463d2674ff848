/** `isthmus rules list | show | facts | test | try | apply | delete`: readiness rules, shipped and your own (A9). */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import { IsthmusError } from '../../core/errors/errors.ts';
import type { Cli } from '../cli.ts';
import { bareId } from '../output/ids.ts';
import { printDocument } from '../output/print.ts';
import { listFacts } from './facts.ts';
import { listRules } from './list.ts';
import type { ListOptions } from './list.ts';
import { readRuleText } from './read.ts';
import { showRule } from './show.ts';
import { testRules } from './test.ts';
import { tryText } from './try.ts';

export function registerRules(program: Command, cli: Cli): void {
  const rules = program
    .command('rules')
    .description('Readiness rules: look at those in force, and write, test, try and apply your own.');
  rules
    .command('list')
    .description('List the rules in force, your own first.')
    .argument('[words...]', 'only rules whose id, label or source has all of these words')
    .option('--own', 'only your own')
    .option('--target <target>', 'only rules that speak on this target, with their severity there')
    .action((words: string[], options: Omit<ListOptions, 'words'>) => listRules(cli, { ...options, words }));
  rules
    .command('show')
    .description('Show one rule; of your own the text, its tests and its versions.')
    .argument('<id>')
    .action((id: string) => showRule(cli, bareId(id)));
  rules
    .command('facts')
    .description('List the facts that a rule may read, with their types.')
    .argument('[word]', 'only facts whose path has this word')
    .action((word?: string) => listFacts(cli, word));
  rules
    .command('test')
    .description(
      'Validate rules and run the tests inside them; needs no server and no database. Exit 1 when one fails.',
    )
    .argument('[path]', 'a file or folder; default: the rules folder of the data folder')
    .option('--rules <dir>', 'the same as [path]')
    .action((path: string | undefined, options: { rules?: string }) => testRules(cli, path ?? options.rules));
  rules
    .command('try')
    .description('Ask rules about every workload of the estate without applying them.')
    .requiredOption('-f, --file <file>', 'rules to try, - for standard input')
    .action(async ({ file }: { file: string }) => {
      const body = { text: await readRuleText(file) };
      const tried = await namingFile(file, async () => (await cli.client()).call(ROUTES.tryRules, { body }));
      await printDocument(cli, tried, () => tryText(tried));
    });
  rules
    .command('apply')
    .description('Put rules in force: those in the file are added or replaced, others stay.')
    .requiredOption('-f, --file <file>', 'rules to apply, - for standard input')
    .action(async ({ file }: { file: string }) => {
      const body = { text: await readRuleText(file) };
      const applied = await namingFile(file, async () => (await cli.client()).call(ROUTES.applyRules, { body }));
      const line = ({ id, version, changed }: (typeof applied.items)[number]): string =>
        `rule/${id}  ${changed ? `version ${version}` : `unchanged (version ${version})`}\n`;
      await printDocument(cli, applied, () => applied.items.map(line).join(''));
      if (applied.items.some(({ changed }) => changed)) cli.say('Next: isthmus assess');
    });
  rules
    .command('delete')
    .description('Take applied rules out of force. Their versions are kept.')
    .argument('<ids...>')
    .action(async (ids: string[]) => {
      const client = await cli.client();
      for (const id of new Set(ids.map(bareId))) {
        const deleted = await client.call(ROUTES.deleteRule, { params: { id } });
        await printDocument(cli, deleted, () => `rule/${deleted.id} deleted\n`, 'rule');
      }
    });
}

/** Errors speak of "the rules given"; people want to know which file that is. */
async function namingFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof IsthmusError) || file === '-') throw error;
    const { code, definition, hint, causes } = error;
    throw new IsthmusError(code, definition, `${file}: ${error.message}`, { hint, causes, cause: error });
  }
}
