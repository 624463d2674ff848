/** Names Azure accepts for resources, tags and template symbols. */

/** Letters, digits, dash and underscore, as disks, interfaces and machines allow; starts with a letter or digit. */
export function resourceName(text: string, max: number): string {
  const name = text
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
    .replaceAll(/^[-_]+/g, '')
    .slice(0, max)
    .replaceAll(/[-_]+$/g, '');
  return name === '' ? 'x' : name;
}

/** An identifier in Bicep and a member name in ARM expressions. */
export function symbolName(text: string, max: number): string {
  const words = text
    .normalize('NFKD')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const joined = words
    .map((word, i) => (i === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()))
    .join('');
  const safe = /^[a-z]/.test(joined) ? joined : `m${joined}`;
  return safe.slice(0, max);
}

const TAG_VALUE_MAX = 256;
export const tagValue = (text: string): string =>
  text.replaceAll(/[\u0000-\u001f\u007f]/g, ' ').slice(0, TAG_VALUE_MAX);
