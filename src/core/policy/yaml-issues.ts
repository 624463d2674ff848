/** Turns zod issues on a YAML document into causes a person can act on: path, line, the value found, the fix. */

import { isCollection, isScalar, parseDocument, LineCounter } from 'yaml';
import type { Document, Node } from 'yaml';
import type { z } from 'zod';
import { failure } from '../errors/registry.ts';
import type { ErrorCode } from '../errors/registry.ts';
import type { ErrorCause } from '../errors/errors.ts';
import { clipped, firstCauses, shownValue } from './cause-limits.ts';
import type { LaterCause } from './cause-limits.ts';
import { suggestion } from './did-you-mean.ts';

type Path = readonly PropertyKey[];

/** A parsed YAML text that still knows where everything stood. */
export class SourceDocument {
  readonly value: unknown;
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #text: string;

  /** @throws the given code when the text is not YAML, with line and column of each error */
  constructor(text: string, code: ErrorCode, name: string) {
    this.#lines = new LineCounter();
    this.#text = text;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, merge: true });
    if (this.#document.errors.length > 0) {
      throw failure(code, `${name} is not readable as YAML`, {
        causes: firstCauses(
          this.#document.errors.map((error) => () => {
            const { line, col } = this.#lines.linePos(error.pos[0]);
            return { where: `line ${line}, column ${col}`, message: plainly(error.message) };
          }),
        ),
      });
    }
    try {
      this.value = this.#document.toJS({ maxAliasCount: 10_000 });
    } catch (error) {
      // Aliases without an anchor, merges of what is no mapping, and alias bombs only show when they are followed.
      throw failure(code, `${name} is not readable as YAML`, {
        causes: [
          {
            where: 'an alias (*) or merge (<<)',
            message: plainly(error instanceof Error ? error.message : String(error)),
          },
        ],
        cause: error,
      });
    }
  }

  /** Line of the value at a path, or of the nearest ancestor that exists. */
  line(path: Path): number {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#nodeAt(path.slice(0, length));
      if (node?.range) return this.#lines.linePos(node.range[0]).line;
    }
    return 1;
  }

  /**
   * Line and column, counted from 1, of the value at a path or of its nearest ancestor that exists; of a text, of the
   * character `offset` in it, however the text is quoted or folded.
   */
  position(path: Path, offset = 0): { readonly line: number; readonly column: number } {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#nodeAt(path.slice(0, length));
      if (!node?.range) continue;
      const inside = length === path.length && isScalar(node) && typeof node.value === 'string';
      const at = inside
        ? offsetInScalar(this.#text, node.range, node.type, node.value as string, offset)
        : node.range[0];
      const { line, col } = this.#lines.linePos(at);
      return { line, column: col };
    }
    return { line: 1, column: 1 };
  }

  /** The text a value was written as; undefined where there is none. */
  source(path: Path): { readonly text: string; readonly column: number } | undefined {
    const range = this.#nodeAt(path)?.range;
    if (!range) return undefined;
    return { text: this.#text.slice(range[0], range[1]), column: this.#lines.linePos(range[0]).col };
  }

  /** "sites[2].target (line 41)" */
  where(path: Path): string {
    const name = formatPath(path);
    return name === '' ? `line ${this.line(path)}` : `${name} (line ${this.line(path)})`;
  }

  valueAt(path: Path): unknown {
    let value = this.value;
    for (const part of path) {
      if (!(value instanceof Object)) return undefined;
      value = (value as Record<PropertyKey, unknown>)[part];
    }
    return value;
  }

  #nodeAt(path: Path): Node | null | undefined {
    if (path.length === 0) return this.#document.contents;
    const found: unknown = this.#document.getIn(path as unknown[], true);
    return isScalar(found) || isCollection(found) ? found : undefined;
  }
}

/** The parser calls itself for each level of lists and mappings. */
const plainly = (message: string): string =>
  message.startsWith('Maximum call stack') ? 'lists or mappings stand in each other too deeply to be read' : message;

/**
 * Where character `offset` of a scalar's value stands in the source. Quotes, folds and indentation only add or change
 * white space, so the characters that are none are counted.
 */
function offsetInScalar(
  source: string,
  [start, end]: readonly [number, number, ...number[]],
  type: string | undefined,
  value: string,
  offset: number,
): number {
  const quoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
  const block = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
  let at = quoted ? start + 1 : block ? source.indexOf('\n', start) + 1 : start;
  let left = value.slice(0, offset).replaceAll(/\s/g, '').length;
  for (; at < end; at++) {
    const character = source[at] ?? '';
    if (/\s/.test(character)) continue;
    if (left === 0) return at;
    left -= 1;
    // An escaped character is two in the source.
    if ((type === 'QUOTE_DOUBLE' && character === '\\') || (type === 'QUOTE_SINGLE' && character === "'")) at += 1;
  }
  return Math.max(start, end - 1);
}

/** Takes one thing to correct: where it stands, and what is wrong. */
export type Report = (path: Path, message: string) => void;

/** Where things stand in a document, and what stands there: of a YAML text, or of something made from one. */
export type Places = Pick<SourceDocument, 'where' | 'line' | 'valueAt'>;

export function formatPath(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[A-Za-z_][\w-]{0,99}$/.test(String(part))) text += text === '' ? String(part) : `.${String(part)}`;
    else text += `[${shownValue(String(part))}]`;
  }
  return text;
}

/**
 * One cause per issue, in document order of the schema; of very many the first, and how many more there are. `keysAt` lists the
 * names allowed at a path, for suggestions.
 */
export function causesOf(
  issues: readonly z.core.$ZodIssue[],
  document: Places,
  keysAt: (path: Path) => readonly string[],
): ErrorCause[] {
  return firstCauses(issues.flatMap((issue) => causesOfIssue(issue, issue.path, document, keysAt)));
}

function causesOfIssue(
  issue: z.core.$ZodIssue,
  path: Path,
  document: Places,
  keysAt: (path: Path) => readonly string[],
): LaterCause[] {
  const at = (message: (value: unknown) => string): LaterCause[] => [
    () => ({ where: document.where(path), message: message(document.valueAt(path)) }),
  ];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => () => ({
        where: document.where([...path, key]),
        message: strangerText(key, document.valueAt(path), keysAt(path)),
      }));
    case 'invalid_union': {
      const options = 'discriminator' in issue && 'options' in issue ? (issue.options as readonly unknown[]) : [];
      if (options.length > 0) {
        return at((value) => {
          const found = value === undefined ? 'is required:' : `${shownValue(value)} is not one of`;
          return `${found} ${options.join(', ')}.${nearest(value, options.map(String))}`;
        });
      }
      const branch = closestBranch(issue.errors, document.valueAt(path));
      return branch.flatMap((nested) => causesOfIssue(nested, [...path, ...nested.path], document, keysAt));
    }
    case 'invalid_value': {
      const options = issue.values.map(String);
      return at((value) =>
        value === undefined
          ? `is required: ${options.join(', ')}`
          : `${shownValue(value)} is not one of ${options.join(', ')}.${nearest(value, options)}`,
      );
    }
    case 'invalid_type':
      return at((value) =>
        value === undefined || value === null
          ? `is required (${words(issue.expected)})`
          : `${shownValue(value)} should be ${words(issue.expected)}${quoteHint(issue, value)}`,
      );
    case 'too_small':
    case 'too_big': {
      const small = issue.code === 'too_small';
      const limit = String(small ? issue.minimum : issue.maximum);
      const [open, closed] = small ? ['above', 'at least'] : ['below', 'at most'];
      return at((value) =>
        typeof value === 'number'
          ? `${shownValue(value)} should be ${issue.inclusive === false ? open : closed} ${limit}`
          : `${shownValue(value)}: ${issue.message}`,
      );
    }
    default:
      return at((value) => `${shownValue(value)}: ${issue.message}`);
  }
}

const nearest = (value: unknown, options: readonly string[]): string =>
  typeof value === 'string' ? suggestion(value, options) : '';

/** A name that is known elsewhere is not suggested for itself. */
function strangerText(key: string, value: unknown, known: readonly string[]): string {
  if (key === 'usdPerMonth' && value instanceof Object && 'kind' in value && value.kind === 'together')
    return '"usdPerMonth" is not known here: together is always hard. Remove it.';
  const others = known.filter((name) => name !== key);
  return `"${clipped(key)}" is not known here.${suggestion(key, others) || ' Remove it.'}`;
}

/** The branch a person most likely meant: the one whose keys fit what was written, then the one with the fewest issues. */
function closestBranch(
  branches: readonly (readonly z.core.$ZodIssue[])[],
  value: unknown,
): readonly z.core.$ZodIssue[] {
  const strangers = (issues: readonly z.core.$ZodIssue[]): number =>
    issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0), 0);
  const sorted = [...branches].sort((a, b) => strangers(a) - strangers(b) || a.length - b.length);
  return sorted[0] ?? [{ code: 'custom', path: [], message: 'does not fit', input: value }];
}

function words(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a mapping',
    record: 'a mapping',
  };
  return names[expected] ?? expected;
}

function quoteHint(issue: { readonly expected: string }, value: unknown): string {
  if (issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return `: put it in quotes ("${String(value)}")`;
  }
  if (issue.expected === 'array' && typeof value === 'string') return `: write [${clipped(value)}]`;
  if (issue.expected === 'number' && typeof value === 'string') return ': write the number without quotes or unit';
  return '';
}
