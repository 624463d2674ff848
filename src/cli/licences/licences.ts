/** `isthmus licences`: what a path, or the move of one workload, does to licences; and the rules behind it. */

import type { Command } from 'commander';
import type { LicenceEffectDocument, WorkloadLicencesDocument } from '../../api/costs.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { countText, plural } from '../output/format.ts';
import { printDocument, printList } from '../output/print.ts';
import { table } from '../output/table.ts';
import { whileWaiting } from '../waiting.ts';

type Effect = LicenceEffectDocument['effects'][number];

interface Options {
  readonly placement?: string;
  readonly path?: string;
  readonly workload?: string;
  readonly rules?: true;
}

export function registerLicences(program: Command, cli: Cli): void {
  program
    .command('licences')
    .description('What moves do to licences: needed before and after, freed, to buy, with the rules and their sources.')
    .option('--placement <id>', 'an id, a scenario, or latest; default: latest')
    .option('--path <name>', 'stay, all-to/SITE or placement/ID')
    .option('--workload <id|name>', 'the move of one workload to every other site')
    .option('--rules', 'the rules in force')
    .action(async (options: Options) => {
      const client = await cli.client();
      if (options.rules === true) {
        const { items } = await client.call(ROUTES.licenceRules);
        return printList(cli, {
          noun: 'licence-rule',
          items,
          name: ({ id }) => id,
          columns: [
            { header: 'RULE', value: ({ id }) => id },
            { header: 'PRODUCT', value: ({ product }) => product },
            { header: 'SAYS', value: ({ rule }) => rule },
            { header: 'SOURCE', value: ({ source }) => source },
          ],
        });
      }
      if (options.workload !== undefined) {
        const id = options.workload.replace(/^workloads?\//, '');
        const found = await whileWaiting(cli, 'counting licences', () =>
          client.call(ROUTES.workloadLicences, { params: { id } }),
        );
        return printDocument(cli, found, () => workloadText(found), 'licences');
      }
      const path =
        options.path ??
        (options.placement === undefined ? undefined : `placement/${options.placement.replace(/^placements?\//, '')}`);
      const found = await whileWaiting(cli, 'counting licences', () =>
        client.call(ROUTES.licenceEffect, { query: { path } }),
      );
      await printDocument(cli, found, () => effectText(found, cli.options().output === 'wide'), 'licences');
    });
}

const units = (count: number, unknown: number): string =>
  unknown === 0 ? countText(count) : `${countText(count)} + unknown`;

/** A difference is exact only where both sides are. */
const atLeast = (count: number | null, unknown: number): string =>
  count === null ? 'unknown' : unknown === 0 ? countText(count) : `at least ${countText(count)}`;

function effectTable(effects: readonly Effect[]): string {
  return table(
    {
      noun: 'licence',
      items: effects,
      name: ({ product }) => product,
      columns: [
        { header: 'LICENCE', value: ({ title }) => title },
        { header: 'UNIT', value: ({ unit }) => unit },
        { header: 'BEFORE', value: ({ before, beforeUnknown }) => units(before, beforeUnknown), align: 'right' },
        { header: 'AFTER', value: ({ after, afterUnknown }) => units(after, afterUnknown), align: 'right' },
        { header: 'FREED', value: ({ freed, beforeUnknown }) => atLeast(freed, beforeUnknown), align: 'right' },
        { header: 'MORE', value: ({ more, afterUnknown }) => atLeast(more, afterUnknown), align: 'right' },
        { header: 'HELD', value: ({ owned }) => (owned === null ? 'not said' : countText(owned)), align: 'right' },
        { header: 'TO BUY', value: ({ toBuy }) => (toBuy === null ? 'unknown' : countText(toBuy)), align: 'right' },
        {
          header: 'RULES',
          value: ({ rules }) => rules.map(({ id, unverified }) => (unverified ? `${id} (unverified)` : id)).join(', '),
        },
      ],
    },
    false,
  );
}

const asksOf = (effects: readonly Effect[]): string[] => [...new Set(effects.flatMap(({ asks }) => asks))];

function effectText({ title, path, moves, effects, notes }: LicenceEffectDocument, wide: boolean): string {
  const asks = asksOf(effects);
  return [
    `${title} (${path}): ${plural(moves, 'workload')} ${moves === 1 ? 'moves' : 'move'}`,
    ...notes.map((note) => `  ${note}`),
    '',
    effectTable(effects),
    ...(wide ? effects.flatMap(({ title: name, how }) => how.map((line) => `  ${name}: ${line}`)) : []),
    ...asks.map((ask) => `? ${ask}`),
    '',
  ].join('\n');
}

function workloadText({ workload, sites }: WorkloadLicencesDocument): string {
  return [
    `${workload.name} (${workload.id}), ${workload.system}, runs at ${workload.siteId ?? 'no site of sites.yaml'}`,
    'What changes when it alone moves:',
    ...sites.flatMap(({ siteId, effects }) => [
      '',
      effects.length === 0 ? `${siteId}: nothing` : `${siteId}:`,
      ...(effects.length === 0 ? [] : [effectTable(effects)]),
    ]),
    ...asksOf(sites.flatMap(({ effects }) => effects)).map((ask) => `? ${ask}`),
    '',
  ].join('\n');
}
