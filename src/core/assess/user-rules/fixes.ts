/** What to do about a message of a parser, which says only what it stumbled over. */

const FIXES: readonly (readonly [RegExp, string])[] = [
  [/^Unexpected token: EOF/, 'the condition ends too early: something has to follow, or a bracket is not closed'],
  [/^Unexpected character: =/, 'one "=" compares nothing: write ==, as in os.family == "windows"'],
  [/^Unexpected character: ([&|])/, 'write && for "and", || for "or"'],
  [/^Unterminated string/, 'a text is not closed: end it with the quote it began with'],
];

/** The message of a condition as people can act on it; what is clear already stays. */
export function withFix(message: string): string {
  return FIXES.find(([pattern]) => pattern.test(message))?.[1] ?? message;
}

/** The message of the YAML parser with what to look at. */
export function withYamlFix(message: string): string {
  if (/mapping|indent|block (sequence|collection)|implicit (key|map)/i.test(message))
    return `${ended(message)} Check the indentation: members of one rule begin in one column, and a text with ": " in it stands in quotes.`;
  if (/quote|flow|expected .*end/i.test(message))
    return `${ended(message)} Check that every quote and bracket is closed.`;
  if (/tab/i.test(message)) return `${ended(message)} Indent with spaces.`;
  return `${ended(message)} Check this line against docs/guide/own-rules.md.`;
}

const ended = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`);
