/** `isthmus forecast record|measured|forget`: moves that were made, which forecasts follow. */

import type { Command } from 'commander';
import type { MeasuredMoveDocument } from '../../api/forecasts.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import type { Column } from '../output/columns.ts';
import { plural } from '../output/format.ts';
import { printDocument, printList, wantsData } from '../output/print.ts';
import { amount, whole } from '../option-values.ts';
import { MEASURED_CSV } from './csv-columns.ts';
import { spanText } from './text.ts';

interface RecordOptions {
  readonly method: string;
  readonly gib: string;
  readonly minutes?: string;
  readonly seconds?: string;
  readonly from?: string;
  readonly to?: string;
  readonly workload?: string;
  readonly at?: string;
  readonly note?: string;
  readonly id?: string;
}

const COLUMNS: readonly Column<MeasuredMoveDocument>[] = [
  { header: 'ID', value: (move) => move.id },
  { header: 'BY', value: (move) => move.method },
  { header: 'FROM', value: (move) => move.fromSite },
  { header: 'TO', value: (move) => move.toSite },
  { header: 'GIB', value: (move) => move.giB, align: 'right' },
  { header: 'TOOK', value: (move) => spanText(move.seconds / 3600), align: 'right' },
  { header: 'MIB/S', value: (move) => Math.round(move.rateMiBps * 10) / 10, align: 'right' },
  { header: 'COUNTS', value: (move) => (move.counts ? 'yes' : 'too small') },
  { header: 'MEASURED', value: (move) => move.measuredAt },
  { header: 'BY WHOM', value: (move) => move.actor, wide: true },
  { header: 'WORKLOAD', value: (move) => move.workloadId, wide: true },
  { header: 'NOTE', value: (move) => move.note, wide: true },
];

export function registerMeasured(forecast: Command, cli: Cli): void {
  forecast
    .command('record')
    .description('Keep how long the copy of a move took; forecasts follow it.')
    .requiredOption('--method <id>', 'way of moving, such as forklift-vddk')
    .requiredOption('--gib <n>', 'GiB that were copied')
    .option('--minutes <n>', 'what copying alone took')
    .option('--seconds <n>', 'the same in seconds')
    .option('--from <site>', 'site it left')
    .option('--to <site>', 'site it went to')
    .option('-w, --workload <id|name>', 'which one it was')
    .option('--at <time>', 'when, such as 2026-11-23T02:00:00Z; default: now')
    .option('--note <text>', 'what should be known about it')
    .option('--id <id>', 'its own id: told twice it counts once')
    .action(async (options: RecordOptions) => {
      const body = {
        id: options.id,
        method: options.method,
        giB: amount('--gib', options.gib, { max: 10_000_000 }),
        seconds: secondsOf(options),
        fromSite: options.from?.replace(/^site\//, ''),
        toSite: options.to?.replace(/^site\//, ''),
        workload: options.workload,
        measuredAt: options.at,
        note: options.note,
      };
      const move = await (await cli.client()).call(ROUTES.recordMove, { body });
      await printDocument(
        cli,
        move,
        () =>
          `${move.id}: ${move.giB} GiB in ${spanText(move.seconds / 3600)}, ${Math.round(move.rateMiBps * 10) / 10} MiB/s${move.counts ? '' : '; too small to count'}\n`,
        'measured-move',
      );
    });
  forecast
    .command('measured')
    .description('Moves that were measured, and the rates that follow.')
    .option('-l, --limit <n>', 'at most this many', '50')
    .action(async ({ limit }: { readonly limit: string }) => {
      const query = { limit: whole('--limit', limit, { min: 1, max: 1000 }) };
      const { items, total, methods } = await (await cli.client()).call(ROUTES.getThroughput, { query });
      await printList(
        cli,
        { noun: 'measured-move', items, columns: COLUMNS, csvColumns: MEASURED_CSV, name: ({ id }) => id },
        { total, methods },
      );
      if (wantsData(cli)) return;
      const rate = ({ low, likely, high }: { low: number; likely: number; high: number }): string =>
        `${Math.round(likely)} MiB/s (${Math.round(low)} – ${Math.round(high)})`;
      const lines = methods.flatMap(({ id, published, unverified, fitted }) =>
        fitted.map(
          ({ fromSite, toSite, rateMiBps, here, elsewhere }) =>
            `${id}, ${fromSite ?? 'anywhere'} → ${toSite ?? 'anywhere'}: ${rate(rateMiBps)} from ${plural(here, 'measured move')}${elsewhere === 0 ? '' : ` and ${elsewhere} over other lines`}; published ${rate(published)}${unverified ? ', unverified' : ''}`,
        ),
      );
      await cli.write(
        `\n${(lines.length === 0 ? ['No move was measured yet: isthmus forecast record'] : lines).join('\n')}\n`,
      );
    });
  forecast
    .command('forget')
    .description('Take back a measured move.')
    .argument('<id>', 'as `isthmus forecast measured` lists it')
    .action(async (id: string) => {
      const client = await cli.client();
      const gone = await client.call(ROUTES.forgetMove, { params: { id: id.replace(/^measured-move\//, '') } });
      await printDocument(cli, gone, () => `${gone.id} no longer counts\n`, 'measured-move');
    });
}

function secondsOf({ minutes, seconds }: RecordOptions): number {
  if ((minutes === undefined) === (seconds === undefined))
    throw failure('IST-9001', 'give either --minutes or --seconds');
  const most = 100_000_000;
  return amount('--seconds', seconds, { max: most }) ?? (amount('--minutes', minutes, { max: most / 60 }) ?? 0) * 60;
}
