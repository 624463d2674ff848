/** Which fields are kept as columns, and how single tags are read from the column that holds all of them. */

import { digestOf } from '../../core/evidence/digest.ts';
import type { Field, FieldValue, WorkloadRow } from '../../core/model/field.ts';
import { FIELDS, tagField } from '../../core/model/fields.ts';
import type { Column, Entry } from './column.ts';
import { valueOf } from './column.ts';

/** All tags of a workload as one value: "tags.<name>" is open-ended, so there cannot be a column for each. */
export const TAG_MAP_PATH = 'tags{}';

const tagMap: Field = {
  path: TAG_MAP_PATH,
  title: 'Tags',
  type: 'list',
  group: 'meaning',
  // Kept as text; a field's value has no form for a map.
  read: (row) => row.facts.tags && JSON.stringify(row.facts.tags),
};

export const RESULT_COLUMN_FIELDS: readonly Field[] = FIELDS.filter((field) => field.group === 'result');
export const ESTATE_COLUMN_FIELDS: readonly Field[] = [...FIELDS.filter((field) => field.group !== 'result'), tagMap];

/** Changes when a release adds a field or another reading of one: older columns are then made again. */
export const FIELDS_VERSION = digestOf({
  format: 2,
  fields: FIELDS.map(({ path, type }) => [path, type]),
});

export const isTagPath = (path: string): boolean => path.toLowerCase().startsWith('tags.');

/** The column of one tag, from the column of all tags. */
export function tagColumn(path: string, all: Column): Column {
  const field = tagField(path.slice('tags.'.length));
  const entries: Entry[] = [undefined];
  const codeOf = new Map<FieldValue, number>();
  const recode = all.entries.map((entry) => {
    const text = valueOf(entry);
    if (text === undefined) return 0;
    const tags = JSON.parse(String(text)) as Readonly<Record<string, string>>;
    // tagField() reads facts.tags and nothing else.
    const value = field.read({ facts: { tags } } as unknown as WorkloadRow);
    if (value === undefined) return 0;
    let code = codeOf.get(value);
    if (code === undefined) {
      code = entries.push(value) - 1;
      codeOf.set(value, code);
    }
    return code;
  });
  return { entries, codes: Uint32Array.from(all.codes, (code) => recode[code] ?? 0) };
}
