/** `isthmus sign-in`: a new one-time link to the console of a running server. */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { chooseContext } from '../client/contexts.ts';
import { printDocument } from '../output/print.ts';

const LOCAL_SERVER = 'http://127.0.0.1:8787';

export function registerSignIn(program: Command, cli: Cli): void {
  program
    .command('sign-in')
    .description('Print a one-time link to the console of a running server. It works once, for a quarter of an hour.')
    .option('--server <url>', `address of the console; default: the context's, or ${LOCAL_SERVER}`)
    .action(async (options: { server?: string }) => {
      const context = await chooseContext(cli.env, cli.options().context);
      const { secret, expiresAt } = await (await cli.client()).call(ROUTES.createSignInLink);
      const base = new URL(options.server ?? context?.server ?? cli.env.ISTHMUS_PUBLIC_URL ?? LOCAL_SERVER).origin;
      const link = `${base}/sign-in#secret=${secret}`;
      await printDocument(cli, { link, expiresAt }, () => `${link}\n`);
      if (context === undefined) cli.say('It opens the console of "isthmus serve" on this data folder.');
    });
}
