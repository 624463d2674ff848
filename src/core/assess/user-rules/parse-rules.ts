/**
 * Reads a file of users' rules: one rule, a list, or {rules: […]}. Never throws for what a person wrote: each rule
 * that cannot be read is there as one that answers "unknown", and everything to correct is listed with its place.
 */

import { digestText } from '../../evidence/digest.ts';
import { IsthmusError } from '../../errors/errors.ts';
import { SourceDocument } from '../../policy/yaml-issues.ts';
import { withYamlFix } from './fixes.ts';
import { listed, RuleReader, said, unreadableId } from './rule-reader.ts';
import type { ParsedRule, Path, Problem } from './rule-reader.ts';
import { faultyRule } from './user-rule.ts';

/** Larger files are refused before they are parsed. */
export const MOST_CHARACTERS = 1_000_000;
const MOST_RULES = 1000;

/** Of all texts and names together, with aliases followed: a short text can stand for a very long one. */
const MOST_EXPANDED = 4 * MOST_CHARACTERS;
/** Of a text that is no YAML. */
const MOST_PROBLEMS = 20;
/** An alias may stand for what it is in. */
const MOST_DEPTH = 50;

/** `name` is the file's name, for messages and for ids of what has none. */
export function parseRules(text: string, name: string): readonly ParsedRule[] {
  if (text.length > MOST_CHARACTERS) {
    return [unreadable(text, name, [{ line: 1, column: 1, message: `longer than ${MOST_CHARACTERS} characters` }])];
  }
  let document: SourceDocument;
  try {
    document = new SourceDocument(text, 'IST-3010', name);
  } catch (error) {
    // The YAML parser calls itself for what is nested, past all bounds when a text is nothing but brackets.
    if (error instanceof RangeError) {
      return [unreadable(text, name, [{ line: 1, column: 1, message: 'nested too deeply' }])];
    }
    if (!(error instanceof IsthmusError)) throw error;
    return [
      unreadable(
        text,
        name,
        error.causes
          .slice(0, MOST_PROBLEMS)
          .map(({ where, message }) => ({ ...placeIn(where), message: withYamlFix(message) })),
      ),
    ];
  }
  const { value } = document;
  if (sizeUpTo(value, MOST_EXPANDED) > MOST_EXPANDED) {
    return [
      unreadable(text, name, [
        { line: 1, column: 1, message: 'too large or too deep once its aliases (*) are followed' },
      ]),
    ];
  }
  // Nothing but comments: no rules, and nothing to correct.
  if (value === null || value === undefined) return [];
  const [paths, strangers] = rulesIn(value);
  if (paths === undefined || paths.length > MOST_RULES) {
    const message =
      paths === undefined
        ? 'write one rule, a list of rules, or "rules:" with a list below it'
        : `more than ${MOST_RULES} rules in one file`;
    return [unreadable(text, name, [{ line: 1, column: 1, message }])];
  }
  const reader = new RuleReader(document, name);
  const rules = paths.map((path) => reader.rule(path));
  const more = strangers.map((key) => ({
    ...document.position([key]),
    message: `"${key}" is not known here. Remove it.`,
  }));
  return more.length === 0 ? rules : [...rules, unreadable(text, name, more)];
}

/** Characters and values in it; past the limit the rest is not looked at. */
function sizeUpTo(value: unknown, limit: number, depth = 0): number {
  if (depth > MOST_DEPTH) return Infinity;
  if (typeof value === 'string') return value.length + 1;
  if (value === null || typeof value !== 'object') return 1;
  let size = 1;
  for (const [key, member] of Object.entries(value)) {
    size += key.length + sizeUpTo(member, limit - size, depth + 1);
    if (size > limit) break;
  }
  return size;
}

/** Paths of the rules, and keys beside them that mean nothing. */
function rulesIn(value: unknown): readonly [readonly Path[] | undefined, readonly string[]] {
  if (Array.isArray(value)) return [value.map((_, index) => [index]), []];
  if (value === null || typeof value !== 'object') return [undefined, []];
  if (!('rules' in value)) return 'id' in value || 'fails' in value ? [[[]], []] : [undefined, []];
  const strangers = Object.keys(value).filter((key) => !['apiVersion', 'kind', 'rules'].includes(key));
  return Array.isArray(value.rules) ? [value.rules.map((_, index) => ['rules', index]), strangers] : [undefined, []];
}

function unreadable(text: string, name: string, problems: readonly Problem[]): ParsedRule {
  const id = unreadableId(name);
  const rule = faultyRule({
    id,
    digest: digestText(text),
    why: said(name, problems),
    label: `Rule file ${name} cannot be read`,
  });
  return { rule, definition: null, text, tests: [], problems: listed(id, problems) };
}

/** The place inside "line 3, column 7". */
function placeIn(where = ''): { readonly line: number; readonly column: number } {
  const [, line = '1', column = '1'] = /line (\d+), column (\d+)/.exec(where) ?? [];
  return { line: Number(line), column: Number(column) };
}
