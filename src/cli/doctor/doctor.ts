/** `isthmus doctor`: is everything there that is needed to see the estate as it is? */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { printDocument } from '../output/print.ts';

const MARKS = { ok: '✓', warn: '!', fail: '✗' } as const;

export function registerDoctor(program: Command, cli: Cli): void {
  program
    .command('doctor')
    .description(
      'Look at database, keys, sources and their freshness, and say what to do. Exit 1 when something fails, 4 on warnings.',
    )
    .action(async () => {
      const report = await (await cli.client()).call(ROUTES.runDoctor);
      if (report.state === 'fail') cli.exitWith(1);
      if (report.state === 'warn') cli.exitWith(4);
      await printDocument(cli, report, () =>
        report.checks
          .map(
            ({ state, title, detail, fix }) =>
              `${MARKS[state]} ${title}: ${detail}\n${fix === '' ? '' : `    ${fix}\n`}`,
          )
          .join(''),
      );
    });
}
