/** Cuts filter text into tokens on demand: a pattern after ~ is cut by other rules than the rest. */

import { FilterProblem } from './problem.ts';

type TokenKind = 'word' | 'string' | 'operator' | '(' | ')' | ',' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** Text without quotes and escapes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const OPERATORS = ['!=', '<=', '>=', '!~', '==', '<>', '~=', '=~', '=', '<', '>', '~'];
const CANONICAL: Readonly<Record<string, string>> = { '==': '=', '<>': '!=', '~=': '~', '=~': '~' };
const WORD = /[\p{L}\p{N}_.:\-/@%+*$#]/u;
const INSTEAD: Readonly<Record<string, string>> = { '&': 'and', '|': 'or', '!': 'not' };

export class Scanner {
  readonly text: string;
  #at = 0;
  #peeked: Token | undefined;

  constructor(text: string) {
    this.text = text;
  }

  peek(): Token {
    this.#peeked ??= this.#scan();
    return this.#peeked;
  }

  next(): Token {
    const token = this.peek();
    this.#peeked = undefined;
    return token;
  }

  /** The rest up to a blank or an unopened bracket, or a quoted text: what may follow ~. */
  nextPattern(): Token {
    this.#at = this.#peeked?.start ?? this.#at;
    this.#peeked = undefined;
    this.#skipBlanks();
    const start = this.#at;
    if (this.text[start] === '"' || this.text[start] === "'") return this.#quoted();
    let depth = 0;
    for (; this.#at < this.text.length; this.#at += 1) {
      const char = this.text.charAt(this.#at);
      if (/\s/.test(char) || (char === ')' && depth === 0)) break;
      if (char === '\\') this.#at += 1;
      else if (char === '(') depth += 1;
      else if (char === ')') depth -= 1;
    }
    this.#at = Math.min(this.#at, this.text.length);
    return {
      kind: start === this.#at ? 'end' : 'string',
      text: this.text.slice(start, this.#at),
      start,
      end: this.#at,
    };
  }

  #skipBlanks(): void {
    while (/\s/.test(this.text[this.#at] ?? '')) this.#at += 1;
  }

  #scan(): Token {
    this.#skipBlanks();
    const start = this.#at;
    const char = this.text[start];
    if (char === undefined) return { kind: 'end', text: '', start, end: start };
    if (char === '(' || char === ')' || char === ',') {
      this.#at += 1;
      return { kind: char, text: char, start, end: this.#at };
    }
    if (char === '"' || char === "'") return this.#quoted();
    const operator = OPERATORS.find((candidate) => this.text.startsWith(candidate, start));
    if (operator !== undefined) {
      this.#at += operator.length;
      return { kind: 'operator', text: CANONICAL[operator] ?? operator, start, end: this.#at };
    }
    if (WORD.test(char)) return this.#word();
    const instead = INSTEAD[char];
    const hint = instead === undefined ? '; put text with such signs in quotes' : `; write "${instead}"`;
    throw new FilterProblem('IST-2001', `"${char}" has no meaning here${hint}`, start, start + 1);
  }

  /** A word; a quoted part may follow a dot, as in tags."cost center". */
  #word(): Token {
    const start = this.#at;
    let text = '';
    while (this.#at < this.text.length) {
      const char = this.text.charAt(this.#at);
      if (WORD.test(char)) {
        text += char;
        this.#at += 1;
      } else if ((char === '"' || char === "'") && text.endsWith('.')) {
        text += this.#quoted().text;
      } else break;
    }
    return { kind: 'word', text, start, end: this.#at };
  }

  #quoted(): Token {
    const start = this.#at;
    const quote = this.text.charAt(start);
    let text = '';
    for (this.#at += 1; this.#at < this.text.length; this.#at += 1) {
      const char = this.text.charAt(this.#at);
      if (char === quote) {
        this.#at += 1;
        return { kind: 'string', text, start, end: this.#at };
      }
      const following = this.text[this.#at + 1];
      if (char === '\\' && (following === quote || following === '\\')) {
        text += following;
        this.#at += 1;
      } else text += char;
    }
    throw new FilterProblem('IST-2001', `the quote is not closed`, start, this.text.length);
  }
}
