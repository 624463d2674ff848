/** `isthmus classify`: what workloads hold and mean, as people know it (S3). */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';

interface Options {
  readonly application?: string;
  readonly data?: string;
  readonly criticality?: string;
  readonly environment?: string;
  readonly owner?: string;
  readonly forget?: string[];
  readonly reason: string;
}

const CRITICALITIES = ['low', 'medium', 'high', 'mission-critical'] as const;
const FORGETTABLE: Readonly<Record<string, string>> = {
  data: 'dataClasses',
  criticality: 'criticality',
  environment: 'environment',
  owner: 'owner',
};

export function registerClassify(program: Command, cli: Cli): void {
  program
    .command('classify')
    .description('Say what workloads, or all of an application, hold and mean. It goes before tags and rules.')
    .argument('[workloads...]', 'ids or names; or --application')
    .option('--application <name>', 'whatever is in this application, now and later')
    .option('--data <classes>', 'data classes, separated by commas: these and no others; "" for none')
    .option('--criticality <level>', CRITICALITIES.join(', '))
    .option('--environment <name>', 'such as prod')
    .option('--owner <name>', 'who answers for it')
    .option('--forget <what...>', `take back what was said: ${Object.keys(FORGETTABLE).join(', ')}`)
    .requiredOption('--reason <text>', 'how you know; it is kept')
    .action(async (workloads: string[], options: Options) => {
      const { application, reason } = options;
      const body = {
        ...(workloads.length > 0 && { workloads }),
        ...(application !== undefined && { application }),
        set: setOf(options),
        reason,
      };
      const made = await (await cli.client()).call(ROUTES.classify, { body });
      const what = application === undefined ? plural(made.workloads, 'workload') : `application ${application}`;
      const text = `${what} classified  ${made.changed ? '' : 'nothing changed, '}gen/${made.generation}\n`;
      await printDocument(cli, made, () => text, 'classification');
      for (const warning of made.warnings) cli.say(`! ${warning}`);
    });
}

function setOf({ data, criticality, environment, owner, forget }: Options): Record<string, string | string[] | null> {
  const level = CRITICALITIES.find((each) => each === criticality);
  if (criticality !== undefined && level === undefined)
    throw failure('IST-9001', `"${criticality}" is no criticality`, {
      hint: `Say one of: ${CRITICALITIES.join(', ')}.`,
    });
  const taken = (forget ?? []).map((word) => {
    const fact = FORGETTABLE[word];
    if (fact === undefined)
      throw failure('IST-9001', `"${word}" is nothing that can be taken back`, {
        hint: `Say one of: ${Object.keys(FORGETTABLE).join(', ')}.`,
      });
    return [fact, null] as const;
  });
  return {
    ...(data !== undefined && {
      dataClasses: data
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    }),
    ...(level !== undefined && { criticality: level }),
    ...(environment !== undefined && { environment }),
    ...(owner !== undefined && { owner }),
    ...Object.fromEntries(taken),
  };
}
