/** `isthmus check`: exit 3 when a rule that must hold does not. */

import type { Command } from 'commander';
import type { CheckSummaryDocument } from '../../api/checks.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { countText, plural } from '../output/format.ts';
import { printDocument, wantsData } from '../output/print.ts';
import { applySites } from '../sites/apply.ts';

const UNKNOWN_RULES_SHOWN = 8;

export function registerCheck(program: Command, cli: Cli): void {
  program
    .command('check')
    .description('Check every workload where it runs now against the packs that apply. Exit code 3 on violation.')
    .option('-f, --file <sites.yaml>', 'apply this sites file first')
    .option('--pack <id...>', 'only these packs')
    .action(async (options: { file?: string; pack?: string[] }) => {
      const client = await cli.client();
      if (options.file !== undefined) await applySites(cli, options.file);
      const operation = await client.call(ROUTES.check, { body: { packs: options.pack } });
      const summary = await follow<CheckSummaryDocument>(cli, operation);
      if (wantsData(cli)) await printDocument(cli, summary);
      else await cli.write(checkText(summary));
      if (summary.violations > 0) cli.exitWith(3);
    });
}

function checkText(summary: CheckSummaryDocument): string {
  const violated = summary.rules.filter((rule) => rule.violated > 0);
  const unknown = summary.rules.filter((rule) => rule.violated === 0 && rule.unknown > 0);
  const { workloads } = summary;
  return [
    `gen/${summary.generation}: ${countText(workloads.allowed)} workloads comply, ${countText(workloads.violated)} break a rule, ${countText(workloads.unknown)} cannot be told, ${countText(workloads.noSite)} are at no known site`,
    `packs: ${summary.packs.map((pack) => `${pack.id} ${pack.version}`).join(', ') || 'none apply'}`,
    ...violated.map(
      (rule) =>
        `${rule.level === 'must' ? '✗ violated' : '! warning '}  ${rule.packId} ${rule.reference}  ${plural(rule.violated, 'finding')}${rule.siteId === null ? '' : ` at ${rule.siteId}`}  ${rule.title}${unverified(rule.confidence)}\n      fix: ${rule.remedy}`,
    ),
    ...unknown
      .slice(0, UNKNOWN_RULES_SHOWN)
      .map(
        (rule) =>
          `? unknown   ${rule.packId} ${rule.reference}  ${plural(rule.unknown, 'finding')}${rule.siteId === null ? '' : ` at ${rule.siteId}`}  ${rule.title}: say ${rule.missing.join(', ')}`,
      ),
    unknown.length > UNKNOWN_RULES_SHOWN
      ? `? and ${unknown.length - UNKNOWN_RULES_SHOWN} more rules unknown: isthmus get findings --state unknown`
      : '',
    violated.length === 0 ? 'No violation found.' : 'Details: isthmus get findings --state violated -o wide',
  ]
    .filter((line) => line !== '')
    .join('\n')
    .concat('\n');
}

function unverified(confidence: string): string {
  return confidence === 'own' ? '  (rule unverified)' : '';
}
