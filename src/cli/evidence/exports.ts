/** `isthmus evidence pack|oscal|tables`: what an auditor is handed, of the newest check. */

import { mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Command } from 'commander';
import { auditWorkbook } from '../../api/audit-workbook.ts';
import { MOST_SHEET_ROWS } from '../../api/finding-table.ts';
import type { AuditTablesDocument } from '../../api/evidence-exports.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { whole } from '../option-values.ts';
import { csv } from '../output/csv.ts';
import { bytesText, plural } from '../output/format.ts';
import { checkOutFile, writeOutFile } from '../output/out-file.ts';
import { printDocument, wantsData } from '../output/print.ts';

const DOCUMENTS = {
  results: ROUTES.exportAssessmentResults,
  plan: ROUTES.exportAssessmentPlan,
  components: ROUTES.exportComponentDefinition,
} as const;
type DocumentName = keyof typeof DOCUMENTS;

interface Options {
  readonly out?: string;
  readonly framework?: string;
  readonly staleAfter?: string;
}

export function registerEvidenceExports(evidence: Command, cli: Cli): void {
  evidence
    .command('pack')
    .description('One HTML file for an auditor of one regime, made from the newest check')
    .argument('<pack>', 'id of a pack, or its begin: gdpr')
    .option('-o, --out <file>', 'where to write it; default: standard output')
    .action((pack: string, options: Options) => writePack(cli, pack, options));
  evidence
    .command('oscal')
    .description('The newest check as OSCAL JSON, for one framework')
    .argument('[document]', 'results, plan or components', 'results')
    .option('--framework <id>', 'whose controls; default: the first of `isthmus get controls`')
    .option('--stale-after <days>', 'evidence older than this shows nothing to be well; default: 90')
    .option('-o, --out <file>', 'where to write it; default: standard output')
    .action((name: string, options: Options) => writeOscal(cli, name, options));
  evidence
    .command('tables')
    .description('Findings, controls, waivers and provenance: one workbook, or a folder of CSV files')
    .requiredOption('-o, --out <path>', 'a file ending in .xlsx, or a folder')
    .option('--framework <id>', 'controls of this framework alone')
    .option('--stale-after <days>', 'evidence older than this shows nothing to be well; default: 90')
    .action((options: Options) => writeTables(cli, options));
}

async function writePack(cli: Cli, pack: string, { out }: Options): Promise<void> {
  if (out !== undefined) await checkOutFile(out);
  const html = await (await cli.client()).call(ROUTES.evidencePack, { params: { id: pack } });
  if (out === undefined) return cli.write(html);
  await writeOutFile(out, html);
  cli.say(`${out} written  ${bytesText(Buffer.byteLength(html))}`);
}

const queryOf = ({ framework, staleAfter }: Options) => ({
  ...(framework !== undefined && { framework }),
  ...(staleAfter !== undefined && { staleAfterDays: whole('--stale-after', staleAfter, { min: 1, max: 3650 }) }),
});

const isDocument = (name: string): name is DocumentName => Object.hasOwn(DOCUMENTS, name);

async function writeOscal(cli: Cli, name: string, options: Options): Promise<void> {
  if (!isDocument(name)) throw failure('IST-9001', `there is no OSCAL document "${name}": results, plan or components`);
  const { out } = options;
  if (out !== undefined) await checkOutFile(out);
  const document = await (await cli.client()).call(DOCUMENTS[name], { query: queryOf(options) });
  const text = `${JSON.stringify(document, null, 1)}\n`;
  if (out === undefined) return cli.write(text);
  await writeOutFile(out, text);
  cli.say(`${out} written  ${bytesText(Buffer.byteLength(text))}`);
}

async function writeTables(cli: Cli, options: Options): Promise<void> {
  const out = options.out ?? '';
  const workbook = extname(out).toLowerCase() === '.xlsx';
  if (workbook) await checkOutFile(out);
  const found = await (await cli.client()).call(ROUTES.auditTables, { query: queryOf(options) });
  if (wantsData(cli)) return printDocument(cli, found);
  if (workbook) {
    const long = found.tables.find(({ rows }) => rows.length > MOST_SHEET_ROWS);
    if (long !== undefined) {
      throw failure(
        'IST-9001',
        `${out}: a sheet holds ${MOST_SHEET_ROWS} rows, and there are ${long.rows.length} ${long.id}`,
        {
          hint: 'Name a folder instead: each table becomes a CSV file.',
        },
      );
    }
    await writeOutFile(out, auditWorkbook(found));
  } else {
    await mkdir(out, { recursive: true });
    for (const table of found.tables) await writeOutFile(join(out, `${table.id}.csv`), csvOf(table));
  }
  cli.say(`${out} written  ${found.tables.map(({ id, rows }) => `${id}: ${plural(rows.length, 'row')}`).join(', ')}`);
}

type Table = AuditTablesDocument['tables'][number];

const csvOf = ({ id, columns, rows }: Table): string =>
  csv({
    noun: id,
    items: rows,
    columns: columns.map(({ header }, at) => ({ header, value: (row: Table['rows'][number]) => row[at] })),
    name: (row) => String(row[0]),
  });
