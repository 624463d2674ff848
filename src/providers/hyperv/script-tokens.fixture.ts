/**
 * A small reader of PowerShell, enough to hold the collector to its promises: it tells code from comments and quoted
 * text, and checks that brackets and quotes close. It is not PowerShell: what it accepts may still fail there.
 */

export interface ScriptText {
  /** The code with comments and the content of quotes left out. */
  readonly code: string;
  readonly comments: string;
  /** Content of quoted texts, in order. */
  readonly quoted: readonly string[];
}

/** Throws for a quote, comment or bracket without its end, and for constructs the collector has no need of. */
export function readScript(text: string): ScriptText {
  let code = '';
  let comments = '';
  const quoted: string[] = [];
  const open: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (text.startsWith('<#', at)) {
      const end = text.indexOf('#>', at);
      if (end < 0) throw new Error('a block comment has no end');
      comments += text.slice(at, end);
      at = end + 1;
    } else if (character === '#') {
      const end = text.indexOf('\n', at);
      comments += text.slice(at, end);
      code += '\n';
      at = end;
    } else if (character === "'") {
      const end = endOfQuote(text, at);
      quoted.push(text.slice(at + 1, end));
      code += "''";
      at = end;
    } else if (character === '"' || character === '`') {
      throw new Error(`${character} expands or escapes: the collector does without (at ${line(text, at)})`);
    } else {
      if ('({['.includes(character)) open.push(character);
      if (')}]'.includes(character) && open.pop() !== '({['[')}]'.indexOf(character)]) {
        throw new Error(`${character} closes nothing (line ${line(text, at)})`);
      }
      code += character;
    }
  }
  if (open.length > 0) throw new Error(`${open.join(' ')} not closed`);
  return { code, comments, quoted };
}

/** A single quote inside single quotes is doubled. */
function endOfQuote(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\n') throw new Error(`a quote does not end in its line (line ${line(text, from)})`);
    if (text[at] !== "'") continue;
    if (text[at + 1] === "'") at++;
    else return at;
  }
  throw new Error('a quote has no end');
}

const line = (text: string, at: number): number => text.slice(0, at).split('\n').length;
