/** The table of shared strings, kept to a size that fits in memory however large the workbook grows. */

import { escapeXml } from './xml.ts';

export interface StringTable {
  /** Index of the text, or undefined when the table is full and does not hold it. */
  indexOf(text: string): number | undefined;
  readonly uses: number;
  readonly size: number;
  /** The part's text, in pieces. */
  xml(): Generator<string>;
}

export function stringTable(limit: number): StringTable {
  const table = new Map<string, number>();
  let uses = 0;
  return {
    indexOf: (text) => {
      const known = table.get(text);
      if (known === undefined && table.size >= limit) return undefined;
      uses++;
      if (known !== undefined) return known;
      table.set(text, table.size);
      return table.size - 1;
    },
    get uses() {
      return uses;
    },
    get size() {
      return table.size;
    },
    *xml() {
      for (const text of table.keys()) yield `<si>${textElement(text)}</si>`;
    },
  };
}

/** Blanks at the ends and line breaks would be lost without the attribute. */
export const textElement = (text: string): string =>
  /^\s|\s$|\n/.test(text) ? `<t xml:space="preserve">${escapeXml(text)}</t>` : `<t>${escapeXml(text)}</t>`;
