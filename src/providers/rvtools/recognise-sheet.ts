/** Which sheet of the export a tab or file is: by its name, or by its headers when somebody renamed it. */

import { matchHeaders } from './headers.ts';
import type { SheetSpec } from './sheet.ts';
import { SHEETS } from './sheets/all.ts';

/** "vInfo", "tabvInfo", "RVTools_tabvInfo.csv", "dc1-vInfo.csv"; undefined when the name says nothing. */
export function sheetByName(name: string): SheetSpec | undefined {
  const base = name
    .trim()
    .replace(/\.(csv|txt)$/i, '')
    .toLowerCase();
  return SHEETS.find((spec) => {
    const own = spec.name.toLowerCase();
    return base.endsWith(own) && /(?:^|[^a-z]|tab)$/.test(base.slice(0, -own.length));
  });
}

/** True when the name is the one the export gives: the tab's own or that of its CSV file. */
export function isOwnName(spec: SheetSpec, name: string): boolean {
  const bare = name.replace(/\.csv$/i, '').replace(/^RVTools_tab/i, '');
  return bare === spec.name;
}

/** The sheet whose telling columns are all there; of several, the one with the most columns in common. */
export function sheetByHeaders(headers: readonly (string | undefined)[]): SheetSpec | undefined {
  let best: { spec: SheetSpec; score: number } | undefined;
  for (const spec of SHEETS) {
    const { columns } = matchHeaders(spec, headers);
    if (!spec.signature.every((field) => columns.has(field))) continue;
    if (columns.size > (best?.score ?? 0)) best = { spec, score: columns.size };
  }
  return best?.spec;
}

/** True when the header row holds the column without which the sheet means nothing. */
export function hasKey(spec: SheetSpec, headers: readonly (string | undefined)[]): boolean {
  return matchHeaders(spec, headers).columns.has(spec.key);
}

/** Names of attributes as people gave them: "vInfo_tags_Owner" is the tag "Owner". */
export function attributeName(header: string): string {
  return header.replace(/^vInfo_(?:tags|attributes)_/i, '').trim();
}
