/** Which version of the Internet Protocol a text is an address of; 0 for neither. The core does no I/O, so no node:net. */

const FOUR = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

export function isIP(text: string): 0 | 4 | 6 {
  if (FOUR.test(text)) return 4;
  if (!text.includes(':') || text.length > 45) return 0;
  const parts = text.split('::');
  if (parts.length > 2) return 0;
  const groups = parts.flatMap((part) => (part === '' ? [] : part.split(':')));
  const last = groups.at(-1);
  let count = groups.length;
  if (last !== undefined && last.includes('.')) {
    if (!FOUR.test(last) || text.endsWith('::')) return 0;
    groups.pop();
    count += 1;
  }
  if (!groups.every((group) => GROUP.test(group))) return 0;
  return (parts.length === 2 ? count <= 7 : count === 8) ? 6 : 0;
}
