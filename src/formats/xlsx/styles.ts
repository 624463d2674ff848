/** Which cell styles show a number as a date. The file stores dates as plain serial numbers. */

import { tagsOf } from './markup.ts';

/** Number formats 14–22, 27–36, 45–47 and 50–58 of the standard are dates or times in every locale. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** True when a format code shows a date: it has a day, month, year, hour or second outside quotes and brackets. */
export function isDateFormat(code: string): boolean {
  const bare = code
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll(/\\./g, '')
    .replaceAll(/_./g, '')
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (/^general$/i.test(bare.trim())) return false;
  return /[dmyhs]/i.test(bare.split(';')[0] ?? '');
}

/** dateStyles[s] is 1 when cells with style index s hold dates. */
export function readDateStyles(bytes: Buffer): Uint8Array {
  const formats = new Map<number, boolean>();
  const styles: number[] = [];
  let inCellFormats = false;
  for (const { name, kind, attributes } of tagsOf(bytes, 'styles.xml')) {
    if (name === 'numFmt') formats.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''));
    if (name === 'cellXfs') inCellFormats = kind === 'open';
    if (name === 'xf' && inCellFormats && kind !== 'close') {
      const id = Number(attributes.numFmtId ?? 0);
      styles.push((formats.get(id) ?? isBuiltInDate(id)) ? 1 : 0);
    }
  }
  return Uint8Array.from(styles);
}
