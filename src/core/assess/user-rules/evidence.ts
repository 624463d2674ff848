/** The text that shows what a failure rests on: words with facts in braces, or the facts the condition names. */

import { compileValue } from '../../policy/cel/value.ts';
import type { ValueExpression } from '../../policy/cel/value.ts';
import type { Scope } from '../../policy/cel/scope.ts';
import { ExpressionProblem } from '../../policy/cel/subset.ts';
import type { Vocabulary } from '../../policy/cel/vocabulary.ts';
import { listed } from '../kleene.ts';

export type EvidenceText = (scope: Scope) => string;

const MOST_CHARACTERS = 1000;

/** "{cpuCount} CPUs, disks {disks.map(d, d.label)}". "{{" stands for a brace. @throws ExpressionProblem with the place */
export function compileEvidence(template: string, vocabulary: Vocabulary): EvidenceText {
  const parts: (string | ValueExpression)[] = [];
  let words = '';
  for (let at = 0; at < template.length;) {
    if (template.startsWith('{{', at) || template.startsWith('}}', at)) {
      words += template[at];
      at += 2;
    } else if (template[at] === '{') {
      const end = template.indexOf('}', at);
      if (end === -1) throw new ExpressionProblem('"{" is never closed; "{{" stands for a brace', at, at + 1);
      parts.push(words, compiled(template.slice(at + 1, end), at + 1, vocabulary));
      words = '';
      at = end + 1;
    } else {
      words += template[at];
      at += 1;
    }
  }
  parts.push(words);
  return (scope) => cut(parts.map((part) => (typeof part === 'string' ? part : shown(part.read(scope)))).join(''));
}

function compiled(text: string, offset: number, vocabulary: Vocabulary): ValueExpression {
  try {
    return compileValue(text, vocabulary);
  } catch (error) {
    if (!(error instanceof ExpressionProblem)) throw error;
    throw new ExpressionProblem(error.message, error.start + offset, error.end + offset);
  }
}

/** "cpuCount is 72, memoryMiB is 4096." for a rule that writes no evidence of its own. */
export function usualEvidence(paths: readonly string[]): EvidenceText {
  return (scope) => {
    const said = paths.flatMap((path) => {
      const value = scope.read(path);
      return value === undefined ? [] : [`${path} is ${shown(value)}`];
    });
    return said.length === 0 ? 'The condition holds.' : cut(`${said.join(', ')}.`);
  };
}

function shown(value: unknown): string {
  if (value === undefined) return 'not stated';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : listed(value.map(shown));
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = value as Readonly<Record<string, unknown>>;
  const name = names['label'] ?? names['name'] ?? names['path'] ?? names['type'];
  return typeof name === 'string' ? name : JSON.stringify(value);
}

const cut = (text: string): string => (text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)} …`);
