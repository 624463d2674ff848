/** Bounds that XML from outside must keep, and the error that says it did not. */

export interface XmlLimits {
  /** Elements inside each other. */
  readonly maxDepth: number;
  /** Characters of one tag with its attributes. */
  readonly maxTagChars: number;
  /** Characters of one text between two tags. */
  readonly maxTextChars: number;
  /** Characters of one element that is kept as a tree, with all below it. */
  readonly maxTreeChars: number;
}

export const DEFAULT_XML_LIMITS: XmlLimits = {
  maxDepth: 256,
  maxTagChars: 64 * 1024,
  maxTextChars: 16 * 1024 ** 2,
  maxTreeChars: 32 * 1024 ** 2,
};

export class XmlError extends Error {
  /** 'limit': well-formed as far as it was read, but larger than is taken. */
  readonly kind: 'malformed' | 'limit';

  constructor(kind: XmlError['kind'], message: string) {
    super(message);
    this.name = 'XmlError';
    this.kind = kind;
  }
}
