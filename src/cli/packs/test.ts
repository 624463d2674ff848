/** Runs the tests inside a pack and words what differs; `isthmus rules test` shows it beside readiness rules. */

import type { Catalog } from '../../core/catalog/catalog.ts';
import { IsthmusError } from '../../core/errors/errors.ts';
import type { PackState } from '../../core/policy/packs/pack-test-schema.ts';
import { testPack } from '../../core/policy/packs/test-pack.ts';
import type { PackTestResult } from '../../core/policy/packs/test-pack.ts';

export interface TestedPackFile {
  readonly file: string;
  /** Null: the file is no pack. */
  readonly id: string | null;
  readonly version: string | null;
  readonly digest: string | null;
  readonly ok: boolean;
  /** Why it cannot be read, and conditions that cannot be compiled. */
  readonly problems: readonly string[];
  readonly tests: readonly PackTestResult[];
  readonly shown: Readonly<Record<string, readonly PackState[]>>;
}

/** The states a requirement's tests should show between them. */
const WANTED: readonly PackState[] = ['satisfied', 'violated', 'unknown'];

export function testPackText(text: string, file: string, catalog: Catalog): TestedPackFile {
  try {
    const { pack, ok, tests, shown } = testPack(text, file, catalog);
    const { id, version, digest } = pack;
    const problems = pack.problems.map(({ where, message }) => `${where}: ${message}`);
    return { file, id, version, digest, ok, problems, tests, shown };
  } catch (error) {
    if (!(error instanceof IsthmusError)) throw error;
    const causes = error.causes.map(
      ({ where, message }) => `${file}: ${where === undefined ? '' : `${where}: `}${message}`,
    );
    const problems = causes.length > 0 ? causes : [error.message];
    return { file, id: null, version: null, digest: null, ok: false, problems, tests: [], shown: {} };
  }
}

export const packDocument = ({ file, id, version, digest, ok, problems, tests, shown }: TestedPackFile) => ({
  id,
  version,
  digest,
  file,
  ok,
  problems,
  tests: tests.map((test) => ({ name: test.name, ok: test.ok, problems: test.problems })),
  notShown: Object.entries(shown).flatMap(([requirement, states]) => {
    const lacking = WANTED.filter((state) => !states.includes(state));
    return lacking.length === 0 ? [] : [{ requirement, states: lacking }];
  }),
});

export function linesOfPack(tested: TestedPackFile): string[] {
  const { file, id, version, ok, problems, tests } = tested;
  const { notShown } = packDocument(tested);
  const untested = notShown
    .filter(({ states }) => states.length === WANTED.length)
    .map(({ requirement }) => requirement);
  return [
    `${ok ? '✓' : '✗'} ${id === null ? file : `${id} ${version ?? ''}`}${ok && tests.length === 0 ? '  (no tests)' : ''}`,
    ...problems.map((problem) => `    ${problem}`),
    ...tests.flatMap((test) => [
      `    ${test.ok ? '✓' : '✗'} ${test.name}`,
      ...test.problems.map(({ line, column, path, message }) => `      ${file}:${line}:${column}  ${path}: ${message}`),
    ]),
    ...(tests.length > 0 && untested.length > 0 ? [`    no test: ${untested.join(', ')}`] : []),
  ];
}
