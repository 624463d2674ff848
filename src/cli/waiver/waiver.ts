/** `isthmus waiver request | approve | reject | withdraw | list | show`: findings that are accepted for a while (S6). */

import { Option } from 'commander';
import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import { WAIVER_STATES } from '../../core/policy/waivers/waiver.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { bareId } from '../output/ids.ts';
import { printDocument } from '../output/print.ts';
import { listWaivers } from './list.ts';
import { refuseBesideFile, requestFile, requestOne } from './request.ts';
import type { RequestOptions } from './request.ts';
import { scopeText } from './scope-text.ts';
import { showWaiver } from './show.ts';

const COUNTS = 'It counts from the next check on: isthmus check';

export function registerWaiver(program: Command, cli: Cli): void {
  const waiver = program
    .command('waiver')
    .description('Findings that somebody accepts for a while: ask for it, and let another person approve it.');
  registerRequest(waiver, cli);
  const decide = (
    name: string,
    description: string,
    route: typeof ROUTES.rejectWaiver | typeof ROUTES.withdrawWaiver,
    note: 'required' | 'optional',
  ): void => {
    waiver
      .command(name)
      .description(description)
      .argument('<waivers...>', 'ids or names')
      .addOption(
        new Option('--note <text>', 'why; it is kept with the waiver').makeOptionMandatory(note === 'required'),
      )
      .action(async (ids: string[], options: { note?: string }) => {
        const client = await cli.client();
        for (const id of new Set(ids.map(bareId))) {
          const decided = await client.call(route, { params: { id }, body: { note: options.note ?? '' } });
          await printDocument(cli, decided, () => `waiver/${decided.id} ${decided.state}\n`, 'waiver');
        }
        cli.say(COUNTS);
      });
  };
  registerApprove(waiver, cli);
  decide('reject', 'Reject what somebody asked for.', ROUTES.rejectWaiver, 'required');
  decide('withdraw', 'Withdraw a request, or end a waiver before its time.', ROUTES.withdrawWaiver, 'optional');
  waiver
    .command('list')
    .description('List waivers, the newest first.')
    .addOption(new Option('--state <state>', 'in this state only').choices([...WAIVER_STATES]))
    .action((options: { state?: string }) => listWaivers(cli, options));
  waiver
    .command('show')
    .description('Show a waiver: what was waived, and what happened to it.')
    .argument('<waiver>', 'id or name')
    .action((id: string) => showWaiver(cli, bareId(id)));
}

function registerApprove(waiver: Command, cli: Cli): void {
  waiver
    .command('approve')
    .description('Approve what another person asked for, once you have looked at it.')
    .argument('<waivers...>', 'ids; or one name, with --digest')
    .option('--note <text>', 'why; it is kept with the waiver')
    .option('--digest <digest>', 'of the waiver that you looked at: it is refused when the name stands for another now')
    .action(async (ids: string[], { note, digest }: { note?: string; digest?: string }) => {
      const client = await cli.client();
      for (const id of new Set(ids.map(bareId))) {
        const asked = await client.call(ROUTES.getWaiver, { params: { id } });
        const unknown = asked.acceptUnknown ? ', also what cannot be told' : '';
        cli.say(
          `${asked.id}: ${scopeText(asked.scope)}${unknown}, until ${asked.expiresOn}, ${plural(asked.findings, 'finding')}`,
        );
        const body = { note: note ?? '', ...(digest !== undefined && { digest }) };
        const approved = await client.call(ROUTES.approveWaiver, { params: { id }, body });
        await printDocument(cli, approved, () => `waiver/${approved.id} ${approved.state}\n`, 'waiver');
      }
      cli.say(COUNTS);
    });
}

function registerRequest(waiver: Command, cli: Cli): void {
  waiver
    .command('request')
    .description('Ask for a waiver, or for all in a file that are not asked for yet.')
    .option('-f, --file <waivers.yaml>', 'ask for what this file lists, - for standard input; no other option then')
    .option('--rule <id>', 'the rule, such as gdpr-ch5/g-44')
    .option('--pack <id>', 'or all rules of a pack')
    .option('--one', 'exactly one finding: of --rule, at --site, of --workload or of the whole site')
    .option('--site <id...>', 'at these sites only; with --one "*" for what is asked of the organisation')
    .option('--workload <workload>', 'with --one: id or name')
    .option('--workloads <filter>', 'of these workloads only, such as: environment = dev')
    .option('--owner <who>', 'who answers for it')
    .option('--reason <text>', 'why it is acceptable')
    .option('--expires <day>', 'the last day it counts, YYYY-MM-DD')
    .option('--accept-unknown', 'also accept what cannot be told')
    .option('--name <name>', 'a name to find it by')
    .action(async (options: RequestOptions) => {
      if (options.file === undefined) return requestOne(cli, options);
      refuseBesideFile(options);
      return requestFile(cli, options.file);
    });
}
