/**
 * The parts of a large XML document that are wanted, one small tree at a time: memory stays that of one part, however
 * large the document is.
 */

import { DEFAULT_XML_LIMITS, XmlError } from './limits.ts';
import type { XmlLimits } from './limits.ts';
import type { XmlAttributes } from './references.ts';
import { XmlScanner } from './scan.ts';
import type { XmlHandler } from './scan.ts';

export interface XmlNode {
  /** Without its prefix. */
  readonly name: string;
  /** By the names as written. */
  readonly attributes: XmlAttributes;
  readonly children: readonly XmlNode[];
  /** Of an element without children. Between children it is not kept. */
  readonly text: string;
}

interface Growing extends XmlNode {
  readonly children: Growing[];
  text: string;
}

/** Whether the element is to be given out; asked for every element that is not inside of such a one. Root: depth 0. */
export type Wanted = (name: string, depth: number) => boolean;

/**
 * Yields the wanted elements in their order, in lists that are never empty. Throws XmlError. When the document breaks
 * off in the middle, what was whole before has been given out.
 */
export async function* xmlTrees(
  pieces: AsyncIterable<Uint8Array>,
  wanted: Wanted,
  limits: XmlLimits = DEFAULT_XML_LIMITS,
): AsyncGenerator<readonly XmlNode[]> {
  const grower = new TreeGrower(wanted, limits);
  const scanner = new XmlScanner(grower, limits);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (piece?: Uint8Array): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      throw new XmlError('malformed', 'the text is not UTF-8');
    }
  };
  for await (const piece of pieces) {
    scanner.write(decode(piece));
    const grown = grower.take();
    if (grown.length > 0) yield grown;
  }
  scanner.write(decode());
  scanner.end();
  const grown = grower.take();
  if (grown.length > 0) yield grown;
}

class TreeGrower implements XmlHandler {
  readonly #wanted: Wanted;
  readonly #limit: number;
  /** The wanted element that is open, and those open inside it. */
  readonly #path: Growing[] = [];
  #depth = 0;
  #chars = 0;
  #whole: XmlNode[] = [];

  constructor(wanted: Wanted, { maxTreeChars }: XmlLimits) {
    this.#wanted = wanted;
    this.#limit = maxTreeChars;
  }

  take(): readonly XmlNode[] {
    if (this.#whole.length === 0) return this.#whole;
    const taken = this.#whole;
    this.#whole = [];
    return taken;
  }

  open(name: string, attributes: XmlAttributes): void {
    const parent = this.#path.at(-1);
    if (parent !== undefined || this.#wanted(name, this.#depth)) {
      this.#count(name.length + 16);
      const node: Growing = { name, attributes, children: [], text: '' };
      parent?.children.push(node);
      this.#path.push(node);
    }
    this.#depth += 1;
  }

  text(text: string): void {
    const node = this.#path.at(-1);
    if (node === undefined) return;
    this.#count(text.length);
    if (node.children.length === 0) node.text = node.text === '' ? text : node.text + text;
  }

  close(): void {
    this.#depth -= 1;
    const node = this.#path.pop();
    if (node === undefined) return;
    if (node.children.length > 0) node.text = '';
    if (this.#path.length > 0) return;
    this.#whole.push(node);
    this.#chars = 0;
  }

  #count(chars: number): void {
    this.#chars += chars;
    if (this.#chars > this.#limit) {
      throw new XmlError('limit', `<${this.#path[0]?.name ?? ''}> has more than ${this.#limit} characters`);
    }
  }
}
