/** Validates rule files and packs and runs the tests inside them, with the core alone: no server, no database. */

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { parseRules } from '../../core/assess/user-rules/parse-rules.ts';
import type { ParsedRule } from '../../core/assess/user-rules/rule-reader.ts';
import { failure } from '../../core/errors/registry.ts';
import { LOCK_FILE } from '../../core/policy/packs/lock.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';
import { linesOfPack, packDocument, testPackText } from '../packs/test.ts';
import { isPackText } from '../packs/pack-text.ts';
import type { TestedPackFile } from '../packs/test.ts';
import { readRuleText } from './read.ts';

interface Tested {
  readonly file: string;
  readonly rule: ParsedRule;
}

/** `path` is a file or a folder; default: the rules folder of the data folder. Exit code 1 when something fails. */
export async function testRules(cli: Cli, path = join(readConfig(cli.env).home, 'rules')): Promise<void> {
  const tested: Tested[] = [];
  const packs: TestedPackFile[] = [];
  for (const file of await filesOf(path)) {
    const text = await readRuleText(file);
    if (isPackText(text)) packs.push(testPackText(text, file, await cli.wiring.rulebook.catalog()));
    else for (const rule of parseRules(text, file)) tested.push({ file, rule });
  }
  const doubled = [...doubledIds(tested), ...doubledPacks(packs)];
  const ok =
    doubled.length === 0 && tested.every(({ rule }) => rule.problems.length === 0) && packs.every((pack) => pack.ok);
  const document = {
    ok,
    rules: tested.map(({ file, rule: { rule, problems, tests } }) => ({
      id: rule.id,
      file,
      sound: problems.length === 0,
      problems,
      tests,
    })),
    packs: packs.map(packDocument),
    doubled,
  };
  const lines = [...tested.flatMap(linesOf), ...packs.flatMap(linesOfPack), ...doubled, summaryOf(tested, packs)];
  await printDocument(cli, document, () => `${lines.join('\n')}\n`);
  if (!ok) cli.exitWith(1);
}

async function filesOf(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw failure('IST-9003', `${path} cannot be read`, {
      cause,
      hint: 'Name a rule file or a folder with rule files. The format: docs/guide/own-rules.md',
    });
  });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => /\.ya?ml$/i.test(name) && name !== LOCK_FILE).sort();
  if (names.length === 0)
    throw failure('IST-9003', `${path} has no .yaml file`, { hint: 'The format: docs/guide/own-rules.md' });
  return names.map((name) => join(path, name));
}

/** "rules.yaml:12:13" of a test that fails; it is a problem of that test, too. */
function placeOfTest(file: string, problems: ParsedRule['problems'], index: number): string {
  const found = problems.find(({ path }) => path.endsWith(`tests[${index}].expect`));
  return found === undefined ? '' : `  ${file}:${found.line}:${found.column}`;
}

function linesOf({ file, rule: { rule, problems, tests } }: Tested): string[] {
  const sound = problems.length === 0;
  const untested = sound && tests.length === 0 ? '  (no tests)' : '';
  const failing = tests.filter(({ ok }) => !ok);
  // A failing test is a problem, too; it is shown among the tests.
  const others = problems.filter(({ path }) => !/tests\[\d+\]\.expect$/.test(path) || failing.length === 0);
  return [
    `${sound ? '✓' : '✗'} ${rule.id}${untested}`,
    ...others.map(
      ({ line, column, path, message }) => `    ${file}:${line}:${column}  ${path === '' ? '' : `${path}: `}${message}`,
    ),
    ...tests.flatMap(({ name, ok, expected, got, differences }, index) => {
      const at = placeOfTest(file, problems, index);
      if (ok) return [`    ✓ ${name}`];
      if (expected === got) return [`    ✗ ${name}${at}`, ...differences.map((text) => `      ${text}`)];
      const found = differences.join(' ').replace(`expected ${expected}, got `, '');
      return [`    ✗ ${name}${at}`, `      - ${expected}`, `      + ${found}`];
    }),
  ];
}

function doubledIds(tested: readonly Tested[]): string[] {
  const files = new Map<string, Set<string>>();
  for (const { file, rule } of tested) files.set(rule.rule.id, (files.get(rule.rule.id) ?? new Set()).add(file));
  return [...files].flatMap(([id, set]) =>
    set.size > 1 ? [`✗ ${id} is the id of rules in ${[...set].join(' and ')}`] : [],
  );
}

function doubledPacks(packs: readonly TestedPackFile[]): string[] {
  const files = new Map<string, string[]>();
  for (const { id, file } of packs) if (id !== null) files.set(id, [...(files.get(id) ?? []), file]);
  return [...files].flatMap(([id, names]) =>
    names.length > 1 ? [`✗ ${id} is the id of packs in ${names.join(' and ')}`] : [],
  );
}

function summaryOf(tested: readonly Tested[], packs: readonly TestedPackFile[]): string {
  if (tested.length + packs.length === 0) return 'no rules';
  const tests = [...tested.flatMap(({ rule }) => rule.tests), ...packs.flatMap((pack) => pack.tests)];
  const failed = tests.filter(({ ok }) => !ok).length;
  const faulty = tested.filter(({ rule }) => rule.problems.length > 0).length;
  const words = [
    ...(tested.length === 0 ? [] : [`${plural(tested.length, 'rule')}${faulty === 0 ? '' : `, ${faulty} faulty`}`]),
    ...(packs.length === 0 ? [] : [plural(packs.length, 'pack')]),
    `${plural(tests.length, 'test')}${failed === 0 ? '' : `, ${failed} failed`}`,
  ];
  return words.join(' · ');
}
