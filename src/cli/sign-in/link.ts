/** `isthmus sign-in`: a new one-time link to the console of a running server. */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { chooseContext } from '../client/contexts.ts';
import { printDocument } from '../output/print.ts';

const DEFAULT_PORT = '8787';

export function registerSignIn(program: Command, cli: Cli): void {
  program
    .command('sign-in')
    .description('Print a one-time link to the console of a running server. It works once, for a quarter of an hour.')
    .option(
      '--server <url>',
      `address of the console; default: the context's, ISTHMUS_PUBLIC_URL, or this machine, port ISTHMUS_PORT or ${DEFAULT_PORT}`,
    )
    .action(async (options: { server?: string }) => {
      const context = await chooseContext(cli.env, cli.options().context);
      const { secret, expiresAt } = await (await cli.client()).call(ROUTES.createSignInLink);
      const known = options.server ?? context?.server ?? cli.env.ISTHMUS_PUBLIC_URL;
      const base = new URL(known ?? `http://127.0.0.1:${cli.env.ISTHMUS_PORT ?? DEFAULT_PORT}`).origin;
      const link = `${base}/sign-in#secret=${secret}`;
      await printDocument(cli, { link, expiresAt }, () => `${link}\n`);
      if (context === undefined) cli.say('It opens the console of "isthmus serve" on this data folder.');
      if (known === undefined)
        cli.say(
          `When that listens elsewhere, put what follows ${base} behind the address it printed, or give --server.`,
        );
    });
}
