/** `isthmus context list | set | use | delete`. */

import type { Command } from 'commander';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { readContexts, writeContexts } from '../client/contexts.ts';
import { printList } from '../output/print.ts';

export function registerContext(program: Command, cli: Cli): void {
  const context = program
    .command('context')
    .description('Choose the server that commands talk to. Without a context they use the embedded database here.');
  context
    .command('list')
    .description('List contexts.')
    .action(async () => {
      const file = await readContexts(cli.env);
      const items = [
        { name: 'local', server: '(embedded database on this machine)', token: false },
        ...Object.entries(file.contexts).map(([name, { server, token }]) => ({
          name,
          server,
          token: token !== undefined,
        })),
      ].map((item) => ({ ...item, current: item.name === (file.current ?? 'local') }));
      await printList(cli, {
        noun: 'context',
        items,
        name: (row) => row.name,
        columns: [
          { header: 'CURRENT', value: (row) => (row.current ? '*' : '') },
          { header: 'NAME', value: (row) => row.name },
          { header: 'SERVER', value: (row) => row.server },
          { header: 'TOKEN', value: (row) => (row.token ? 'stored' : '') },
        ],
      });
    });
  context
    .command('set')
    .description(
      'Make or change a context; the token is read from ISTHMUS_TOKEN so that it stays out of the shell history.',
    )
    .argument('<name>')
    .requiredOption('--server <url>', 'address of the server')
    .option('--use', 'use it from now on')
    .action(async (name: string, options: { server: string; use?: boolean }) => {
      if (name === 'local') throw failure('IST-9001', '"local" always means the embedded database here');
      const file = await readContexts(cli.env);
      file.contexts[name] = { server: options.server, token: cli.env.ISTHMUS_TOKEN ?? file.contexts[name]?.token };
      await writeContexts(cli.env, { ...file, current: options.use === true ? name : file.current });
      cli.say(`context ${name} set`);
    });
  context
    .command('use')
    .description('Use a context from now on.')
    .argument('<name>')
    .action(async (name: string) => {
      const file = await readContexts(cli.env);
      if (name !== 'local' && file.contexts[name] === undefined)
        throw failure('IST-9004', `there is no context named "${name}"`);
      await writeContexts(cli.env, { ...file, current: name });
      cli.say(`using ${name}`);
    });
  context
    .command('delete')
    .description('Forget a context and its token.')
    .argument('<name>')
    .action(async (name: string) => {
      const file = await readContexts(cli.env);
      if (file.contexts[name] === undefined) throw failure('IST-9004', `there is no context named "${name}"`);
      delete file.contexts[name];
      await writeContexts(cli.env, { ...file, current: file.current === name ? 'local' : file.current });
      cli.say(`context ${name} deleted`);
    });
}
