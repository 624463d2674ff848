/** Reads one rule of a file: sound, or at fault with everything that has to be corrected in it. */

import { stringify } from 'yaml';
import { digestText } from '../../evidence/digest.ts';
import { causesOf, formatPath, SourceDocument } from '../../policy/yaml-issues.ts';
import { FACT_PATHS } from './fact-types.ts';
import {
  idSchema,
  kindsSchema,
  platformsSchema,
  ruleKeys,
  ruleSchema,
  severitiesOf,
  severitySchema,
  TARGET_IDS,
  testKeys,
} from './rule-schema.ts';
import type { UserRuleDefinition } from './rule-schema.ts';
import { runRuleTests } from './rule-tests.ts';
import type { RuleTestResult } from './rule-tests.ts';
import { faultyRule, makeUserRule, problemsOfTexts } from './user-rule.ts';
import type { UserRule } from './user-rule.ts';

export type Path = readonly PropertyKey[];

/** One thing to correct. Line and column count from 1. */
export interface RuleProblem {
  readonly ruleId: string;
  readonly line: number;
  readonly column: number;
  /** "rules[0].fails"; empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

export interface ParsedRule {
  readonly rule: UserRule;
  /** Null: at fault, `rule` answers unknown. */
  readonly definition: UserRuleDefinition | null;
  /** The rule alone as it was written. */
  readonly text: string;
  readonly tests: readonly RuleTestResult[];
  readonly problems: readonly RuleProblem[];
}

export type Problem = Omit<RuleProblem, 'ruleId' | 'path'> & { readonly path?: string };

export class RuleReader {
  readonly #document: SourceDocument;
  readonly #name: string;
  /** Ids that stood further up, with their lines. */
  readonly #seen = new Map<string, number>();

  constructor(document: SourceDocument, name: string) {
    this.#document = document;
    this.#name = name;
  }

  rule(path: Path): ParsedRule {
    const document = this.#document;
    const raw = document.valueAt(path);
    const text = this.#textOf(path, raw);
    const result = ruleSchema.safeParse(raw);
    if (!result.success) {
      const problems = [...this.#shapeProblems(path, result.error.issues), ...this.#textProblems(path, raw)];
      return this.#faulty(path, raw, text, problems);
    }
    const definition = result.data;
    const { line } = document.position([...path, 'id']);
    const earlier = this.#seen.get(definition.id);
    this.#seen.set(definition.id, earlier ?? line);
    if (earlier !== undefined) {
      const message = `"${definition.id}" is the id of another rule in this file already (line ${earlier})`;
      return this.#faulty(path, raw, text, [this.#at([...path, 'id'], message)]);
    }
    const problems = unknownFactsOfTests(definition).map(([at, message]) => this.#at([...path, ...at], message));
    const made = makeUserRule(definition);
    if ('problems' in made) {
      problems.push(...made.problems.map(({ part, offset, message }) => this.#at([...path, part], message, offset)));
    }
    if (problems.length > 0 || !('rule' in made)) return this.#faulty(path, raw, text, problems);
    const tests = runRuleTests(made.rule, definition);
    const broken = tests.flatMap(({ name, differences }, index) =>
      differences.map((difference) => this.#at([...path, 'tests', index, 'expect'], `test "${name}": ${difference}`)),
    );
    if (broken.length > 0) return { ...this.#faulty(path, raw, text, broken), tests };
    return { rule: made.rule, definition, text, tests, problems: [] };
  }

  #at(path: Path, message: string, offset?: number): Problem {
    return { ...this.#document.position(path, offset), path: formatPath(path), message };
  }

  /** What can be told of the conditions of a rule whose shape is at fault. */
  #textProblems(path: Path, raw: unknown): Problem[] {
    if (raw === null || typeof raw !== 'object') return [];
    const members = new Map(Object.entries(raw));
    const text = (key: string): object => (typeof members.get(key) === 'string' ? { [key]: members.get(key) } : {});
    const texts = { ...text('when'), ...text('fails'), ...text('evidence') };
    return problemsOfTexts({ ...texts, aboutKnowledge: members.get('aboutKnowledge') === true }).map(
      ({ part, offset, message }) => this.#at([...path, part], message, offset),
    );
  }

  #shapeProblems(path: Path, issues: Parameters<typeof causesOf>[0]): Problem[] {
    const document = this.#document;
    // Causes carry their place as text; the one made here leads back to it.
    const places = new Map<string, Problem>();
    const where = (below: Path): string => {
      const place = this.#at([...path, ...below], '');
      const key = `${place.path}:${place.line}:${place.column}`;
      places.set(key, place);
      return key;
    };
    const causes = causesOf(
      issues,
      {
        where,
        line: (below) => document.line([...path, ...below]),
        valueAt: (below) => document.valueAt([...path, ...below]),
      },
      keysAt,
    );
    return causes.flatMap(({ where: key = '', message }) => {
      const place = places.get(key);
      return place === undefined ? [] : [{ ...place, message }];
    });
  }

  #faulty(path: Path, raw: unknown, text: string, problems: readonly Problem[]): ParsedRule {
    const members: Readonly<Record<string, unknown>> = raw !== null && typeof raw === 'object' ? { ...raw } : {};
    const given = idSchema.safeParse(members['id']);
    const id = given.success
      ? given.data
      : `${unreadableId(this.#name)}${path.length === 0 ? '' : `-${String(path.at(-1))}`}`;
    const severity = severitySchema.safeParse(members['severity']).data;
    const { label } = members;
    const rule = faultyRule({
      id,
      digest: digestText(text),
      why: said(this.#name, problems),
      ...(typeof label === 'string' && label !== '' && { label: label.slice(0, 120) }),
      ...(severity !== undefined && { severity: severitiesOf(severity) }),
      ...(given.success && readable('kinds', kindsSchema.optional().safeParse(members['kinds']), ['vm'])),
      ...readable('platforms', platformsSchema.optional().safeParse(members['platforms']), undefined),
    });
    return { rule, definition: null, text, tests: [], problems: listed(id, problems) };
  }

  /** The rule alone, so that it can be kept and shown by itself. With anchors from elsewhere it is written anew. */
  #textOf(path: Path, raw: unknown): string {
    const source = this.#document.source(path);
    if (source !== undefined) {
      const indent = new RegExp(`^ {0,${source.column - 1}}`, 'gm');
      const text = `${source.text.replaceAll(indent, '').trimEnd()}\n`;
      try {
        const again = new SourceDocument(text, 'IST-3010', this.#name);
        if (JSON.stringify(again.value) === JSON.stringify(raw)) return text;
      } catch {
        // It does not stand by itself.
      }
    }
    return stringify(raw);
  }
}

/** A member of a rule at fault, when it could be read. */
function readable<K extends string, T>(
  key: K,
  result: { readonly success: boolean; readonly data?: T | undefined },
  usual: T | undefined,
): Partial<Record<K, T>> {
  const value = result.success ? (result.data ?? usual) : undefined;
  return value === undefined ? {} : ({ [key]: value } as Record<K, T>);
}

function keysAt(path: Path): readonly string[] {
  if (path[0] === 'severity') return TARGET_IDS;
  if (path[0] !== 'tests') return ruleKeys;
  return path[2] === 'facts' ? FACT_PATHS : testKeys;
}

function unknownFactsOfTests({ tests = [] }: UserRuleDefinition): [Path, string][] {
  return tests.flatMap(({ missing, expect, evidence }, index) => {
    const found: [Path, string][] = [];
    if (missing !== undefined && expect !== 'unknown')
      found.push([['tests', index, 'missing'], 'only what is unknown has missing facts']);
    if (evidence !== undefined && expect !== 'fail')
      found.push([['tests', index, 'evidence'], 'only what fails has evidence']);
    return found;
  });
}

export const listed = (ruleId: string, problems: readonly Problem[]): RuleProblem[] =>
  problems.map((problem) => ({ path: '', ...problem, ruleId }));

export function said(name: string, problems: readonly Problem[]): string {
  const [first, ...more] = problems;
  if (first === undefined) return name;
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return `${placeText(name, first)}: ${first.message}${rest}`;
}

/** "big.yaml: rules[0].fails (line 8, column 14)" */
export function placeText(name: string, { path = '', line, column }: Problem): string {
  return `${name}: ${path === '' ? '' : `${path} `}(line ${line}, column ${column})`;
}

export const unreadableId = (name: string): string => {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `user.unreadable.${slug === '' ? 'file' : slug.slice(0, 60)}`;
};
