import { describe, expect, it } from 'vitest';
import { readersFor, readersOf } from './readers.ts';
import type { SourceKind } from '../../api/source-kinds.ts';

const kind = (name: string, extensions: string[] | null): SourceKind => ({
  kind: name,
  title: name.toUpperCase(),
  platform: null,
  precedence: 10,
  facets: [],
  package: null,
  file: extensions === null ? null : { accepts: 'files', extensions },
  live: null,
  kit: [],
});

describe('readers of files', () => {
  const readers = readersOf([
    kind('tables', ['.csv', '.zip']),
    kind('live-only', null),
    kind('books', ['.xlsx', '.zip']),
  ]);

  it('lists kinds that read files, by title', () => {
    expect(readers.map(({ title }) => title)).toEqual(['BOOKS', 'TABLES']);
  });

  it.each([
    { file: 'Estate.XLSX', found: ['books'], reason: 'endings are compared in any letter case' },
    { file: 'estate.zip', found: ['books', 'tables'], reason: 'an ending that several take is left to the person' },
    { file: 'estate.pdf', found: [], reason: 'nobody reads it' },
    { file: 'xlsx', found: [], reason: 'a name without an ending tells nothing' },
  ])('$file: $reason', ({ file, found }) => {
    expect(readersFor(readers, file).map((reader) => reader.kind)).toEqual(found);
  });
});
