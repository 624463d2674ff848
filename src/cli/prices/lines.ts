/** `isthmus price --site … --lines`: what a set of workloads costs at a site, line by line. */

import type { SiteLinesDocument } from '../../api/prices.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import type { Column } from '../output/columns.ts';
import { countText, plural, usdText } from '../output/format.ts';
import { printDocument, printList } from '../output/print.ts';
import { table } from '../output/table.ts';

type Line = SiteLinesDocument['lines'][number];

const COLUMNS: readonly Column<Line>[] = [
  { header: 'LINE', value: ({ title }) => title },
  { header: 'LOW', value: ({ usdPerMonth }) => usdText(usdPerMonth?.low), align: 'right' },
  { header: 'LIKELY', value: ({ usdPerMonth }) => usdText(usdPerMonth?.likely), align: 'right' },
  { header: 'HIGH', value: ({ usdPerMonth }) => usdText(usdPerMonth?.high), align: 'right' },
  { header: 'FORMULA', value: ({ formula }) => formula, wide: true },
  {
    header: 'FIGURES',
    value: ({ inputs }) => inputs.map(({ name, value }) => `${name} ${value}`).join(', '),
    wide: true,
  },
];

export async function printSiteLines(cli: Cli, site: string, filter: string | undefined): Promise<void> {
  const found = await (await cli.client()).call(ROUTES.priceSiteLines, { query: { site, filter } });
  const format = cli.options().output;
  if (format !== 'csv') return printDocument(cli, found, () => linesText(found, format === 'wide'));
  return printList(cli, {
    noun: 'line',
    items: found.lines,
    name: ({ id }) => id,
    columns: [
      { header: 'ID', value: ({ id }) => id },
      { header: 'LINE', value: ({ title }) => title },
      { header: 'GROUP', value: ({ group }) => group },
      { header: 'LOW_USD_MONTH', value: ({ usdPerMonth }) => usdPerMonth?.low },
      { header: 'LIKELY_USD_MONTH', value: ({ usdPerMonth }) => usdPerMonth?.likely },
      { header: 'HIGH_USD_MONTH', value: ({ usdPerMonth }) => usdPerMonth?.high },
      { header: 'FORMULA', value: ({ formula }) => formula },
      { header: 'INPUTS', value: ({ inputs }) => inputs.map(({ name, value }) => `${name}=${value}`).join(' ') },
      { header: 'SOURCES', value: ({ inputs }) => [...new Set(inputs.map(({ source }) => source))].join('; ') },
      { header: 'ASKS', value: ({ asks }) => asks.join('; ') },
    ],
  });
}

/** What the total leaves out; empty when it is whole. */
function withoutText({ lines, unpricedCount }: SiteLinesDocument): string {
  const open = lines.filter(({ usdPerMonth }) => usdPerMonth === null).length;
  const left = [
    ...(open === 0 ? [] : [plural(open, 'line')]),
    ...(unpricedCount === 0 ? [] : [plural(unpricedCount, 'workload')]),
  ];
  return left.length === 0
    ? ''
    : `, without ${left.join(' and ')} that ${open + unpricedCount === 1 ? 'has' : 'have'} no price`;
}

function linesText(found: SiteLinesDocument, wide: boolean): string {
  const { low, likely, high } = found.usdPerMonth;
  const asks = [...new Set(found.lines.flatMap((line) => line.asks))];
  return [
    `${found.siteId}: ${plural(found.workloads - found.unpricedCount, 'workload')}, ${usdText(likely) ?? ''} a month (${usdText(low) ?? ''} to ${usdText(high) ?? ''})${withoutText(found)}`,
    table({ noun: 'line', items: found.lines, name: ({ id }) => id, columns: COLUMNS }, wide).trimEnd(),
    ...asks.map((ask) => `? give ${ask}`),
    ...found.notes.map((note) => `! ${note}`),
    ...(found.unpricedCount === 0 ? [] : [`! ${plural(found.unpricedCount, 'workload')} without a price, in no line:`]),
    ...found.unpriced.slice(0, 5).map(({ name, why }) => `    ${name}: ${why}`),
    ...(found.unpricedCount > 5 ? [`    ${countText(found.unpricedCount - 5)} more (-o json)`] : []),
    '',
  ].join('\n');
}
