/** `isthmus check`: exit 3 when a rule that must hold does not. */

import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { CheckSummaryDocument } from '../../api/checks.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import { isDeclaredEstate } from '../../core/policy/declared/parse-estate.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { countText, plural } from '../output/format.ts';
import { printDocument, wantsData } from '../output/print.ts';
import { completed, waiverLines } from './waiver-lines.ts';
import { applySites } from '../sites/apply.ts';
import { checkAlone } from './alone.ts';
import type { AloneOptions } from './alone.ts';
import { registerPathChecks } from './paths.ts';

const UNKNOWN_RULES_SHOWN = 8;
const MISSING_SHOWN = 5;

export function registerCheck(program: Command, cli: Cli): void {
  const check = program
    .command('check')
    .description(
      'Check every workload where it runs now against the packs that apply. Exit code 3 on violation. A file that names its workloads is checked alone, without a server.',
    )
    .option('-f, --file <file>', 'a sites file to apply first; or an estate file, checked alone (- for standard input)')
    .option('--pack <id...>', 'only these packs: an id, or the beginning of one; for an estate file also a pack file')
    .option('--fail-on-unknown', 'of an estate file: exit 3 also where a rule that must hold is unknown')
    .option('--as-of <day>', 'of an estate file: the day that ages and end dates are counted from; default today')
    .option('--sarif <file>', 'of an estate file: write the findings for code hosts')
    .option('--junit <file>', 'of an estate file: write the result for build servers')
    .action(async (options: CheckOptions) => {
      const estate = options.file === undefined ? undefined : await readEstateText(options.file);
      if (estate !== undefined && options.file !== undefined)
        return checkAlone(cli, estate, { ...options, file: options.file });
      refuseAloneOptions(options);
      const client = await cli.client();
      if (options.file !== undefined) await applySites(cli, options.file);
      const operation = await client.call(ROUTES.check, { body: { packs: options.pack } });
      const summary = completed(await follow<CheckSummaryDocument>(cli, operation));
      if (wantsData(cli)) await printDocument(cli, summary, undefined, 'check');
      else await cli.write(checkText(summary));
      if (summary.violations > 0) cli.exitWith(3);
      return undefined;
    });
  registerPathChecks(check, cli);
}

type CheckOptions = Omit<AloneOptions, 'file'> & { readonly file?: string };

/** The text of an estate file; undefined for a sites file, which is read again by what applies it. */
async function readEstateText(file: string): Promise<string | undefined> {
  const found = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8').catch(() => '');
  return file === '-' || isDeclaredEstate(found) ? found : undefined;
}

function refuseAloneOptions({ failOnUnknown, asOf, sarif, junit }: CheckOptions): void {
  const asked = Object.entries({
    '--fail-on-unknown': failOnUnknown,
    '--as-of': asOf,
    '--sarif': sarif,
    '--junit': junit,
  });
  const [first] = asked.find(([, value]) => value !== undefined) ?? [];
  if (first === undefined) return;
  throw failure('IST-9001', `${first} is for an estate file: one that names its workloads`, {
    hint: 'Name such a file with -f. docs/guide/checking-in-a-pipeline.md has an example.',
  });
}

function checkText(summary: CheckSummaryDocument): string {
  const violated = summary.rules.filter((rule) => rule.violated > 0);
  const unknown = summary.rules.filter((rule) => rule.violated === 0 && rule.unknown > 0);
  const packs = summary.packs.filter((pack) => pack.inForce && pack.applies > 0);
  const unclear = summary.packs.filter((pack) => pack.inForce && pack.applies === 0 && pack.unclear > 0);
  const { workloads } = summary;
  return [
    `gen/${summary.generation}: ${plural(workloads.allowed, 'workload')} comply, ${countText(workloads.violated)} break a rule, ${countText(workloads.unknown)} cannot be told (${countText(workloads.noSite)} of them at no known site)${workloads.waived === 0 ? '' : `, ${countText(workloads.waived)} are waived`}`,
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
    ...waiverLines(summary),
    ...summary.warnings.map((warning) => `! ${warning}`),
    '',
    violated.length === 0
      ? `No violation ${summary.waived.violated === 0 ? 'found' : 'is open'}.`
      : 'Details: isthmus get findings --state violated -o wide',
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
