/** `isthmus assess`. */

import type { Command } from 'commander';
import type { AssessmentSummaryDocument } from '../../api/assessments.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { day } from '../option-values.ts';
import { countText, plural } from '../output/format.ts';
import { printDocument, wantsData } from '../output/print.ts';
import { table } from '../output/table.ts';

const UNKNOWNS_SHOWN = 6;
const SETS_SHOWN = 5;

export function registerAssess(program: Command, cli: Cli): void {
  program
    .command('assess')
    .description('Judge every workload for every target: pass, fail or unknown, with what to fix first.')
    .option('--as-of <date>', 'judge support dates as of this day (YYYY-MM-DD); default: today')
    .option('--full', 'judge every workload anew, even those that have not changed since the last assessment')
    .addHelpText('after', '\nEach workload for every target: isthmus get matrix\n')
    .action(async (options: { asOf?: string; full?: boolean }) => {
      const { full } = options;
      const asOf = day('--as-of', options.asOf);
      const operation = await (await cli.client()).call(ROUTES.assess, { body: { asOf, full } });
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
    `${plural(summary.assessed, 'workload')} of gen/${summary.generation} assessed as of ${summary.asOf}${judgedText(summary)}${apart.length === 0 ? '' : `; apart: ${apart.join(', ')}`}`,
    '',
    targetsTable(summary),
    fixesTable(summary),
    fixSetsTable(summary),
    complexityLine(summary),
    sourcesTable(summary),
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
        { header: 'BEST FOR', value: (row) => (row.best === undefined ? null : countText(row.best)), align: 'right' },
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

function judgedText({ judged, assessed, notAssessed }: AssessmentSummaryDocument): string {
  const all = Object.values(notAssessed).reduce((sum, count) => sum + count, assessed);
  if (judged === undefined || judged >= all) return '';
  return `, ${judged === 0 ? 'nothing' : countText(judged)} judged anew: the rest has not changed`;
}

/** Of each target the largest set that is listed, and those that take least for what they free. */
function fixSetsTable({ fixSets = [] }: AssessmentSummaryDocument): string {
  const together = fixSets.filter(({ fixes }) => fixes.length > 1).slice(0, SETS_SHOWN);
  if (together.length === 0) return '';
  const sets = table(
    {
      noun: 'set',
      items: together,
      name: (row) => row.target,
      columns: [
        { header: 'TARGET', value: (row) => row.target },
        { header: 'UNBLOCK', value: (row) => countText(row.workloads), align: 'right' },
        { header: 'HOURS', value: (row) => countText(Math.round(row.hours)), align: 'right' },
        { header: 'FIXES TOGETHER', value: (row) => row.fixes.map(({ ruleId }) => ruleId).join(' + ') },
      ],
    },
    false,
  );
  const [first] = together;
  const rules = first?.fixes.map(({ ruleId }) => ruleId).join(',');
  return `Fixes that help together\n${sets}  which workloads: isthmus get matrix --target ${first?.target} --fixes ${rules}\n`;
}

function complexityLine({ complexity }: AssessmentSummaryDocument): string {
  if (complexity === undefined || complexity.median === null) return '';
  const bands = complexity.scores.map((count, band) => `${band * 10}+: ${countText(count)}`).join('  ');
  const terms = complexity.terms.slice(0, 4).map(({ term, points }) => `${term} (${countText(points)})`);
  return `Complexity\n  half of them ${complexity.median} or less; ${bands}\n  mostly from ${terms.join(', ')}\n`;
}

function sourcesTable({ nextSources }: AssessmentSummaryDocument): string {
  if (nextSources === undefined || nextSources.steps.length === 0) return '';
  const { steps, open, left } = nextSources;
  const asks = table(
    {
      noun: 'source',
      items: steps,
      name: (row) => row.id,
      columns: [
        { header: 'VERDICTS', value: (row) => countText(row.verdicts), align: 'right' },
        { header: 'WORKLOADS', value: (row) => countText(row.workloads), align: 'right' },
        { header: 'READINESS', value: (row) => countText(row.readiness), align: 'right' },
        { header: 'DO THIS', value: (row) => row.action },
        { header: 'COMMAND', value: (row) => row.command },
      ],
    },
    false,
  );
  const rest = left === 0 ? '' : `; ${countText(left)} that no source can tell`;
  return `What becomes known at best, first things first (of ${plural(open, 'open verdict')}${rest})\n${asks}`;
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
