/** JSON from outside: parsed whole, refused without showing what stands in it. */

import { failure } from '../core/errors/registry.ts';

/** Throws IST-1017 for other text, IST-1015 with the line where it goes wrong. The parser's own message quotes the text, which may be secret. */
export function parseJson(text: string, name: string): unknown {
  if (!/^\s*["[{\dtfn-]/.test(text.slice(0, 200))) throw failure('IST-1017', `${name} is no JSON`);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw failure('IST-1015', `${name} is no valid JSON${placeOf(error, text)}`);
  }
}

function placeOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : '';
  if (/end of JSON/.test(message)) return ': it ends too early';
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined) return '';
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < Number(position); at = text.indexOf('\n', at + 1)) line++;
  return ` (line ${line})`;
}
