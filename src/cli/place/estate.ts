/** `isthmus place -f sites.yaml` and `isthmus place explain <workload>`. */

import type { Command } from 'commander';
import type { PlacementSummaryDocument } from '../../api/placements.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { countText, plural, usdText } from '../output/format.ts';
import { printDocument, wantsData } from '../output/print.ts';
import { table } from '../output/table.ts';
import { applySites } from '../sites/apply.ts';
import { candidateLines } from './candidates.ts';

interface PlaceOptions {
  readonly file?: string;
  readonly seed: string;
  readonly iterations?: string;
}

export function registerPlace(program: Command, cli: Cli): void {
  const place = program
    .command('place')
    .description(
      'Compute where everything should run: least cost under capacity, policy and pins, with a proved bound.',
    )
    .option('-f, --file <sites.yaml>', 'apply this sites file first')
    .option('--seed <n>', 'seed of the search', '1')
    .option('--iterations <n>', 'limit of the search')
    .action(async (options: PlaceOptions) => {
      const client = await cli.client();
      if (options.file !== undefined) await applySites(cli, options.file);
      const operation = await client.call(ROUTES.place, {
        body: {
          seed: whole('--seed', options.seed),
          iterations: options.iterations === undefined ? undefined : whole('--iterations', options.iterations),
        },
      });
      const summary = await follow<PlacementSummaryDocument>(cli, operation);
      if (wantsData(cli)) return printDocument(cli, summary, undefined, 'placement');
      await cli.write(placementText(summary));
    });
  place
    .command('explain')
    .description('Why one workload is placed where it is, and why not elsewhere.')
    .argument('<workload>', 'id or name')
    .action(async (name: string) => {
      const client = await cli.client();
      const { id } = await client.call(ROUTES.getWorkload, { params: { id: name } });
      const assignment = await client.call(ROUTES.workloadPlacement, { params: { id } });
      await printDocument(cli, assignment, () =>
        [
          `${assignment.workloadName}: ${assignment.fromSiteId ?? 'no known site'} → ${assignment.siteId ?? 'nowhere'}`,
          `  ${assignment.why}`,
          '',
          'Considered',
          ...candidateLines(assignment),
          ...(assignment.cost === null
            ? []
            : ['', 'Cost rests on', ...assignment.cost.basis.map((line) => `  ${line}`)]),
          '',
        ].join('\n'),
      );
    });
}

function whole(option: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw failure('IST-9001', `${option} takes a whole number, not "${text}"`);
}

function placementText(summary: PlacementSummaryDocument): string {
  const change =
    summary.currentUsdPerMonth === null
      ? ''
      : `; the same workloads today ${usdText(summary.currentUsdPerMonth) ?? ''}`;
  return [
    `${plural(summary.placed, 'workload')} placed (${countText(summary.moves)} move, ${countText(summary.stays)} stay), ${countText(summary.unplaced)} have nowhere to go`,
    `${usdText(summary.totalUsdPerMonth) ?? ''} per month${change}; one-off ${usdText(summary.migrationUsdOneOff) ?? ''}`,
    `best possible is ${usdText(summary.boundUsdPerMonth) ?? ''}: within ${summary.gapPct.toFixed(2)} % of it (${summary.method})`,
    '',
    sitesTable(summary),
    ...summary.warnings.map((warning) => `! ${warning}`),
    'Why: isthmus place explain NAME   ·   all: isthmus get assignments',
    '',
  ].join('\n');
}

function sitesTable(summary: PlacementSummaryDocument): string {
  const resources = [...new Set(summary.sites.flatMap((site) => Object.keys(site.resources)))];
  return table(
    {
      noun: 'site',
      items: summary.sites,
      name: (row) => row.siteId,
      columns: [
        { header: 'SITE', value: (row) => row.siteId },
        { header: 'WORKLOADS', value: (row) => countText(row.workloads), align: 'right' as const },
        { header: 'PER MONTH', value: (row) => usdText(row.costUsdPerMonth), align: 'right' as const },
        ...resources.map((resource) => ({
          header: resource.toUpperCase(),
          align: 'right' as const,
          value: (row: PlacementSummaryDocument['sites'][number]) => usage(row.resources[resource]),
        })),
      ],
    },
    false,
  );
}

function usage(resource: { used: number; limit: number | null } | undefined): string | null {
  if (resource === undefined) return null;
  const used = countText(Math.round(resource.used));
  return resource.limit === null ? used : `${used}/${countText(Math.round(resource.limit))}`;
}
