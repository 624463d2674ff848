/** `isthmus prices`: lists in force and their versions, importing, fetching, comparing. */

import type { Command } from 'commander';
import type { PriceFetchReceiptDocument } from '../../api/price-receipts.ts';
import type { PriceDiffDocument, PriceListDetails, PriceListDocument } from '../../api/prices.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { importPrices } from '../import/prices.ts';
import { follow } from '../operation.ts';
import { amount, whole } from '../option-values.ts';
import { printDocument, printList } from '../output/print.ts';
import { deletedText, detailsText, diffText, fetchText, listLine } from './text.ts';

interface FetchOptions {
  readonly region: readonly string[];
  readonly currency: string;
  readonly usdPerUnit?: string;
  readonly provider?: string;
  readonly name?: string;
}

interface ShowOptions {
  readonly region?: string;
  readonly size?: string;
  readonly limit: string;
}

const collect = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
];

export function registerPrices(program: Command, cli: Cli): void {
  const prices = program
    .command('prices')
    .description('Price lists of places that sell by size: what is in force, versions, import, fetch, compare, delete.')
    .addHelpText(
      'after',
      '\nA version is named LIST@DAY or LIST@DIGEST.\n\nExamples:\n  isthmus prices list\n  isthmus prices fetch --region westeurope,swedencentral\n' +
        '  isthmus prices import azure-vms-20260520.csv --name azure\n  isthmus prices diff azure@2026-05-20 azure\n  isthmus prices use azure@2026-05-20\n  isthmus prices delete azure\n',
    );
  prices
    .command('list', { isDefault: true })
    .description('Lists in force with their versions; the built-in example last')
    .action(() => listPrices(cli));
  prices
    .command('show')
    .description('What a list or a version of it holds')
    .argument('<list>', 'id, or LIST@DAY, or LIST@DIGEST')
    .option('--region <region>', 'of this region alone')
    .option('--size <text>', 'sizes whose name has this in it')
    .option('--limit <n>', 'prices shown', '20')
    .action(async (list: string, options: ShowOptions) => {
      const query = { region: options.region, size: options.size, limit: whole('--limit', options.limit, { min: 1 }) };
      const details = await (await cli.client()).call(ROUTES.getPriceList, { params: { id: list }, query });
      await showPrices(cli, details);
    });
  prices
    .command('import')
    .description('Bring in a price file: CSV, columns by header name (docs/reference/cost.md)')
    .argument('<paths...>', 'CSV files')
    .option('--name <list>', 'id of the list; default: the file name')
    .option('--as-of <date>', 'day of the prices, YYYY-MM-DD; default: taken from the file name')
    .action(async (paths: string[], options: { name?: string; asOf?: string }) => {
      for (const path of paths) await importPrices(cli, path, options);
    });
  prices
    .command('fetch')
    .description('Ask the public price service for the prices of regions. Nothing about the estate is sent.')
    .requiredOption('--region <regions>', 'region, or several with commas; again for more', collect, [])
    .option('--currency <code>', 'currency to ask in', 'USD')
    .option('--usd-per-unit <rate>', 'US dollars for one unit of another currency')
    .option('--provider <kind>', 'whose prices; default: the only one that has public ones')
    .option('--name <prefix>', 'lists are called PREFIX-REGION')
    .action((options: FetchOptions) => fetchPrices(cli, options));
  prices
    .command('diff')
    .description('What changed from one list or version to another')
    .argument('<from>', 'id, LIST@DAY or LIST@DIGEST')
    .argument('<to>', 'the same')
    .option('--limit <n>', 'changes shown', '20')
    .action(async (from: string, to: string, options: { limit: string }) => {
      const query = { from, to, limit: whole('--limit', options.limit, { min: 1 }) };
      const diff: PriceDiffDocument = await (await cli.client()).call(ROUTES.comparePriceLists, { query });
      await printDocument(cli, diff, () => diffText(diff));
    });
  prices
    .command('use')
    .description('Put a kept version in force')
    .argument('<version>', 'LIST@DAY or LIST@DIGEST')
    .action(async (version: string) => {
      const list: PriceListDocument = await (await cli.client()).call(ROUTES.usePriceList, { params: { id: version } });
      await printDocument(cli, list, () => `✓ in force: ${listLine(list)}\n`, 'price-list');
    });
  prices
    .command('delete')
    .description('Delete a list with its versions, or one version that is not in force')
    .argument('<list>', 'id, LIST@DAY or LIST@DIGEST')
    .action(async (list: string) => {
      const deleted = await (await cli.client()).call(ROUTES.deletePriceList, { params: { id: list } });
      await printDocument(cli, deleted, () => deletedText(deleted), 'price-list');
    });
}

function remarkOf({ builtIn, archived, heldBack, stale }: PriceListDocument): string {
  if (builtIn) return 'example: import a current list';
  if (archived) return 'deleted; kept for stored placements';
  return [
    ...(heldBack.length === 0 ? [] : [`not in force in ${heldBack.join(', ')}: another list has far more sizes`]),
    ...(stale ? ['older than 90 days'] : []),
  ].join('; ');
}

async function listPrices(cli: Cli): Promise<void> {
  const { items } = await (await cli.client()).call(ROUTES.listPriceLists, {});
  await printList(cli, {
    noun: 'price-list',
    items,
    name: ({ id }) => id,
    columns: [
      { header: 'LIST', value: ({ id }) => id },
      { header: 'AS OF', value: ({ asOf }) => asOf },
      { header: 'AGE', value: ({ ageDays }) => (ageDays === null ? null : `${ageDays} d`), align: 'right' },
      { header: 'REGIONS', value: ({ regions }) => regions, align: 'right' },
      { header: 'PRICES', value: ({ offers }) => offers, align: 'right' },
      { header: 'VERSIONS', value: ({ versions }) => versions.length, align: 'right' },
      {
        header: 'REMARK',
        value: remarkOf,
      },
      { header: 'SOURCE', value: ({ source }) => source, wide: true },
      { header: 'DIGEST', value: ({ digest }) => digest, wide: true },
      { header: 'KEPT', value: ({ versions }) => versions.map(({ version }) => version).join(' '), wide: true },
    ],
  });
}

/** Prices as rows for spreadsheets, the list as a text with its first prices for people. */
async function showPrices(cli: Cli, details: PriceListDetails): Promise<void> {
  if (cli.options().output !== 'csv') return printDocument(cli, details, () => detailsText(details), 'price-list');
  return printList(cli, {
    noun: 'price',
    items: details.items,
    name: ({ region, size }) => `${region}/${size}`,
    columns: [
      { header: 'Region', value: ({ region }) => region },
      { header: 'InstanceType', value: ({ size }) => size },
      { header: 'vCPUs', value: ({ vcpu }) => vcpu },
      { header: 'MemoryGiB', value: ({ memoryGiB }) => memoryGiB },
      { header: 'AcceleratorName', value: ({ gpu }) => gpu },
      { header: 'AcceleratorCount', value: ({ gpuCount }) => gpuCount },
      { header: 'Price', value: ({ usdPerHour }) => usdPerHour },
      { header: 'SpotPrice', value: ({ spotUsdPerHour }) => spotUsdPerHour },
      { header: 'WindowsUsdPerHour', value: ({ windowsUsdPerHour }) => windowsUsdPerHour },
      { header: 'Reserved1yUsdPerHour', value: ({ reserved1yUsdPerHour }) => reserved1yUsdPerHour },
      { header: 'Reserved3yUsdPerHour', value: ({ reserved3yUsdPerHour }) => reserved3yUsdPerHour },
      { header: 'SavingsPlan1yUsdPerHour', value: ({ savingsPlan1yUsdPerHour }) => savingsPlan1yUsdPerHour },
      { header: 'SavingsPlan3yUsdPerHour', value: ({ savingsPlan3yUsdPerHour }) => savingsPlan3yUsdPerHour },
    ],
  });
}

async function fetchPrices(cli: Cli, options: FetchOptions): Promise<void> {
  const body = {
    regions: [...options.region],
    currency: options.currency.toUpperCase(),
    usdPerUnit: amount('--usd-per-unit', options.usdPerUnit),
    provider: options.provider,
    name: options.name,
  };
  const started = await (await cli.client()).call(ROUTES.fetchPriceLists, { body });
  const receipt = await follow<PriceFetchReceiptDocument>(cli, started);
  await printDocument(cli, receipt, () => fetchText(receipt));
}
