/** `isthmus check -f estate.yaml`: an estate that is written down, checked with nothing but the file (S2). */

import { readFile } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import { readConfig } from '../../config.ts';
import { checkDeclared } from '../../core/policy/declared/check-declared.ts';
import type { DeclaredCheck, LocatedFinding } from '../../core/policy/declared/check-declared.ts';
import { choosePacks } from '../../core/policy/declared/choose-packs.ts';
import { junitOf } from '../../core/policy/declared/junit.ts';
import { parseEstate } from '../../core/policy/declared/parse-estate.ts';
import { strangeNames } from '../../core/policy/check-names.ts';
import { sarifOf } from '../../core/policy/declared/sarif.ts';
import { failure } from '../../core/errors/registry.ts';
import { isDay } from '../../core/model/day.ts';
import { parsePack } from '../../core/policy/packs/pack.ts';
import type { Pack } from '../../core/policy/packs/pack.ts';
import { PRODUCT_VERSION } from '../../version.ts';
import type { Cli } from '../cli.ts';
import { countText, plural } from '../output/format.ts';
import { checkOutFile, writeOutFile } from '../output/out-file.ts';
import { printDocument, wantsData } from '../output/print.ts';

export interface AloneOptions {
  readonly file: string;
  readonly pack?: string[];
  readonly asOf?: string;
  readonly failOnUnknown?: boolean;
  readonly sarif?: string;
  readonly junit?: string;
}

const UNKNOWNS_SHOWN = 20;

export async function checkAlone(cli: Cli, text: string, options: AloneOptions): Promise<void> {
  for (const file of [options.sarif, options.junit]) if (file !== undefined) await checkOutFile(file);
  const asOf = options.asOf ?? new Date().toISOString().slice(0, 10);
  if (!isDay(asOf))
    throw failure('IST-9001', `"${asOf}" is no day`, { hint: 'Write it as YYYY-MM-DD, such as 2026-11-30.' });
  const catalog = await cli.wiring.rulebook.catalog();
  const shipped = await cli.wiring.rulebook.packs(readConfig(cli.env).home);
  const [files, words] = partition(options.pack ?? []);
  const named = await Promise.all(
    files.map(async (path) => parsePack(await readPackText(path), basename(path), catalog)),
  );
  // A file that is named goes before a pack of the same id.
  const packs: readonly Pack[] = [...shipped.filter(({ id }) => !named.some((one) => one.id === id)), ...named];
  const chosen = [
    ...named.map(({ id }) => id),
    ...choosePacks(
      words,
      shipped.map(({ id }) => id),
    ),
  ];
  const name = options.file === '-' ? 'standard input' : options.file;
  const parsed = parseEstate(text, name, catalog, asOf);
  const check = checkDeclared(parsed, {
    name,
    packs,
    catalog,
    asOf,
    ...(options.pack !== undefined && { only: [...new Set(chosen)] }),
  });
  const uri = options.file === '-' ? 'estate.yaml' : relative(process.cwd(), options.file).replaceAll('\\', '/');
  if (options.sarif !== undefined)
    await writeOutFile(options.sarif, `${JSON.stringify(sarifOf(check, uri, PRODUCT_VERSION), null, 2)}\n`);
  if (options.junit !== undefined) await writeOutFile(options.junit, junitOf(check, uri, options));
  if (wantsData(cli)) await printDocument(cli, { file: name, ...check }, undefined, 'check');
  else await cli.write(aloneText(check, name, options.pack === undefined ? (parsed.estate.regimes ?? []) : chosen));
  for (const warning of strangeNames(parsed.estate, catalog, packs)) cli.say(`! ${warning}`);
  const open = check.findings.some(({ state, level }) => state === 'unknown' && level === 'must');
  // What holds a class that no rule knows may break any rule on the class that was meant.
  const unsure = open || check.doubtfulClasses.length > 0;
  if (check.violations > 0 || (options.failOnUnknown === true && unsure)) cli.exitWith(3);
}

/** Words that name a file, and the others. */
function partition(words: readonly string[]): readonly [readonly string[], readonly string[]] {
  const isFile = (word: string): boolean => /[\\/]|\.ya?ml$/i.test(word);
  return [words.filter(isFile), words.filter((word) => !isFile(word))];
}

const readPackText = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((cause: unknown) => {
    throw failure('IST-9003', `${path} cannot be read`, {
      cause,
      hint: 'Name a pack by its id, or a file that exists.',
    });
  });

function aloneText(check: DeclaredCheck, name: string, asked: readonly string[]): string {
  const { summary, findings, violations, doubtfulClasses } = check;
  const { allowed, violated, unknown, withoutSite, asOf } = summary;
  const packs = summary.packs.filter((pack) => pack.inForce);
  const [broken, open] = [
    findings.filter(({ state }) => state === 'violated'),
    findings.filter(({ state }) => state === 'unknown'),
  ];
  return [
    `${name} as of ${asOf}: ${plural(allowed, 'workload')} comply, ${countText(violated)} break a rule, ${countText(unknown)} cannot be told (${countText(withoutSite)} of them at no known site)`,
    ...packs.map(
      (pack) =>
        `  ${pack.packId} ${pack.version}  ${pack.digest.slice(0, 19)}  applies to ${countText(pack.applies)}${pack.unclear > 0 ? `, not known for ${countText(pack.unclear)}` : ''}`,
    ),
    ...packs.flatMap((pack) => pack.problems.map((problem) => `! ${problem}`)),
    '',
    ...broken.flatMap((finding) => findingLines(finding, name)),
    ...open.slice(0, UNKNOWNS_SHOWN).flatMap((finding) => findingLines(finding, name)),
    ...(open.length > UNKNOWNS_SHOWN
      ? [`? and ${countText(open.length - UNKNOWNS_SHOWN)} more unknown; all with -o json`]
      : []),
    ...doubtfulClasses.map(
      ({ line, workloadName, message }) => `? doubtful  ${name}:${line}  ${workloadName ?? 'data classes'}  ${message}`,
    ),
    ...(broken.length + open.length + doubtfulClasses.length > 0 ? [''] : []),
    ...idleLines(summary, asked),
    violations === 0
      ? open.length + doubtfulClasses.length === 0
        ? packs.some((pack) => pack.applies > 0)
          ? 'Every rule that applies is kept.'
          : 'No pack applies to any workload: nothing was judged.'
        : 'No rule that must hold is broken, as far as is known.'
      : `${plural(violations, 'finding')} break a rule that must hold.`,
    '',
  ].join('\n');
}

/** Packs that were asked for and speak on nothing: whoever asked expected otherwise. */
function idleLines({ packs }: DeclaredCheck['summary'], asked: readonly string[]): string[] {
  return packs
    .filter((pack) => asked.includes(pack.packId) && pack.applies === 0 && pack.unclear === 0)
    .map(
      (pack) =>
        `! ${pack.packId} was asked for and applies to no workload: isthmus packs show ${pack.packId} says when it does`,
    );
}

function findingLines(finding: LocatedFinding, name: string): string[] {
  const { state, level, packId, reference, title, remedy, workloadName, siteId, missing, error, confidence } = finding;
  const word = state === 'unknown' ? '? unknown ' : level === 'must' ? '✗ violated' : '! warning ';
  const subject = workloadName ?? (siteId === '*' ? 'the organisation' : `site ${siteId}`);
  const evidence = Object.entries(finding.evidence).map(([path, value]) => `${path} is ${JSON.stringify(value)}`);
  return [
    `${word}  ${name}:${finding.line}  ${subject}  ${packId} ${reference}  ${title}${confidence === 'own' ? '  (rule unverified)' : ''}`,
    ...(state === 'violated' && evidence.length > 0 ? [`      because: ${evidence.join('; ')}`] : []),
    ...(finding.inherited === undefined ? [] : [`      holds ${finding.inherited.join('; ')}`]),
    ...(missing.length > 0 ? [`      needs: ${missing.join(', ')}`] : []),
    ...(error === undefined ? [] : [`      error: ${error}`]),
    `      fix: ${remedy}`,
  ];
}
