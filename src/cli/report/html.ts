/** `isthmus report --out exit.html`: one self-contained file. */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { bytesText } from '../output/format.ts';
import { writeOutFile } from '../output/out-file.ts';

export function registerReport(program: Command, cli: Cli): void {
  program
    .command('report')
    .description(
      'Write one self-contained HTML file: estate, readiness, findings, placement, waves, and where every figure comes from.',
    )
    .option('-o, --out <file>', 'where to write it; default: standard output')
    .action(async (options: { out?: string }) => {
      const html = await (await cli.client()).call(ROUTES.report);
      if (options.out === undefined) return cli.write(html);
      await writeOutFile(options.out, html);
      cli.say(`${options.out} written  ${bytesText(Buffer.byteLength(html))}`);
    });
}
