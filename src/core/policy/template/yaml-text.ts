/** Small pieces of YAML text. Anything that YAML could read as something else is quoted. */

const PLAIN = /^[A-Za-z][A-Za-z0-9 ._/-]*$/;
const WORDS = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);

export function scalar(text: string): string {
  return PLAIN.test(text) && !WORDS.has(text.toLowerCase()) && !text.endsWith(' ') ? text : JSON.stringify(text);
}

export const list = (texts: readonly string[]): string => `[${texts.map(scalar).join(', ')}]`;

/** An id made of the words of a name, not yet taken; it is taken from then on. */
export function uniqueId(words: string, taken: Set<string>): string {
  const plain = words
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50);
  const base = plain === '' ? 'site' : plain.replace(/-+$/, '');
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  taken.add(id);
  return id;
}
