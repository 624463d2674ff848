/** `isthmus set source`, `test source`, `delete source`: what is done with a source that is there. */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { countText, plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';
import { collectAll, secondsOf, secretsOf, settingsOf } from './given.ts';
import { liveKind } from './kinds.ts';
import { identityLines, sourceLines } from './lines.ts';

function onlySource(noun: string): void {
  if (!['source', 'sources', 'src'].includes(noun))
    throw failure('IST-9002', `this works on a source, not on "${noun}"`, { hint: 'Write: source <name>' });
}

interface SetOptions {
  readonly set?: readonly string[];
  readonly secret?: readonly string[];
  readonly every?: string;
  readonly precedence?: string;
  readonly pause?: boolean;
  readonly resume?: boolean;
  readonly test: boolean;
  readonly force?: boolean;
}

export function registerSet(program: Command, cli: Cli): void {
  program
    .command('set')
    .description('Change how a source is connected, how often it is read, and what its word counts.')
    .argument('<noun>', 'source')
    .argument('<name>', 'id or name')
    .option('--set <key=value>', 'a setting; "key=" takes it away (again for each)', collectAll)
    .option('--secret <name[=where]>', 'a secret, as in: isthmus connect --help', collectAll)
    .option('--every <time>', 'how often it is read, such as 5m')
    .option('--precedence <n>', 'standing of its word against other sources; higher wins')
    .option('--pause', 'do not read it')
    .option('--resume', 'read it again')
    .option('--no-test', 'do not connect before storing it')
    .option('--force', 'also when another platform answers than before')
    .action(async (noun: string, name: string, options: SetOptions) => {
      onlySource(noun);
      if (options.pause === true && options.resume === true)
        throw failure('IST-9001', '--pause and --resume exclude each other');
      const client = await cli.client();
      const { providerKind } = await client.call(ROUTES.getSource, { params: { id: name } });
      const needsKind = options.set !== undefined || options.secret !== undefined;
      const live = needsKind ? (await liveKind(cli, providerKind)).live : undefined;
      const body = {
        ...(live !== undefined && options.set !== undefined && { settings: await settingsOf(live, options.set) }),
        ...(live !== undefined &&
          options.secret !== undefined && { secrets: await secretsOf(cli, live, options.secret) }),
        ...(options.every !== undefined && { intervalSeconds: secondsOf(options.every) }),
        ...(options.precedence !== undefined && { precedence: Number(options.precedence) }),
        ...(options.pause === true && { paused: true }),
        ...(options.resume === true && { paused: false }),
        ...(!options.test && { test: false }),
        ...(options.force === true && { force: true }),
      };
      const { source, notes } = await client.call(ROUTES.updateSource, { params: { id: name }, body });
      for (const note of notes) cli.say(note);
      await printDocument(cli, source, () => `${sourceLines(source).join('\n')}\n`, 'source');
    });
}

export function registerTest(program: Command, cli: Cli): void {
  program
    .command('test')
    .description('Connect to a source once: who answers, with which certificate and which rights.')
    .argument('<noun>', 'source')
    .argument('<name>', 'id or name')
    .action(async (noun: string, name: string) => {
      onlySource(noun);
      const tested = await (await cli.client()).call(ROUTES.testSource, { params: { id: name } });
      await printDocument(cli, tested, () =>
        [
          `${name} answers`,
          ...identityLines(tested.identity),
          ...tested.steps.map((step) => `  ${step.name}: ${countText(step.milliseconds)} ms`),
          '',
        ].join('\n'),
      );
    });
}

export function registerDelete(program: Command, cli: Cli): void {
  program
    .command('delete')
    .description('Take a source out of the estate, with all it said. Former generations keep it.')
    .argument('<noun>', 'source')
    .argument('<name>', 'id or name')
    .option('--yes', 'do not ask')
    .action(async (noun: string, name: string, options: { yes?: boolean }) => {
      onlySource(noun);
      const client = await cli.client();
      const source = await client.call(ROUTES.getSource, { params: { id: name } });
      if (options.yes !== true)
        throw failure('IST-9001', `${source.name} lists ${plural(source.workloads, 'machine')}; nothing was deleted`, {
          hint: `To delete it: isthmus delete source ${source.id} --yes`,
        });
      const operation = await client.call(ROUTES.deleteSource, { params: { id: source.id } });
      const result = await follow<{ readonly workloads: number; readonly generation: number }>(cli, operation);
      await printDocument(
        cli,
        result,
        () =>
          `${source.name} deleted: ${plural(result.workloads, 'machine')} it had listed; gen/${result.generation}\n`,
      );
    });
}
