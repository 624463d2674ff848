/** Sets of processors and memory nodes as libvirt writes them: "0-3,^2,8". */

/** More than any host has; a set beyond is a wrong entry. */
const MOST = 8192;

/** In ascending order; undefined when it cannot be read. */
export function readSet(text: string | undefined): readonly number[] | undefined {
  if (text === undefined) return undefined;
  const members = new Set<number>();
  for (const written of text.split(',')) {
    const match = /^(\^)?(\d{1,5})(?:-(\d{1,5}))?$/.exec(written.trim());
    if (match === null) return undefined;
    const from = Number(match[2]);
    const to = match[3] === undefined ? from : Number(match[3]);
    if (to < from || to >= MOST) return undefined;
    for (let member = from; member <= to; member++) {
      if (match[1] === undefined) members.add(member);
      else members.delete(member);
    }
  }
  return [...members].sort((a, b) => a - b);
}

/** Every member of any of the sets; empty when there are none; undefined when one cannot be read. */
export function unionOf(texts: readonly string[]): readonly number[] | undefined {
  const members = new Set<number>();
  for (const text of texts) {
    const set = readSet(text);
    if (set === undefined) return undefined;
    for (const member of set) members.add(member);
  }
  return [...members].sort((a, b) => a - b);
}
