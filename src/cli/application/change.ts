/** `isthmus application …`: which workloads belong together, and who calls whom, as people know it (D10). */

import type { Command } from 'commander';
import type { ApplicationChangeDocument } from '../../api/applications.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { printDocument } from '../output/print.ts';

export function registerApplication(program: Command, cli: Cli): void {
  const application = program
    .command('application')
    .alias('app')
    .description('Say which workloads are one application and who calls whom. It holds for every later import.');
  registerProposals(application, cli);
  registerMembers(application, cli);
  registerEdges(application, cli);
}

/** Traffic that joins nothing, as the server knows it. */
const BACKGROUND = ['scanner', 'monitoring', 'dns', 'directory', 'time', 'backup', 'management', 'broadcast'] as const;

interface Made {
  readonly generation: number;
  readonly changed: boolean;
  readonly moved?: ApplicationChangeDocument['moved'];
}

const SHOWN_MOVED = 20;

/** "web01 is not in Shop any more", line by line. */
function movedLines(moved: NonNullable<ApplicationChangeDocument['moved']>): string {
  const lines = moved.slice(0, SHOWN_MOVED).map(({ name, from }) => `  ${name} is no longer in ${from.name}\n`);
  return lines.join('') + (moved.length > SHOWN_MOVED ? `  and ${moved.length - SHOWN_MOVED} more\n` : '');
}

async function printMade(cli: Cli, what: string, made: Made): Promise<void> {
  await printDocument(
    cli,
    made,
    () => `${what}  ${made.changed ? '' : 'nothing changed, '}gen/${made.generation}\n${movedLines(made.moved ?? [])}`,
  );
}

function registerProposals(application: Command, cli: Cli): void {
  application
    .command('accept')
    .description('Make an application of a proposal.')
    .argument('<proposal>', 'see: isthmus get proposals')
    .option('--name <name>', 'default: the name that is proposed')
    .action(async (id: string, body: { name?: string }) => {
      const made = await (await cli.client()).call(ROUTES.acceptProposal, { params: { id }, body });
      await printMade(cli, `proposal ${id} accepted`, made);
    });
  application
    .command('reject')
    .description('Say that a proposal is no application; it comes back only when its members change.')
    .argument('<proposal>', 'see: isthmus get proposals')
    .requiredOption('--reason <text>', 'why; it is kept')
    .action(async (id: string, body: { reason: string }) => {
      const answer = await (await cli.client()).call(ROUTES.rejectProposal, { params: { id }, body });
      await printDocument(cli, answer, () => `proposal ${id} rejected\n`);
    });
}

function registerMembers(application: Command, cli: Cli): void {
  const reasoned = (command: Command): Command => command.option('--reason <text>', 'why; it is kept');
  reasoned(application.command('put'))
    .description('Make an application of these workloads, and of no others.')
    .argument('<name>')
    .argument('<workloads...>', 'ids or names')
    .action(async (name: string, workloads: string[], options: { reason?: string }) => {
      const made = await (await cli.client()).call(ROUTES.putApplication, { body: { name, workloads, ...options } });
      await printMade(cli, `application ${name}`, made);
    });
  for (const [verb, description] of [
    ['add', 'Put workloads into an application.'],
    ['remove', 'Take workloads out of an application.'],
  ] as const) {
    reasoned(application.command(verb))
      .description(description)
      .argument('<application>', 'id or name')
      .argument('<workloads...>', 'ids or names')
      .action(async (id: string, workloads: string[], options: { reason?: string }) => {
        const body = { [verb]: workloads, ...options };
        const made = await (await cli.client()).call(ROUTES.changeMembers, { params: { id }, body });
        await printMade(cli, `application ${id}`, made);
      });
  }
  application
    .command('undo')
    .description('Take back what was said of an application by hand.')
    .argument('<application>', 'id or name')
    .action(async (id: string) => {
      const made = await (await cli.client()).call(ROUTES.deleteApplicationFixes, { params: { id } });
      await printMade(cli, `application ${id}`, made);
    });
}

function registerEdges(application: Command, cli: Cli): void {
  application
    .command('depend')
    .description('Say that one workload calls another.')
    .argument('<from>', 'id or name of the one that calls')
    .argument('<to>', 'id or name of the one that is called')
    .option('--port <n>', 'port that is called')
    .option('--protocol <protocol>', 'tcp or udp')
    .option('--service <name>', 'what is called, such as postgresql')
    .requiredOption('--reason <text>', 'how you know; it is kept')
    .action(
      async (
        from: string,
        to: string,
        options: { port?: string; protocol?: string; service?: string; reason: string },
      ) => {
        const { port, ...rest } = options;
        const body = { from, to, ...rest, ...(port !== undefined && { port: Number(port) }) };
        await printMade(cli, `${from} calls ${to}`, await (await cli.client()).call(ROUTES.putDependency, { body }));
      },
    );
  application
    .command('mark')
    .description('Say whether traffic is background or belongs to an application.')
    .argument('<dependency>', 'see: isthmus get dependencies -o wide')
    .argument('<what>', `${BACKGROUND.join(', ')}; or "none"`)
    .requiredOption('--reason <text>', 'how you know; it is kept')
    .action(async (id: string, what: string, { reason }: { reason: string }) => {
      const noise = what === 'none' ? null : BACKGROUND.find((word) => word === what);
      if (noise === undefined)
        throw failure('IST-9001', `"${what}" is no kind of traffic`, {
          hint: `Say one of: ${BACKGROUND.join(', ')}; or "none", when it belongs to an application.`,
        });
      const body = { noise, reason };
      await printMade(
        cli,
        `dependency ${id}`,
        await (await cli.client()).call(ROUTES.markDependency, { params: { id }, body }),
      );
    });
}
