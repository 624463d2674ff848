/** `isthmus connect <kind>`: a platform becomes a source that is read again and again. */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { printDocument } from '../output/print.ts';
import { collectAll, secondsOf, secretsOf, settingsOf } from '../source/given.ts';
import { liveKind } from '../source/kinds.ts';
import { syncNow } from '../sync/source.ts';
import { identityLines } from '../source/lines.ts';

interface ConnectOptions {
  readonly name?: string;
  readonly set?: readonly string[];
  readonly secret?: readonly string[];
  readonly every?: string;
  readonly precedence?: string;
  readonly test: boolean;
  readonly sync: boolean;
  readonly force?: boolean;
}

export function registerConnect(program: Command, cli: Cli): void {
  program
    .command('connect')
    .description(
      'Connect a platform as a source. Its settings are asked of it by name; secrets are sealed here or stay where they are.',
    )
    .argument('<kind>', 'what it is; see: isthmus get source-kinds')
    .option('--name <source>', 'name of the source; default: the kind')
    .option('--set <key=value>', 'a setting; "key=@file" reads it from a file (again for each)', collectAll)
    .option(
      '--secret <name[=where]>',
      'a secret: asked for, or "=env:NAME", "=file:/path", "=vault:path#field", "=azure-keyvault:URL", "=kubernetes-secret:namespace/name#key"; "=@file" and "=-" seal a copy',
      collectAll,
    )
    .option('--every <time>', 'how often it is read, such as 5m')
    .option('--precedence <n>', 'standing of its word against other sources; higher wins')
    .option('--no-test', 'do not connect before storing it')
    .option('--no-sync', 'do not read it now')
    .option('--force', 'also when another source is connected to the same platform')
    .addHelpText(
      'after',
      '\nExample:\n  isthmus connect vsphere --name fra --set address=vc.example.com --set user=isthmus@vsphere.local --secret password\n\nSettings of a kind: isthmus explain source.vsphere\n',
    )
    .action(async (kind: string, options: ConnectOptions) => {
      const { live } = await liveKind(cli, kind);
      const body = {
        kind,
        name: options.name ?? kind,
        settings: await settingsOf(live, options.set ?? []),
        secrets: await secretsOf(cli, live, options.secret ?? []),
        ...(options.every !== undefined && { intervalSeconds: secondsOf(options.every) }),
        ...(options.precedence !== undefined && { precedence: Number(options.precedence) }),
        test: options.test,
        ...(options.force === true && { force: true }),
      };
      const client = await cli.client();
      const { source, notes } = await client.call(ROUTES.connectSource, { body });
      for (const note of notes) cli.say(note);
      const identity = source.live?.identity ?? null;
      const lines = identity === null ? [] : identityLines(identity);
      if (!options.sync) {
        await printDocument(cli, source, () => [`${source.name} connected`, ...lines, ''].join('\n'), 'source');
        return;
      }
      cli.say([`${source.name} connected`, ...lines].join('\n'));
      await syncNow(cli, source, false);
    });
}
