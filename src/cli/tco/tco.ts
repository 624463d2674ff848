/** `isthmus tco`: what staying costs and what each way out does, month by month; or one workload at every site. */

import type { Command } from 'commander';
import type { TcoDocument } from '../../api/costs.ts';
import { ROUTES } from '../../api/routes.ts';
import { tcoWorkbook } from '../../core/cost/tco/workbook/workbook.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { amount, whole } from '../option-values.ts';
import { bytesText } from '../output/format.ts';
import { checkOutFile, writeOutFile } from '../output/out-file.ts';
import { printDocument } from '../output/print.ts';
import { whileWaiting } from '../waiting.ts';
import { tcoText } from './text.ts';
import { workloadCostText } from './workload-text.ts';

interface Options {
  readonly path?: readonly string[];
  readonly placement?: string;
  readonly months?: string;
  readonly rate?: string;
  readonly out?: string;
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function registerTco(program: Command, cli: Cli): void {
  program
    .command('tco')
    .argument('[workload]', 'one workload priced at every site: id or name')
    .description(
      'Total cost of staying and of each way out: ranges, months, net present value, and what moves it most. Every line says its formula and where its figures come from.',
    )
    .option('--path <name>', 'stay, all-to/SITE or placement/ID; again for more; default: the usual ones', collect, [])
    .option('--placement <id>', 'only this placement against staying: an id, a scenario, or latest')
    .option('--months <n>', 'months to look ahead, 1 to 120; default: sites.yaml tco.months, else 36')
    .option('--rate <pct>', 'yearly discount rate, 0 to 100; default: sites.yaml tco.discountRatePct, else 8')
    .option('--out <file.xlsx>', 'write a workbook with live formulas')
    .addHelpText(
      'after',
      '\nExamples:\n  isthmus tco\n  isthmus tco --path all-to/fra-openshift --months 60 --out tco.xlsx\n  isthmus tco workload/wl-0123456789abcdef\n',
    )
    .action(async (workload: string | undefined, options: Options) => {
      const months = whole('--months', options.months, { min: 1, max: 120 });
      const rate = amount('--rate', options.rate, { min: 0, max: 100 });
      if (options.out !== undefined) {
        if (!options.out.toLowerCase().endsWith('.xlsx'))
          throw failure('IST-9001', `--out takes the name of a workbook that ends in .xlsx, not "${options.out}"`);
        await checkOutFile(options.out);
      }
      const client = await cli.client();
      if (workload !== undefined) {
        const id = workload.replace(/^workloads?\//, '');
        const found = await whileWaiting(cli, 'pricing', () => client.call(ROUTES.workloadCost, { params: { id } }));
        return printDocument(cli, found, () => workloadCostText(found), 'workload-cost');
      }
      const paths = [
        ...(options.path ?? []),
        ...(options.placement === undefined ? [] : [`placement/${options.placement.replace(/^placements?\//, '')}`]),
      ];
      const query = { paths: paths.length === 0 ? undefined : paths.join(','), months, rate };
      const tco = await whileWaiting(cli, 'counting the total cost', () => client.call(ROUTES.totalCost, { query }));
      if (options.out !== undefined) await writeWorkbook(cli, options.out, tco);
      await printDocument(cli, tco, () => tcoText(tco, cli.options().output === 'wide'), 'tco');
    });
}

async function writeWorkbook(cli: Cli, path: string, tco: TcoDocument): Promise<void> {
  const bytes = tcoWorkbook(tco);
  await writeOutFile(path, bytes);
  cli.say(`${path} written  ${bytesText(bytes.length)}`);
}
