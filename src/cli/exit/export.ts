/** Exit plans as files: Markdown of one, the register of all as CSV or workbook. */

import { extname } from 'node:path';
import { exitMarkdown } from '../../api/exit-markdown.ts';
import { EXIT_COLUMNS, exitRows, exitWorkbook } from '../../api/exit-table.ts';
import type { ExitRow } from '../../api/exit-table.ts';
import { ROUTES } from '../../api/routes.ts';
import type { ExitPlanDocument } from '../../api/exit.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { csv } from '../output/csv.ts';
import { checkOutFile, writeOutFile } from '../output/out-file.ts';

/** Throws IST-9001 for another kind of file, IST-4090 and IST-4091 without the plan. */
export async function exportExit(cli: Cli, operator: string | undefined, out: string | undefined): Promise<void> {
  const kind = out === undefined ? (operator === undefined ? '.csv' : '.md') : extname(out).toLowerCase();
  if (!['.md', '.csv', '.xlsx'].includes(kind))
    throw failure('IST-9001', `${out ?? ''}: exit plans are written as .md, .csv or .xlsx`, {
      hint: 'Name a file that ends so.',
    });
  if (out !== undefined) await checkOutFile(out);
  const plans = await plansOf(cli, operator);
  if (kind === '.md') return put(cli, out, [...plans.values()].map(exitMarkdown).join('\n'));
  const { items } = await (await cli.client()).call(ROUTES.listExits);
  const rows = exitRows(
    operator === undefined ? items : items.filter(({ plan }) => plan !== null && plans.has(plan.id)),
    plans,
  );
  if (kind === '.xlsx') return put(cli, out, exitWorkbook(rows));
  return put(
    cli,
    out,
    csv<ExitRow>({ noun: 'function', items: rows, columns: EXIT_COLUMNS, name: (row) => row.function }),
  );
}

async function plansOf(cli: Cli, operator: string | undefined): Promise<ReadonlyMap<string, ExitPlanDocument>> {
  const client = await cli.client();
  const ids =
    operator !== undefined
      ? [operator]
      : (await client.call(ROUTES.listExits)).items.flatMap(({ plan }) => plan?.id ?? []);
  const plans = new Map<string, ExitPlanDocument>();
  for (const id of ids) {
    const plan = await client.call(ROUTES.getExit, { params: { operator: id }, query: {} });
    plans.set(plan.id, plan);
  }
  return plans;
}

async function put(cli: Cli, out: string | undefined, content: string | Uint8Array): Promise<void> {
  if (out === undefined) return cli.write(String(content));
  await writeOutFile(out, content);
  cli.say(`Written: ${out}`);
}
