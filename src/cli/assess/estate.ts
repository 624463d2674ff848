/** `isthmus assess`. */

import type { Command } from 'commander';
import type { AssessmentSummaryDocument } from '../../api/assessments.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { countText, plural } from '../output/format.ts';
import { printDocument, wantsData } from '../output/print.ts';
import { table } from '../output/table.ts';

const UNKNOWNS_SHOWN = 6;

export function registerAssess(program: Command, cli: Cli): void {
  program
    .command('assess')
    .description('Judge every workload for every target: pass, fail or unknown, with what to fix first.')
    .option('--as-of <date>', 'judge support dates as of this day (YYYY-MM-DD); default: today')
    .action(async (options: { asOf?: string }) => {
      const operation = await (await cli.client()).call(ROUTES.assess, { body: { asOf: options.asOf } });
      const summary = await follow<AssessmentSummaryDocument>(cli, operation);
      if (wantsData(cli)) return printDocument(cli, summary, undefined, 'assessment');
      await cli.write(assessmentText(summary));
    });
}

export function assessmentText(summary: AssessmentSummaryDocument): string {
  const apart = Object.entries(summary.notAssessed)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${countText(count)} ${what}`);
  return [
    `${plural(summary.assessed, 'workload')} of gen/${summary.generation} assessed as of ${summary.asOf}${apart.length === 0 ? '' : `; apart: ${apart.join(', ')}`}`,
    '',
    targetsTable(summary),
    fixesTable(summary),
    unknownLines(summary),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function targetsTable(summary: AssessmentSummaryDocument): string {
  const count =
    (key: 'ready' | 'conditional' | 'not-ready' | 'unknown') =>
    (row: AssessmentSummaryDocument['targets'][number]): string =>
      countText(row.counts[key] ?? 0);
  return table(
    {
      noun: 'target',
      items: summary.targets,
      name: (row) => row.id,
      columns: [
        { header: 'TARGET', value: (row) => row.title },
        { header: 'READY', value: count('ready'), align: 'right' },
        { header: 'CONDITIONAL', value: count('conditional'), align: 'right' },
        { header: 'NOT READY', value: count('not-ready'), align: 'right' },
        { header: 'UNKNOWN', value: count('unknown'), align: 'right' },
      ],
    },
    false,
  );
}

function fixesTable(summary: AssessmentSummaryDocument): string {
  if (summary.topFixes.length === 0) return '';
  const fixes = table(
    {
      noun: 'fix',
      items: summary.topFixes,
      name: (row) => row.ruleId,
      columns: [
        { header: 'TARGET', value: (row) => row.target },
        { header: 'UNBLOCKS', value: (row) => countText(row.workloadsUnblocked), align: 'right' },
        { header: 'AFFECTS', value: (row) => countText(row.workloadsAffected), align: 'right' },
        { header: 'HOURS', value: (row) => countText(Math.round(row.hours)), align: 'right' },
        { header: 'FIX', value: (row) => row.remedy },
      ],
    },
    false,
  );
  return `Top fixes\n${fixes}`;
}

function unknownLines(summary: AssessmentSummaryDocument): string {
  if (summary.unknowns.length === 0) return '';
  const lines = summary.unknowns
    .slice(0, UNKNOWNS_SHOWN)
    .map(
      (answer) =>
        `  ${plural(answer.verdicts, 'verdict')} on ${plural(answer.workloads, 'workload')} need ${answer.fact}${answer.from.length === 0 ? '' : `: ${answer.from.join(' or ')}`}`,
    );
  return `What would make unknowns known\n${lines.join('\n')}\n`;
}
