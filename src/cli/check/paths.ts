/** `isthmus check plan FILE` and `isthmus check move WORKLOAD --to SITE`: exit 3 when a path breaks a rule. */

import type { Command } from 'commander';
import type { MoveCheckDocument, PlanCheckDocument } from '../../api/paths.ts';
import { ROUTES } from '../../api/routes.ts';
import { findingLines } from '../../core/plan/approval.ts';
import type { FindingLine } from '../../core/plan/approval.ts';
import { listNames } from '../../core/plan/checks.ts';
import { hopText } from '../../core/plan/render-paths.ts';
import type { Cli } from '../cli.ts';
import { whole } from '../option-values.ts';
import { plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';
import { loadPlanFile } from '../plan/file.ts';

const FINDINGS_SHOWN = 30;

export function registerPathChecks(check: Command, cli: Cli): void {
  check
    .command('plan')
    .description('Check the path of every move of a plan file, as things are now. Exit code 3 when one breaks a rule.')
    .argument('<file>', 'a file written by "isthmus plan"')
    .option('--wave <number>', 'only this wave')
    .action(async (file: string, options: { readonly wave?: string }) => {
      const wave = whole('--wave', options.wave, { min: 1 });
      const plan = await loadPlanFile(file);
      const client = await cli.client();
      const found = await client.call(ROUTES.checkPlan, { body: { plan: { ...plan }, wave } });
      await printDocument(cli, found, () => planText(found), 'check');
      if (found.waves.some(({ violated }) => violated > 0)) cli.exitWith(3);
    });
  check
    .command('move')
    .description('Check the path of a move that nobody planned. Exit code 3 when it breaks a rule.')
    .argument('<workload>', 'id or name')
    .requiredOption('--to <site>', 'site it would go to')
    .action(async (workload: string, options: { readonly to: string }) => {
      const client = await cli.client();
      const found = await client.call(ROUTES.checkMove, { body: { workload, to: options.to } });
      await printDocument(cli, found, () => moveText(found), 'check');
      if (found.path.verdict === 'violated') cli.exitWith(3);
    });
}

function planText({ name, digest, stale, waves, findings, findingsTotal }: PlanCheckDocument): string {
  const lines = findingLines(findings);
  const shown = lines.slice(0, FINDINGS_SHOWN);
  const rest = lines.length - shown.length;
  return [
    `${name}  ${digest}`,
    ...stale.map((reason) => `! ${reason}; checked as things are now`),
    ...waves.map(
      (wave) =>
        `${wave.name}  ${plural(wave.moves, 'move')}  ${wave.violated} broken, ${wave.unknown} unknown, ${wave.waived} waived`,
    ),
    '',
    ...shown.flatMap((line) => lineText(line, `wave ${line.wave}  `)),
    ...(rest > 0 || findingsTotal > findings.length ? ['and more: with --wave, or -o json'] : []),
    waves.every(({ violated }) => violated === 0) ? 'No path breaks a rule.' : 'A path breaks a rule.',
    '',
  ].join('\n');
}

function moveText({ workloadName, path, findings }: MoveCheckDocument): string {
  const others = path.others.map(({ method, verdict }) => `${method} (${verdict})`);
  return [
    `${workloadName}: ${path.fromSiteId ?? 'no known site'} → ${path.toSiteId} by ${path.title} (${path.method ?? 'none'}): ${path.verdict}`,
    `  taken because: ${path.because}${others.length === 0 ? '' : `; others: ${others.join(', ')}`}`,
    ...path.hops.map((hop, index) => `  ${index + 1}. ${hopText(hop)}  [${hop.knownFrom}]`),
    '',
    ...findingLines(findings).flatMap((line) => lineText(line, '')),
    '',
  ].join('\n');
}

function lineText({ state, waiver, ...line }: FindingLine, prefix: string): string[] {
  const mark = waiver === undefined ? (state === 'violated' ? '✗ violated' : '? unknown ') : '~ waived  ';
  const missing = line.missing.length === 0 ? '' : `: needs ${line.missing.join(', ')}`;
  const title = line.rules.length === 1 ? `  ${line.title}` : '';
  return [
    `${mark}  ${prefix}${listNames(line.workloads)} at ${line.hop} (${line.where})  ${line.rules.join(', ')}${title}${missing}`,
    `      fix: ${line.remedy}${waiver === undefined ? '' : `  (waived until ${waiver.expiresOn} by ${waiver.id})`}`,
  ];
}
