/** A spreadsheet opens a file only when its parts name each other: each reference is followed. */

import { expect, it } from 'vitest';
import { STYLES } from './cells.ts';
import { packageOf } from './package.ts';
import { storedFiles } from './recalculate.fixture.ts';

const empty = { widths: [1], frozenRows: 0, frozenColumns: 0, rows: [[1]] };
const files = storedFiles(
  packageOf(
    [
      { ...empty, name: 'One' },
      { ...empty, name: 'R&D' },
    ],
    [
      { name: 'i_a', refersTo: 'One!$H$4' },
      { name: 'i_b', refersTo: 'One!$H$5' },
    ],
  ),
);
const text = (path: string): string => new TextDecoder().decode(files[path] ?? expect.fail(`no ${path}`));
const all = (path: string, pattern: RegExp): string[][] => [...text(path).matchAll(pattern)].map((found) => [...found]);
const relations = (path: string) =>
  new Map(
    all(path, /<Relationship Id="([^"]+)" Type="[^"]*\/([^/"]+)" Target="([^"]+)"\/>/g).map(
      ([, id, type, target]) => [id, [type, target]] as const,
    ),
  );

it('holds its parts, each with a type', () => {
  expect(Object.keys(files)).toEqual([
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/workbook.xml',
    'xl/_rels/workbook.xml.rels',
    'xl/styles.xml',
    'xl/worksheets/sheet1.xml',
    'xl/worksheets/sheet2.xml',
  ]);
  const typed = all('[Content_Types].xml', /<Override PartName="\/([^"]+)" ContentType="[^"]*\.([a-z.]+)\+xml"\/>/g);
  expect(typed.map(([, path, type]) => [path, type])).toEqual([
    ['xl/workbook.xml', 'main'],
    ['xl/styles.xml', 'styles'],
    ['xl/worksheets/sheet1.xml', 'worksheet'],
    ['xl/worksheets/sheet2.xml', 'worksheet'],
  ]);
  expect(text('[Content_Types].xml')).not.toMatch(/>[^<\s]/);
});

it('leads from the package to the workbook, and from there to every sheet and the styles', () => {
  expect([...relations('_rels/.rels').values()]).toEqual([['officeDocument', 'xl/workbook.xml']]);
  const within = relations('xl/_rels/workbook.xml.rels');
  const sheets = all('xl/workbook.xml', /<sheet name="([^"]+)" sheetId="(\d+)" r:id="([^"]+)"\/>/g);
  expect(sheets.map(([, name, id, relation]) => [name, id, within.get(relation ?? '')])).toEqual([
    ['One', '1', ['worksheet', 'worksheets/sheet1.xml']],
    ['R&amp;D', '2', ['worksheet', 'worksheets/sheet2.xml']],
  ]);
  expect(within.size).toBe(3);
  expect([...within.values()]).toContainEqual(['styles', 'styles.xml']);
  expect(text('xl/_rels/workbook.xml.rels')).not.toMatch(/>[^<\s]/);
});

it('defines its names, and asks to be computed when opened', () => {
  expect(text('xl/workbook.xml')).toContain(
    '<definedNames><definedName name="i_a">One!$H$4</definedName><definedName name="i_b">One!$H$5</definedName></definedNames>',
  );
  expect(text('xl/workbook.xml')).toContain('fullCalcOnLoad="1"');
  expect(text('xl/workbook.xml')).toMatch(/r:id="rId1"\/><sheet name/);
});

it('has a style for every style a cell may take', () => {
  const formats = /<cellXfs count="(\d+)">(.*?)<\/cellXfs>/s.exec(text('xl/styles.xml'));
  const count = [...(formats?.[2] ?? '').matchAll(/<xf /g)].length;
  expect(count).toBe(Number(formats?.[1]));
  expect(Math.max(...Object.values(STYLES))).toBe(count - 1);
});
