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
const MISSING_SHOWN = 5;

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
      if (wantsData(cli)) await printDocument(cli, summary, undefined, 'check');
      else await cli.write(checkText(summary));
      if (summary.violations > 0) cli.exitWith(3);
    });
}

function checkText(summary: CheckSummaryDocument): string {
  const violated = summary.rules.filter((rule) => rule.violated > 0);
  const unknown = summary.rules.filter((rule) => rule.violated === 0 && rule.unknown > 0);
  const packs = summary.packs.filter((pack) => pack.inForce && pack.applies > 0);
  const unclear = summary.packs.filter((pack) => pack.inForce && pack.applies === 0 && pack.unclear > 0);
  const { workloads } = summary;
  return [
    `gen/${summary.generation}: ${plural(workloads.allowed, 'workload')} comply, ${countText(workloads.violated)} break a rule, ${countText(workloads.unknown)} cannot be told (${countText(workloads.noSite)} of them at no known site)`,
    `packs that apply: ${packs.map((pack) => `${pack.id} ${pack.version}`).join(', ') || 'none'}`,
    ...(unclear.length === 0 ? [] : [`not known whether they apply: ${unclear.map((pack) => pack.id).join(', ')}`]),
    '',
    ...violated.map(violatedLine),
    ...unknown.slice(0, UNKNOWN_RULES_SHOWN).map(unknownLine),
    ...(unknown.length > UNKNOWN_RULES_SHOWN
      ? [`? and ${unknown.length - UNKNOWN_RULES_SHOWN} more rules unknown: isthmus get findings --state unknown`]
      : []),
    ...summary.missing
      .slice(0, MISSING_SHOWN)
      .map((gap) => `  say ${gap.attribute}: settles part of ${plural(gap.workloads, 'workload')}`),
    '',
    violated.length === 0 ? 'No violation found.' : 'Details: isthmus get findings --state violated -o wide',
    '',
  ].join('\n');
}

type RuleLine = CheckSummaryDocument['rules'][number];

function violatedLine(rule: RuleLine): string {
  const word = rule.level === 'must' ? '✗ violated' : '! warning ';
  return `${word}  ${rule.packId} ${rule.reference}  ${plural(rule.violated, 'finding')} at ${sitesText(rule)}  ${rule.title}${unverified(rule.confidence)}\n      fix: ${rule.remedy}`;
}

function unknownLine(rule: RuleLine): string {
  return `? unknown   ${rule.packId} ${rule.reference}  ${plural(rule.unknown, 'finding')}  ${rule.title}: ${rule.missing.length > 0 ? `needs ${rule.missing.join(', ')}` : rule.errors.join('; ')}`;
}

function sitesText(rule: RuleLine): string {
  return rule.siteIds.map((siteId) => (siteId === '*' ? 'the organisation' : siteId)).join(', ');
}

function unverified(confidence: string): string {
  return confidence === 'own' ? '  (rule unverified)' : '';
}
