import { describe, expect, test } from 'vitest';
import { cellOf, excelSerial, headerText } from './dialect.ts';
import { SHEETS } from './sheets/all.ts';
import { stringTable } from './strings.ts';
import { columnLetters } from './xml.ts';

describe('cells', () => {
  test.each([
    { reason: 'the product writes words', value: true, dialect: {}, expected: 'True' },
    { reason: 'the other word goes with it', value: false, dialect: { booleans: 'Yes' } as const, expected: 'No' },
    { reason: 'digits', value: false, dialect: { booleans: '1' } as const, expected: '0' },
    { reason: 'nothing is no cell', value: undefined, dialect: {}, expected: undefined },
    { reason: 'empty text is no cell', value: '', dialect: {}, expected: undefined },
    { reason: 'zero is a number', value: 0, dialect: {}, expected: 0 },
  ])('$reason', ({ value, dialect, expected }) => {
    expect(cellOf(value, 'text', dialect)).toBe(expected);
  });

  test('dates are days since 1899-12-30, or text', () => {
    expect(excelSerial('1900-03-01T00:00:00Z')).toBe(61);
    expect(excelSerial('2026-11-22T12:00:00Z')).toBe(46348.5);
    expect(cellOf('2026-11-22T06:00:01Z', 'date', { dates: 'text' })).toBe('2026/11/22 06:00:01');
  });
});

describe('headers', () => {
  test.each([
    ['vInfo', 'VM', 'vInfoVMName'],
    ['vInfo', 'In Use MiB', 'vInfoInUse'],
    ['vInfo', 'Network #2', 'vInfoNetwork2'],
    ['vHost', '# vCPUs', 'vHostvCPUs'],
    ['vPartition', 'Capacity MiB', 'vPartitionCapacityMiB'],
    ['vDisk', 'Owner', 'vDisk_tags_Owner'],
  ])('%s "%s" is %s in the prefix dialect', (sheet, header, expected) => {
    expect(headerText(sheet, header, { headers: 'prefix' })).toBe(expected);
  });

  test('no sheet has two columns of one name, in any version and dialect', () => {
    for (const sheet of SHEETS) {
      for (const version of ['3', '4'] as const) {
        for (const dialect of [{}, { headers: 'prefix' } as const]) {
          const headers = sheet.headers(version).map((header) => headerText(sheet.name, header, dialect));
          expect([sheet.name, version, new Set(headers).size]).toEqual([sheet.name, version, headers.length]);
          expect(sheet.kinds(version)).toHaveLength(headers.length);
        }
      }
    }
  });
});

test('columns are lettered as spreadsheets do', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

test('a full table of strings takes no more, and still knows what it holds', () => {
  const table = stringTable(2);
  expect(['a', 'b', 'c', 'a'].map((text) => table.indexOf(text))).toEqual([0, 1, undefined, 0]);
  expect([table.uses, table.size, [...table.xml()].join('')]).toEqual([3, 2, '<si><t>a</t></si><si><t>b</t></si>']);
});
