/** Runs the tests inside a pack, with nothing but the pack and the catalogue: no estate, no server. */

import type { Catalog } from '../../catalog/catalog.ts';
import { getPath, leafPaths, setPath } from '../attribute-path.ts';
import { suggestion } from '../did-you-mean.ts';
import { policyConstants } from '../engine/constants.ts';
import { judge, rulesInForce } from '../engine/rules.ts';
import type { Outcome } from '../engine/rules.ts';
import { PolicyScope } from '../engine/scopes.ts';
import { enrichSite } from '../enrich-site.ts';
import { siteSchema } from '../site.ts';
import { policyVocabulary } from '../vocabulary.ts';
import { formatPath } from '../yaml-issues.ts';
import type { SourceDocument } from '../yaml-issues.ts';
import { ladderLevel } from './ladder.ts';
import { readPack } from './pack.ts';
import type { Pack } from './pack.ts';
import type { PackState, PackTest } from './pack-test-schema.ts';
import { testedWorkload } from './tested-workload.ts';

/** Something to correct. Line and column count from 1; `path` is "tests[2].expect.g-44". */
export interface PackTestProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface PackTestResult {
  readonly name: string;
  readonly ok: boolean;
  readonly problems: readonly PackTestProblem[];
  /** States that came as expected, by id of the requirement. */
  readonly answered: Readonly<Record<string, PackState>>;
}

export interface TestedPack {
  readonly pack: Pack;
  readonly ok: boolean;
  readonly tests: readonly PackTestResult[];
  /** Per requirement the states that a test shows. */
  readonly shown: Readonly<Record<string, readonly PackState[]>>;
}

/** What a test gives once those it builds on are merged in. */
interface Given {
  readonly site: Record<string, unknown>;
  readonly workload: Record<string, unknown>;
  readonly organisation: Record<string, unknown>;
  readonly region: string | undefined;
  readonly selected: boolean;
  readonly asOf: string | undefined;
}

const NOTHING: Given = {
  site: {},
  workload: {},
  organisation: {},
  region: undefined,
  selected: false,
  asOf: undefined,
};

/** @throws IST-4010 not YAML · IST-4011 no pack. Whatever else is wrong is in the results. */
export function testPack(text: string, name: string, catalog: Catalog): TestedPack {
  const { pack, document } = readPack(text, name, catalog);
  const knows = policyVocabulary(catalog, Object.keys(pack.definition.attributes ?? {}));
  const givens = new Map<string, Given>();
  const tests = (pack.definition.tests ?? []).map((test, index): PackTestResult => {
    const report = reporter(document, ['tests', index]);
    const base = test.from === undefined ? NOTHING : givens.get(test.from);
    if (base === undefined) {
      report(
        ['from'],
        `there is no earlier test "${test.from ?? ''}".${suggestion(test.from ?? '', [...givens.keys()])}`,
      );
      return { name: test.name, ok: false, problems: report.problems, answered: {} };
    }
    const given = merged(base, test);
    if (givens.has(test.name)) report(['name'], 'is the name of two tests');
    givens.set(test.name, given);
    for (const part of ['site', 'workload', 'organisation'] as const) {
      for (const path of leafPaths(test[part] ?? {})) {
        const full = `${part}.${path}`;
        const at = [part, ...path.split('.')];
        if (readLeaf(test[part] ?? {}, path) === null) {
          if (getPath(base[part], path) === undefined) report(at, 'takes away what no earlier test gives');
        } else if (!knows.knows(full)) report(at, knows.explain(full));
      }
    }
    const answered = report.problems.length > 0 ? {} : run(pack, test, given, catalog, report);
    return { name: test.name, ok: report.problems.length === 0, problems: report.problems, answered };
  });
  const shown = Object.fromEntries(
    pack.definition.requirements.map(({ id }) => {
      const states = tests.flatMap(({ answered }) => answered[id] ?? []);
      return [id, [...new Set(states)].sort()];
    }),
  );
  return { pack, tests, shown, ok: pack.problems.length === 0 && tests.every((test) => test.ok) };
}

interface Reporter {
  (path: readonly PropertyKey[], message: string): void;
  readonly problems: readonly PackTestProblem[];
}

function reporter(document: SourceDocument, base: readonly PropertyKey[]): Reporter {
  const problems: PackTestProblem[] = [];
  const report = (path: readonly PropertyKey[], message: string): void => {
    const full = [...base, ...path];
    problems.push({ path: formatPath(full), ...document.position(full), message });
  };
  return Object.assign(report, { problems });
}

function merged(base: Given, test: PackTest): Given {
  return {
    site: over(base.site, test.site),
    workload: over(base.workload, test.workload),
    organisation: over(base.organisation, test.organisation),
    region: test.region ?? base.region,
    selected: test.selected ?? base.selected,
    asOf: test.asOf ?? base.asOf,
  };
}

/** By dotted path: lists and values replace, mappings are merged, null takes away. */
function over(before: Record<string, unknown>, after: Record<string, unknown> | undefined): Record<string, unknown> {
  const made = structuredClone(before);
  for (const path of leafPaths(after ?? {})) {
    const value = readLeaf(after ?? {}, path);
    if (value === null) remove(made, path);
    else setPath(made, path, value);
  }
  return made;
}

/** A key may itself be a dotted path: {"contract.dpa": true}. */
function readLeaf(root: Record<string, unknown>, path: string): unknown {
  if (Object.hasOwn(root, path)) return root[path];
  for (const [key, value] of Object.entries(root)) {
    if (path.startsWith(`${key}.`) && value !== null && typeof value === 'object') {
      return readLeaf(value as Record<string, unknown>, path.slice(key.length + 1));
    }
  }
  return undefined;
}

function remove(root: Record<string, unknown>, path: string): void {
  const at = path.lastIndexOf('.');
  const parent = at === -1 ? root : getPath(root, path.slice(0, at));
  if (parent !== null && typeof parent === 'object') delete (parent as Record<string, unknown>)[path.slice(at + 1)];
}

function run(
  pack: Pack,
  test: PackTest,
  given: Given,
  catalog: Catalog,
  report: Reporter,
): Readonly<Record<string, PackState>> {
  const site = siteSchema.safeParse({
    id: 'here',
    platform: 'any',
    target: given.region === undefined ? 'kvm' : 'azure-vm',
    ...(given.region === undefined ? {} : { region: given.region }),
    attributes: given.site,
  });
  if (!site.success) {
    for (const { path, message } of site.error.issues) report(['site', ...path.slice(1)], message);
    return {};
  }
  const asOf = given.asOf ?? fullDay(pack.definition.asOf);
  const enriched = enrichSite(site.data, catalog, asOf);
  const constants = policyConstants({ catalog, organisation: given.organisation, asOf });
  const scope = new PolicyScope(
    constants,
    enriched,
    testedWorkload(given.workload, given.organisation, catalog),
    given.selected,
  );
  const outcomes = new Map<string, Outcome>();
  for (const rule of rulesInForce([pack], given.selected ? [pack.id] : undefined)) {
    outcomes.set(rule.requirement.ruleId.slice(pack.id.length + 1), judge(rule, scope));
  }
  const answered: Record<string, PackState> = {};
  for (const [id, expected] of Object.entries(test.expect)) {
    const outcome = outcomes.get(id);
    if (outcome === undefined) {
      report(['expect', id], `there is no requirement "${id}".${suggestion(id, [...outcomes.keys()])}`);
      continue;
    }
    const wanted = typeof expected === 'string' ? { state: expected } : expected;
    const missing = outcome.state === 'unknown' ? outcome.because.missing : [];
    const lacks = wanted.missing !== undefined && wanted.missing.toSorted().join() !== missing.join();
    if (outcome.state === wanted.state && !lacks) answered[id] = outcome.state;
    else report(['expect', id], difference(wanted, outcome));
  }
  for (const [id, expected] of Object.entries(test.levels ?? {})) {
    const ladder = pack.ladders.find((each) => each.id === id);
    if (ladder === undefined) {
      report(
        ['levels', id],
        `there is no ladder "${id}".${suggestion(
          id,
          pack.ladders.map((each) => each.id),
        )}`,
      );
      continue;
    }
    const { low, high } = ladderLevel(ladder, scope);
    const [from, to] = typeof expected === 'number' ? [expected, expected] : expected;
    if (low !== from || high !== to)
      report(['levels', id], `expected ${rangeText(from, to)}, got ${rangeText(low, high)}`);
  }
  return answered;
}

const rangeText = (low: number, high: number): string => (low === high ? `level ${low}` : `level ${low} to ${high}`);

function difference(
  { state, missing }: { state: PackState; missing?: readonly string[] | undefined },
  got: Outcome,
): string {
  const because = got.state === 'unknown' ? got.because : undefined;
  const why =
    because === undefined
      ? ''
      : because.error === undefined
        ? `, missing ${because.missing.join(', ') || 'nothing'}`
        : `: ${because.error}`;
  const wanted = missing === undefined ? state : `${state}, missing ${missing.toSorted().join(', ')}`;
  return `expected ${wanted}, got ${got.state}${why}`;
}

/** "2026" and "2026-05" are days of packs whose sources give no more. */
const fullDay = (asOf: string): string => `${asOf}-01-01`.slice(0, 10);
