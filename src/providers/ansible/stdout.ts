/** What `ansible … -m setup` writes to the screen: "host | SUCCESS => {…}" for each host, one after the other. */

export interface Answer {
  readonly host: string;
  /** "SUCCESS", "CHANGED", "FAILED" or "UNREACHABLE". */
  readonly outcome: string;
  /** Text of its JSON object; undefined when there is none or it has no end. */
  readonly json: string | undefined;
}

const HEAD = /^(\S+) \| (SUCCESS|CHANGED|FAILED|UNREACHABLE)!?(?: \| rc=-?\d+)? =>[ \t]*/gm;

/** Answers in their order; lines that are no answer are passed over. */
export function* answersIn(text: string): Generator<Answer> {
  const heads = new RegExp(HEAD);
  for (let head = heads.exec(text); head !== null; head = heads.exec(text)) {
    const end = objectEnd(text, heads.lastIndex);
    const json = end === undefined ? undefined : text.slice(heads.lastIndex, end);
    if (end !== undefined) heads.lastIndex = end;
    yield { host: head[1] ?? '', outcome: head[2] ?? '', json };
  }
}

/** Position after the object that starts at `from`; undefined when none starts there or it does not end. */
function objectEnd(text: string, from: number): number | undefined {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at++;
  if (text[at] !== '{') return undefined;
  let depth = 0;
  let quoted = false;
  for (; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at++;
      else if (character === '"') quoted = false;
      // JSON has no bare line ends in its texts: the object is broken and the next line may be another host.
      else if (character === '\n') return undefined;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}
