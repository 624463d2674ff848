/** `isthmus price`: workloads at every site and for every way to buy there, side by side. */

import type { Command } from 'commander';
import type { SitePriceDocument, WorkloadPricesDocument } from '../../api/prices.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { whole } from '../option-values.ts';
import type { Column } from '../output/columns.ts';
import { countText, usdText } from '../output/format.ts';
import { printDocument, printList } from '../output/print.ts';
import { table } from '../output/table.ts';

interface PriceOptions {
  readonly filter?: string;
  readonly site?: string;
  readonly limit: string;
  readonly lines?: true;
}

export function registerPrice(program: Command, cli: Cli): void {
  program
    .command('price')
    .description(
      'What workloads cost at every site, by every way to buy there: low, likely and high, with what suits best.',
    )
    .argument('[workload]', 'id or name')
    .option('-q, --filter <filter>', 'which workloads, instead of one')
    .option('--site <id>', 'at this site alone')
    .option('--lines', 'with --site: what all of them cost there together, line by line')
    .option('--limit <n>', 'workloads priced with --filter', '20')
    .addHelpText(
      'after',
      '\nExamples:\n  isthmus price sql-01\n  isthmus price sql-01 -o wide\n  isthmus price -q "os.family = windows" --limit 1000 -o csv > prices.csv\n  isthmus price -q "cluster = FRA-01" --site azure-weu --lines\n',
    )
    .action(async (workload: string | undefined, options: PriceOptions) => {
      const site = options.site?.replace(/^site\//, '');
      if (options.lines === true) {
        if (site === undefined || workload !== undefined) {
          throw failure('IST-9001', '--lines needs --site, and --filter instead of one workload');
        }
        const { printSiteLines } = await import('./lines.ts');
        return printSiteLines(cli, site, options.filter);
      }
      if ((workload === undefined) === (options.filter === undefined)) {
        throw failure('IST-9001', 'name one workload, or say which with --filter');
      }
      const query = {
        workload,
        filter: options.filter,
        site,
        limit: whole('--limit', options.limit, { min: 1 }),
      };
      return printPrices(cli, await (await cli.client()).call(ROUTES.priceWorkloads, { query }));
    });
}

type Row = SitePriceDocument & { readonly workload: string };

const COLUMNS: readonly Column<Row>[] = [
  { header: 'SITE', value: ({ siteId, staying }) => `${siteId}${staying ? ' (now)' : ''}` },
  { header: 'BUY', value: ({ commitment }) => commitment },
  { header: 'SIZE', value: ({ sku }) => sku },
  { header: 'LOW', value: ({ usdPerMonth }) => usdText(usdPerMonth?.low), align: 'right' },
  { header: 'LIKELY', value: ({ usdPerMonth }) => usdText(usdPerMonth?.likely), align: 'right' },
  { header: 'HIGH', value: ({ usdPerMonth }) => usdText(usdPerMonth?.high), align: 'right' },
  {
    header: 'PAYS FROM',
    value: ({ paysFromHours }) => (paysFromHours === null ? null : `${Math.round(paysFromHours)} h`),
    align: 'right',
  },
  { header: 'WHY NOT', value: ({ why }) => why },
];

async function printPrices(cli: Cli, document: WorkloadPricesDocument): Promise<void> {
  const format = cli.options().output;
  if (format === 'csv' || format === 'name') return printRows(cli, document);
  await printDocument(cli, document, () => pricesText(document, format === 'wide'));
}

/** Numbers unrounded: a spreadsheet counts on. */
async function printRows(cli: Cli, { items }: WorkloadPricesDocument): Promise<void> {
  const rows = items.flatMap(({ id, name, prices }) => prices.map((price) => ({ id, workload: name, ...price })));
  await printList(cli, {
    noun: 'price',
    items: rows,
    name: ({ id, siteId, commitment }) => `${id}/${siteId}/${commitment}`,
    columns: [
      { header: 'WORKLOAD', value: ({ workload }) => workload },
      { header: 'ID', value: ({ id }) => id },
      { header: 'SITE', value: ({ siteId }) => siteId },
      { header: 'NOW', value: ({ staying }) => staying },
      { header: 'BUY', value: ({ commitment }) => commitment },
      { header: 'SIZE', value: ({ sku }) => sku },
      { header: 'LOW_USD_MONTH', value: ({ usdPerMonth }) => usdPerMonth?.low },
      { header: 'LIKELY_USD_MONTH', value: ({ usdPerMonth }) => usdPerMonth?.likely },
      { header: 'HIGH_USD_MONTH', value: ({ usdPerMonth }) => usdPerMonth?.high },
      { header: 'PAYS_FROM_HOURS', value: ({ paysFromHours }) => paysFromHours },
      { header: 'WHY_NOT', value: ({ why }) => why },
    ],
  });
}

function pricesText({ items, total, assumptions }: WorkloadPricesDocument, wide: boolean): string {
  const blocks = items.map(({ name, prices, suggestions }) => {
    const rows = prices.filter((price) => !isNotSold(price)).map((price) => ({ ...price, workload: name }));
    return [
      `${name}: USD a month, run and guest licence`,
      table({ noun: 'price', items: rows, name: ({ siteId }) => siteId, columns: COLUMNS }, wide).trimEnd(),
      ...notSoldLines(prices),
      ...suggestions.map(({ siteId, commitment, because }) => `  ${siteId}: ${commitment}, since ${because}`),
      ...(wide ? prices.flatMap(basisLines) : []),
      '',
    ].join('\n');
  });
  return [
    ...blocks,
    ...(total > items.length ? [`${countText(total - items.length)} more workloads (--limit)`] : []),
    ...assumptions.map((line) => `! ${line}`),
    '',
  ].join('\n');
}

/** A way to buy that has no price here, where another way has one. */
const isNotSold = ({ usdPerMonth, commitment }: SitePriceDocument): boolean =>
  usdPerMonth === null && commitment !== 'own-hardware' && commitment !== 'pay-as-you-go';

function notSoldLines(prices: readonly SitePriceDocument[]): string[] {
  const bySite = Map.groupBy(prices.filter(isNotSold), ({ siteId }) => siteId);
  return [...bySite].map(
    ([siteId, missing]) =>
      `  ${siteId}: no price for ${missing.map(({ commitment }) => commitment).join(', ')} (-o json says why)`,
  );
}

function basisLines({ siteId, commitment, basis }: SitePriceDocument): string[] {
  if (basis.length === 0) return [];
  return [`  ${siteId}, ${commitment}:`, ...basis.map((line) => `    ${line}`)];
}
