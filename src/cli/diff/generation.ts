/** `isthmus diff gen/4 gen/5`. */

import type { Command } from 'commander';
import type { EstateDiff } from '../../api/generations.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { generationOf } from '../get/get.ts';
import { plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';

const SYMBOL = { added: '+ added  ', removed: '- removed', changed: '~ changed' } as const;

export function registerDiff(program: Command, cli: Cli): void {
  program
    .command('diff')
    .description('Compare two generations of the estate.')
    .argument('<from>', 'gen/4')
    .argument('<to>', 'gen/5')
    .option('--exit-code', 'exit 2 when they differ')
    .action(async (from: string, to: string, options: { exitCode?: boolean }) => {
      const diff = await (
        await cli.client()
      ).call(ROUTES.diffGenerations, {
        params: { from: generationOf(from) ?? 0, to: generationOf(to) ?? 0 },
      });
      await printDocument(cli, diff, () => diffText(diff));
      if (options.exitCode === true && diff.items.length > 0) cli.exitWith(2);
    });
}

function diffText(diff: EstateDiff): string {
  const lines = diff.items.map((item) =>
    [
      `${SYMBOL[item.change]}  workload/${item.name}  (${item.id})`,
      ...item.fields.map(
        (field) => `      ${field.field}: ${JSON.stringify(field.from)} → ${JSON.stringify(field.to)}`,
      ),
    ].join('\n'),
  );
  const { added, removed, changed } = diff.counts;
  return `${[
    ...lines,
    diff.truncated ? '… more; use -o json for all' : '',
    `gen/${diff.from.number} → gen/${diff.to.number}: ${plural(added, 'workload')} added, ${removed} removed, ${changed} changed`,
  ]
    .filter((line) => line !== '')
    .join('\n')}\n`;
}
