/** `isthmus rightsize`: what machines need by what was measured, and what that saves. */

import type { Command } from 'commander';
import { Option } from 'commander';
import type { RightSizeRow, RightSizingList } from '../../api/rightsizing.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import type { Column } from '../output/columns.ts';
import { memoryText, usdText } from '../output/format.ts';
import { printList, wantsData } from '../output/print.ts';
import { amount, whole } from '../option-values.ts';
import { summaryText } from './text.ts';

interface Options {
  readonly filter?: string;
  readonly basis?: string;
  readonly factor?: string;
  readonly cpuSpeed?: string;
  readonly site?: string;
  readonly verdict?: string;
  readonly sort?: string;
  readonly limit: string;
  readonly all?: true;
}

const PAGE = 1000;

const COLUMNS: readonly Column<RightSizeRow>[] = [
  { header: 'NAME', value: (row) => row.name },
  { header: 'SITE', value: (row) => row.site },
  { header: 'VERDICT', value: (row) => row.verdict },
  { header: 'VCPU', value: (row) => row.cpu.current, align: 'right' },
  { header: 'NEEDS', value: (row) => row.cpu.recommended, align: 'right' },
  { header: 'MEMORY', value: (row) => memoryText(row.memory.current), align: 'right' },
  { header: 'NEEDS MEMORY', value: (row) => memoryText(row.memory.recommended), align: 'right' },
  { header: 'SAVES/MONTH', value: (row) => signedUsd(row.savesUsdPerMonth), align: 'right' },
  { header: 'SAVES AS', value: (row) => row.savesAs },
  { header: 'CONFIDENCE', value: (row) => `${row.confidence.pct} %`, align: 'right' },
  { header: 'LOOK AT', value: (row) => (row.cautions.length === 0 ? null : row.cautions.length), align: 'right' },
  { header: 'CPU BASIS', value: (row) => row.cpu.basis, wide: true },
  { header: 'MEMORY BASIS', value: (row) => row.memory.basis, wide: true },
  { header: 'CAUTIONS', value: (row) => row.cautions.join(' '), wide: true },
  { header: 'NO PRICE', value: (row) => row.unpriced, wide: true },
  { header: 'ID', value: (row) => row.id, wide: true },
];

/** Numbers unrounded, with their units in the names: a spreadsheet counts on. */
const CSV_COLUMNS: readonly Column<RightSizeRow>[] = [
  { header: 'NAME', value: (row) => row.name },
  { header: 'ID', value: (row) => row.id },
  { header: 'SITE', value: (row) => row.site },
  { header: 'VERDICT', value: (row) => row.verdict },
  { header: 'VCPU', value: (row) => row.cpu.current },
  { header: 'NEEDS_VCPU', value: (row) => row.cpu.recommended },
  { header: 'MEMORY_MIB', value: (row) => row.memory.current },
  { header: 'NEEDS_MEMORY_MIB', value: (row) => row.memory.recommended },
  { header: 'SAVES_USD_MONTH', value: (row) => row.savesUsdPerMonth },
  { header: 'SAVES_AS', value: (row) => row.savesAs },
  { header: 'NO_PRICE', value: (row) => row.unpriced },
  { header: 'CONFIDENCE_PCT', value: (row) => row.confidence.pct },
  { header: 'CPU_BASIS', value: (row) => row.cpu.basis },
  { header: 'MEMORY_BASIS', value: (row) => row.memory.basis },
  { header: 'CAUTIONS', value: (row) => row.cautions.join(' ') || null },
];

export function registerRightsize(program: Command, cli: Cli): void {
  program
    .command('rightsize')
    .description(
      'Recommended vCPUs and memory by what was measured, with the arithmetic, a confidence and what it saves. Changes nothing.',
    )
    .option('-q, --filter <filter>', 'which workloads; all when absent')
    .addOption(
      new Option(
        '--basis <figure>',
        'figure that is multiplied; default: sites.yaml placement.sizing, else p95',
      ).choices(['avg', 'p95', 'max']),
    )
    .option('--factor <n>', 'comfort factor, 1 to 10; default: placement.sizing, else 1.3')
    .option('--cpu-speed <n>', 'what a vCPU of the target does compared with one of today, 0.1 to 10; default 1')
    .option('--site <id>', 'price all of them at this site; default: each where it runs now')
    .addOption(
      new Option('--verdict <verdict>', 'only these').choices(['smaller', 'larger', 'mixed', 'fits', 'off', 'no-data']),
    )
    .addOption(new Option('--sort <by>', 'largest first').choices(['saves', 'name', 'vcpu', 'memory', 'confidence']))
    .option('-l, --limit <n>', 'at most this many', '50')
    .option('-A, --all', 'no limit')
    .addHelpText(
      'after',
      '\nExamples:\n  isthmus rightsize\n  isthmus rightsize -q "environment = prod" --basis max --factor 1.5 --site azure-we\n  isthmus rightsize --verdict larger -o wide\n',
    )
    .action(async (options: Options) => {
      const limit =
        options.all === true ? Number.MAX_SAFE_INTEGER : (whole('--limit', options.limit, { min: 1 }) ?? PAGE);
      const query = {
        filter: options.filter,
        basis: options.basis,
        factor: amount('--factor', options.factor, { min: 1, max: 10 }),
        cpuSpeedFactor: amount('--cpu-speed', options.cpuSpeed, { min: 0.1, max: 10 }),
        site: options.site?.replace(/^site\//, ''),
        verdict: options.verdict,
        sort: options.sort,
      };
      const { items, list } = await readAll(cli, query, limit);
      await printList(
        cli,
        { noun: 'workload', items, columns: COLUMNS, csvColumns: CSV_COLUMNS, name: ({ id }) => id },
        {
          total: list.total,
          summary: list.summary,
        },
      );
      if (!wantsData(cli)) await cli.write(summaryText(list, items.length));
    });
}

type Query = Readonly<Record<string, string | number | undefined>>;

async function readAll(
  cli: Cli,
  query: Query,
  limit: number,
): Promise<{ readonly items: RightSizeRow[]; readonly list: RightSizingList }> {
  const client = await cli.client();
  const items: RightSizeRow[] = [];
  for (let next: string | undefined; ;) {
    const list = await client.call(ROUTES.listRightSizing, {
      query: { ...query, limit: Math.min(PAGE, limit - items.length), continue: next },
    });
    items.push(...list.items);
    next = list.continue;
    if (next === undefined || items.length >= limit) return { items, list };
  }
}

function signedUsd(usd: number | null): string | null {
  if (usd === null) return null;
  // With the sign behind the currency a spreadsheet sees no formula.
  return usd < 0 ? (usdText(-usd)?.replace('$', '$-') ?? null) : usdText(usd);
}
