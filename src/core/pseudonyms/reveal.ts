/** Puts the originals back wherever a pseudonym stands in a text: a report, a plan, a list. */

/** How a text writes the signs that mean something in it. */
export type TextForm = 'plain' | 'json' | 'html' | 'csv';

/** Every form a pseudonym can have inside a longer text. */
const CANDIDATE =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:[0-9a-f]{2}:){5}[0-9a-f]{2}|2001:db8:[0-9a-f:]{29}|\d{1,3}(?:\.\d{1,3}){3}|[a-z]+-[0-9a-z]{13,16}/g;

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const ESCAPED: Readonly<Record<TextForm, (text: string) => string>> = {
  plain: (text) => text,
  json: (text) => JSON.stringify(text).slice(1, -1),
  html: (text) => text.replaceAll(/[&<>"']/g, (sign) => HTML[sign] ?? sign),
  // A cell that stands without quotes cannot hold these signs; inside quotes only the quote itself is doubled.
  csv: (text) => text.replaceAll('"', '""'),
};

/** @param originals by pseudonym. */
export function revealed(text: string, originals: ReadonlyMap<string, string>, form: TextForm = 'plain'): string {
  return text.replaceAll(CANDIDATE, (candidate: string, offset: number) => {
    const original = originals.get(candidate);
    if (original === undefined) return candidate;
    const escaped = ESCAPED[form](original);
    return form === 'csv' && /[",\n]/.test(original) && isCell(text, offset, candidate.length)
      ? `"${escaped}"`
      : escaped;
  });
}

/** Whether a word is a whole cell without quotes. */
function isCell(text: string, offset: number, length: number): boolean {
  const [before, after] = [text[offset - 1], text[offset + length]];
  return (before === undefined || /[,\n]/.test(before)) && (after === undefined || /[,\r\n]/.test(after));
}

/** The form of a file, by its name. */
export function textFormOf(fileName: string): TextForm {
  const [, extension = ''] = /\.(\w+)$/.exec(fileName.toLowerCase()) ?? [];
  if (['json', 'jsonl', 'ndjson', 'plan'].includes(extension)) return 'json';
  if (['html', 'htm', 'xml'].includes(extension)) return 'html';
  return extension === 'csv' ? 'csv' : 'plain';
}
