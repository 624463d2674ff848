/**
 * The elements of a large JSON list, one text at a time: of a list at the root, or under one of the given names of a root
 * object. A root object without such a list is one element itself; several documents may follow each other. Memory is that
 * of one element, however long the list.
 */

import { asUtf8 } from './csv/encoding.ts';

export class JsonItemsError extends Error {
  readonly kind: 'malformed' | 'limit';

  constructor(kind: JsonItemsError['kind'], message: string) {
    super(message);
    this.name = 'JsonItemsError';
    this.kind = kind;
  }
}

export interface JsonItemLimits {
  readonly maxItemChars: number;
  readonly maxDepth: number;
}

const DEFAULT_LIMITS: JsonItemLimits = { maxItemChars: 8 * 1024 ** 2, maxDepth: 100 };

/** Throws JsonItemsError. The texts are balanced, and not otherwise looked at: parse each. */
export async function* jsonItems(
  pieces: AsyncIterable<Uint8Array>,
  listNames: readonly string[],
  limits: JsonItemLimits = DEFAULT_LIMITS,
): AsyncGenerator<readonly string[]> {
  const splitter = new Splitter(new Set(listNames), limits);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of asUtf8(pieces as AsyncIterable<Buffer>)) {
    splitter.write(decode(decoder, piece));
    const found = splitter.take();
    if (found.length > 0) yield found;
  }
  splitter.end();
  const found = splitter.take();
  if (found.length > 0) yield found;
}

function decode(decoder: InstanceType<typeof TextDecoder>, piece: Uint8Array): string {
  try {
    return decoder.decode(piece, { stream: true });
  } catch {
    throw new JsonItemsError('malformed', 'the text is not UTF-8');
  }
}

const [QUOTE, ESCAPE, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, COMMA] = [34, 92, 91, 93, 123, 125, 44];

class Splitter {
  readonly #names: ReadonlySet<string>;
  readonly #limits: JsonItemLimits;
  /** Brackets that are open. */
  readonly #open: number[] = [];
  /** How many brackets are open around the elements of the list that is read; undefined outside of one. */
  #listDepth: number | undefined;
  /** What the element at hand has so far. Before the list of a root object: that object. */
  #kept = '';
  #inString = false;
  #escaped = false;
  #found: string[] = [];
  #rootHasList = false;

  constructor(names: ReadonlySet<string>, limits: JsonItemLimits) {
    this.#names = names;
    this.#limits = limits;
  }

  take(): readonly string[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  write(text: string): void {
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === ESCAPE) this.#escaped = true;
        else if (code === QUOTE) this.#inString = false;
        continue;
      }
      if (code === QUOTE) this.#inString = true;
      else if (code === OPEN_LIST || code === OPEN_OBJECT) {
        this.#push(code);
        if (code === OPEN_LIST && this.#isWanted(text.slice(from, at))) {
          this.#listDepth = this.#open.length;
          this.#rootHasList = true;
          this.#kept = '';
          from = at + 1;
        }
      } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
        const ends = this.#listDepth === this.#open.length;
        if (ends) this.#give(this.#kept + text.slice(from, at));
        this.#pop(code);
        if (ends) {
          this.#listDepth = undefined;
          this.#kept = '';
          from = at + 1;
        }
        if (this.#open.length === 0) {
          if (!this.#rootHasList) this.#give(this.#kept + text.slice(from, at + 1));
          this.#rootHasList = false;
          this.#kept = '';
          from = at + 1;
        }
      } else if (code === COMMA && this.#listDepth === this.#open.length) {
        this.#give(this.#kept + text.slice(from, at));
        this.#kept = '';
        from = at + 1;
      }
    }
    this.#keep(text.slice(from));
  }

  end(): void {
    if (this.#open.length > 0 || this.#inString) throw new JsonItemsError('malformed', 'the JSON ends too early');
    if (this.#kept.trim() !== '') throw new JsonItemsError('malformed', 'text stands behind the end of the JSON');
  }

  /** A list at the root, or directly under one of the names of a root object. */
  #isWanted(before: string): boolean {
    if (this.#listDepth !== undefined) return false;
    if (this.#open.length === 1) return true;
    if (this.#open.length !== 2 || this.#open[0] !== OPEN_OBJECT) return false;
    const name = /"([^"\\]{1,100})"\s*:\s*$/.exec(`${this.#kept}${before}`.slice(-200))?.[1];
    return name !== undefined && this.#names.has(name);
  }

  #keep(text: string): void {
    // Behind its list, the rest of a root object is of no use.
    if (this.#rootHasList && this.#listDepth === undefined && this.#open.length > 0) {
      this.#kept = text.slice(-200);
      return;
    }
    this.#kept += text;
    if (this.#kept.length > this.#limits.maxItemChars) {
      throw new JsonItemsError('limit', `an element has more than ${this.#limits.maxItemChars} characters`);
    }
  }

  #give(text: string): void {
    const element = text.trim();
    if (element !== '') this.#found.push(element);
  }

  #push(code: number): void {
    this.#open.push(code);
    if (this.#open.length > this.#limits.maxDepth) {
      throw new JsonItemsError('limit', `the JSON is nested deeper than ${this.#limits.maxDepth}`);
    }
  }

  #pop(code: number): void {
    const opened = this.#open.pop();
    if (opened !== (code === CLOSE_LIST ? OPEN_LIST : OPEN_OBJECT)) {
      throw new JsonItemsError('malformed', 'brackets of the JSON do not match');
    }
  }
}
