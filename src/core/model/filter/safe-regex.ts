/**
 * Patterns that cannot be made to hang. A pattern becomes a small automaton that is stepped once per character,
 * so the work is at most (pattern × text) whatever the pattern; the platform's own engine backtracks and has no such bound.
 * The dialect is what JavaScript and PostgreSQL agree on, so that a store may run the same pattern in SQL:
 * literals . [] () (?:) | * + ? {m,n} ^ $ \d \w \s \D \W \S. Letter case is ignored; letters and digits are ASCII in classes.
 */

import { Automaton } from './automaton.ts';
import type { CharTest, Instruction } from './automaton.ts';
import { FilterProblem } from './problem.ts';

const MAX_PROGRAM = 5000;
const MAX_REPEAT = 100;

type Node =
  | { readonly type: 'char'; readonly test: CharTest }
  | { readonly type: 'start' | 'end' }
  | { readonly type: 'all' | 'any'; readonly parts: readonly Node[] }
  | { readonly type: 'repeat'; readonly part: Node; readonly least: number; readonly most: number };

const CLASSES: Readonly<Record<string, CharTest>> = {
  d: (char) => char >= '0' && char <= '9',
  w: (char) => (char >= '0' && char <= '9') || (char >= 'a' && char <= 'z') || char === '_',
  s: (char) => char === ' ' || (char >= '\t' && char <= '\r'),
};

class PatternParser {
  readonly #text: string;
  readonly #fail: (message: string) => never;
  #at = 0;

  constructor(text: string, fail: (message: string) => never) {
    this.#text = text;
    this.#fail = fail;
  }

  parse(): Node {
    const node = this.#any(0);
    if (this.#at < this.#text.length) this.#fail('")" was never opened; write \\)');
    return node;
  }

  #any(depth: number): Node {
    if (depth > 50) this.#fail('more than 50 groups inside each other');
    const parts = [this.#all(depth)];
    while (this.#take('|')) parts.push(this.#all(depth));
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { type: 'any', parts };
  }

  #all(depth: number): Node {
    const parts: Node[] = [];
    for (
      let char = this.#text[this.#at];
      char !== undefined && char !== '|' && char !== ')';
      char = this.#text[this.#at]
    ) {
      parts.push(this.#repeated(this.#atom(depth)));
    }
    return { type: 'all', parts };
  }

  #repeated(part: Node): Node {
    const range = this.#range();
    if (range === undefined) return part;
    if (part.type === 'start' || part.type === 'end') this.#fail('^ and $ cannot repeat');
    if (this.#range() !== undefined) this.#fail('two repetitions follow each other; use a group');
    return { type: 'repeat', part, ...range };
  }

  #range(): { least: number; most: number } | undefined {
    if (this.#take('*')) return { least: 0, most: Infinity };
    if (this.#take('+')) return { least: 1, most: Infinity };
    if (this.#take('?')) return { least: 0, most: 1 };
    if (this.#text[this.#at] !== '{') return undefined;
    const match = /^\{(\d+)(,(\d*))?\}/.exec(this.#text.slice(this.#at));
    if (match === null) return this.#fail('"{" starts a count like {2,5}; write \\{ for the sign');
    this.#at += match[0].length;
    const least = Number(match[1]);
    const most = match[2] === undefined ? least : match[3] === '' ? Infinity : Number(match[3]);
    if (least > most) this.#fail(`the count ${match[0]} is the wrong way round`);
    if (Math.max(least, most === Infinity ? 0 : most) > MAX_REPEAT) this.#fail(`a count goes up to ${MAX_REPEAT}`);
    return { least, most };
  }

  #atom(depth: number): Node {
    const char = this.#take();
    if (char === '^') return { type: 'start' };
    if (char === '$') return { type: 'end' };
    if (char === '.') return { type: 'char', test: () => true };
    if (char === '[') return { type: 'char', test: this.#set() };
    if (char === '\\') return { type: 'char', test: this.#escape() };
    if (char === '(') {
      if (this.#take('?') && !this.#take(':'))
        this.#fail('"(?" is only known as "(?:"; look-around and flags are not supported');
      const inner = this.#any(depth + 1);
      if (!this.#take(')')) this.#fail('a "(" is not closed');
      return inner;
    }
    if ('*+?{}]'.includes(char)) this.#fail(`"${char}" has nothing to repeat or close; write \\${char} for the sign`);
    return { type: 'char', test: equals(char) };
  }

  #escape(): CharTest {
    const char = this.#take();
    if (char === '') this.#fail('it ends in a backslash');
    const known = CLASSES[char];
    if (known !== undefined) return known;
    const opposite = CLASSES[char.toLowerCase()];
    if (opposite !== undefined) return (other) => !opposite(other);
    if (/[a-z0-9]/i.test(char)) this.#fail(`\\${char} is not supported`);
    return equals(char);
  }

  #set(): CharTest {
    const negated = this.#take('^') !== '';
    const tests: CharTest[] = [];
    for (let first = true; first || this.#text[this.#at] !== ']'; first = false) {
      if (this.#at >= this.#text.length) this.#fail('a "[" is not closed');
      if (this.#text[this.#at] === '[') this.#fail('"[" inside a class; write \\[ for the sign');
      const from = this.#member();
      if (typeof from === 'function') tests.push(from);
      else if (this.#text[this.#at] === '-' && this.#text[this.#at + 1] !== ']') {
        this.#at += 1;
        const to = this.#member();
        if (typeof to === 'function' || to < from)
          this.#fail('a range in [] runs from the lesser to the greater character');
        tests.push((char) => char >= from && char <= to);
      } else tests.push(equals(from));
    }
    this.#at += 1;
    return (char) => tests.some((test) => test(char)) !== negated;
  }

  #member(): string | CharTest {
    const char = this.#take();
    if (char !== '\\') return char.toLowerCase();
    const escaped = this.#take();
    const known = CLASSES[escaped];
    if (known !== undefined) return known;
    if (escaped === '' || /[a-z0-9]/i.test(escaped)) this.#fail(`\\${escaped} is not supported in []`);
    return escaped;
  }

  #take(wanted?: string): string {
    const char = this.#text.charAt(this.#at);
    if (char === '' || (wanted !== undefined && char !== wanted)) return '';
    this.#at += 1;
    return char;
  }
}

function equals(char: string): CharTest {
  const lower = char.toLowerCase();
  return (other) => other === lower;
}

/** Appends the code for a node; control falls through to the next instruction. */
function emit(node: Node, program: Instruction[], fail: (message: string) => never): void {
  if (program.length > MAX_PROGRAM) fail('it is too large; its counts multiply');
  if (node.type === 'char') program.push({ op: 'char', test: node.test });
  else if (node.type === 'start' || node.type === 'end') program.push({ op: node.type });
  else if (node.type === 'all') for (const part of node.parts) emit(part, program, fail);
  else if (node.type === 'any') {
    const split: number[] = [];
    const leave: number[][] = [];
    program.push({ op: 'split', to: split });
    for (const part of node.parts) {
      split.push(program.length);
      emit(part, program, fail);
      const exit: number[] = [];
      leave.push(exit);
      program.push({ op: 'split', to: exit });
    }
    for (const exit of leave) exit.push(program.length);
  } else if (node.type === 'repeat') {
    for (let count = 0; count < node.least; count += 1) emit(node.part, program, fail);
    if (node.most === Infinity) {
      const split: number[] = [];
      const at = program.push({ op: 'split', to: split }) - 1;
      split.push(program.length);
      emit(node.part, program, fail);
      program.push({ op: 'split', to: [at] });
      split.push(program.length);
    }
    for (let count = node.least; count < node.most && node.most !== Infinity; count += 1) {
      const split: number[] = [];
      program.push({ op: 'split', to: split });
      split.push(program.length);
      emit(node.part, program, fail);
      split.push(program.length);
    }
  }
}

const LITERAL = /^[^\\^$.|?*+()[\]{}]*$/;

/** A test for "the pattern occurs in the text". Throws FilterProblem IST-2004; start and end place it in the filter. */
export function compilePattern(pattern: string, start = 0, end = pattern.length): (text: string) => boolean {
  const fail = (message: string): never => {
    throw new FilterProblem('IST-2004', `the pattern "${pattern}" is not supported: ${message}`, start, end);
  };
  if (LITERAL.test(pattern)) {
    const lower = pattern.toLowerCase();
    return (text) => text.toLowerCase().includes(lower);
  }
  const program: Instruction[] = [];
  emit(new PatternParser(pattern, fail).parse(), program, fail);
  program.push({ op: 'match' });
  const automaton = new Automaton(program);
  return (text) => automaton.occursIn(text.toLowerCase());
}
