/** The field catalogue: one list that the filter, table columns, sorting and `explain` share. */

import type { Field } from './field.ts';
import { DERIVED_FIELDS } from './fields-derived.ts';
import { FACT_FIELDS } from './fields-facts.ts';
import { RESULT_FIELDS } from './fields-results.ts';

export const FIELDS: readonly Field[] = [...DERIVED_FIELDS, ...FACT_FIELDS, ...RESULT_FIELDS].sort((a, b) =>
  a.path < b.path ? -1 : 1,
);

const byPath = new Map(FIELDS.map((field) => [field.path.toLowerCase(), field]));
const TAG_PREFIX = 'tags.';

/** Field for one tag. Tag names are compared without letter case, as the platforms do. */
export function tagField(name: string): Field {
  const wanted = name.toLowerCase();
  return {
    path: `${TAG_PREFIX}${name}`,
    title: name,
    type: 'text',
    group: 'meaning',
    read(row) {
      const tags = row.facts.tags;
      if (tags === undefined) return undefined;
      if (Object.hasOwn(tags, name)) return tags[name];
      const key = Object.keys(tags)
        .sort()
        .find((candidate) => candidate.toLowerCase() === wanted);
      return key === undefined ? undefined : tags[key];
    },
  };
}

/** The field of a path in any letter case, including one tag as "tags.<name>"; undefined when there is none. */
export function findField(path: string): Field | undefined {
  const known = byPath.get(path.toLowerCase());
  if (known !== undefined) return known;
  if (path.toLowerCase().startsWith(TAG_PREFIX) && path.length > TAG_PREFIX.length)
    return tagField(path.slice(TAG_PREFIX.length));
  return undefined;
}

/** Paths a mistyped one may have meant, nearest first, at most three. */
export function nearestFields(path: string): string[] {
  const wanted = path.toLowerCase();
  const scored: { path: string; score: number }[] = [];
  for (const field of FIELDS) {
    const own = field.path.toLowerCase();
    const tail = own.slice(own.lastIndexOf('.') + 1);
    const score = Math.min(
      editDistance(wanted, own),
      editDistance(wanted, tail) + 0.5,
      own.startsWith(wanted) ? 1 : Infinity,
    );
    if (score <= Math.max(1.5, wanted.length / 3)) scored.push({ path: field.path, score });
  }
  scored.sort((a, b) => a.score - b.score || (a.path < b.path ? -1 : 1));
  return scored.slice(0, 3).map((entry) => entry.path);
}

/** Insertions, deletions, replacements and swaps of neighbours between two words. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
