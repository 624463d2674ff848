/** Which character separates the fields: comma, semicolon or tab. */

const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const TAB = 0x09;
const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

export interface Delimiter {
  readonly byte: number;
  /** Bytes to leave out at the start: the line "sep=;" that Excel reads as a hint. */
  readonly skip: number;
}

/** Judges by the first line that has text; commas when it has one column only. */
export function delimiterOf(first: Buffer): Delimiter {
  const hint = /^sep=([,;\t])\r?\n/i.exec(first.toString('latin1', 0, 16));
  if (hint?.[1] !== undefined) return { byte: hint[1].charCodeAt(0), skip: hint[0].length };
  const counts = new Map([
    [COMMA, 0],
    [SEMICOLON, 0],
    [TAB, 0],
  ]);
  let quoted = false;
  let seen = false;
  for (const byte of first) {
    if (byte === QUOTE) quoted = !quoted;
    if (quoted) continue;
    if (byte === LF || byte === CR) {
      if (seen) break;
      continue;
    }
    seen = true;
    const count = counts.get(byte);
    if (count !== undefined) counts.set(byte, count + 1);
  }
  let best = COMMA;
  for (const [byte, count] of counts) if (count > (counts.get(best) ?? 0)) best = byte;
  return { byte: best, skip: 0 };
}
