/** What stands where the name of an erased person stood. */

const BEGIN = 'erased-';
const SHOWN = 12;

/** Of the digest by which the audit log knows the person. */
export const pseudonymOf = (ref: string): string => `${BEGIN}${ref.slice(0, SHOWN)}`;

/** Nobody can tell any more who that was, nor who made their tokens. */
export const isPseudonym = (name: string): boolean => name.startsWith(BEGIN) || name.startsWith(`token:${BEGIN}`);

const TOKEN = 'token:';

/** The names a person may be called by in texts: that of a token with and without "token:", the longer one first. */
export const namesOf = (actor: string): readonly string[] =>
  actor.startsWith(TOKEN) && actor.length > TOKEN.length ? [actor, actor.slice(TOKEN.length)] : [actor];

/** The name as a word of its own, in any case. */
function asWord(name: string): RegExp {
  const escaped = name.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}_])${escaped}(?![\p{L}\p{N}_])`, 'giu');
}

/** The first of the names that a text holds. */
export const nameIn = (text: string, names: readonly string[]): string | undefined =>
  names.find((name) => name !== '' && asWord(name).test(text));

/** The text with the pseudonym in the place of the names. */
export const withoutNames = (text: string, names: readonly string[], pseudonym: string): string =>
  names.reduce((left, name) => left.replaceAll(asWord(name), () => pseudonym), text);
