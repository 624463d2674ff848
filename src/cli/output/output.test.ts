import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Listing } from './columns.ts';
import { csv } from './csv.ts';
import { diskText, memoryText, plural, usdText } from './format.ts';
import { table } from './table.ts';

interface Row {
  readonly name: string;
  readonly cpu: number | null;
}

const listing = (items: readonly Row[]): Listing<Row> => ({
  noun: 'workload',
  items,
  name: (row) => row.name,
  columns: [
    { header: 'NAME', value: (row) => row.name },
    { header: 'CPU', value: (row) => row.cpu, align: 'right' },
    { header: 'TWICE', value: (row) => (row.cpu === null ? null : row.cpu * 2), wide: true },
  ],
});

describe('a table on a terminal', () => {
  it('lines columns up, shows unknown as a dash and keeps wide columns for -o wide', () => {
    const rows = [
      { name: 'sap-app-03', cpu: 8 },
      { name: 'x', cpu: null },
    ];
    expect(table(listing(rows), false)).toBe('NAME         CPU\nsap-app-03     8\nx              -\n');
    expect(table(listing(rows), true)).toContain('TWICE');
  });

  it('counts East Asian characters as two columns', () => {
    const [, first, second] = table(
      listing([
        { name: '会計', cpu: 1 },
        { name: 'abcd', cpu: 2 },
      ]),
      false,
    ).split('\n');
    expect(first).toBe('会計     1');
    expect(second).toBe('abcd     2');
  });

  it('never lets a machine name steer the terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const text = table(listing([{ name, cpu: 1 }]), false);
        expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
        expect(text.split('\n')).toHaveLength(3);
      }),
    );
  });
});

describe('CSV', () => {
  it('quotes what needs quotes and leaves unknown empty', () => {
    expect(csv(listing([{ name: 'a "b", c', cpu: null }]))).toBe('name,cpu,twice\r\n"a ""b"", c",,\r\n');
  });

  it('has the raw value where people are shown a text', () => {
    const memory = { header: 'MEMORY', value: () => '64Gi', raw: { header: 'MEMORY_MIB', value: () => 65_536 } };
    const list = { ...listing([{ name: 'x', cpu: 1 }]), columns: [memory] };
    expect(csv(list)).toBe('memory_mib\r\n65536\r\n');
    expect(table(list, false)).toContain('64Gi');
    expect(csv({ ...list, csvColumns: [{ header: 'NAME', value: ({ name }) => name }] })).toBe('name\r\nx\r\n');
  });

  it('does not hand a spreadsheet a formula', () => {
    for (const name of ['=1+1', '+1', '-1', '@x']) {
      expect(csv(listing([{ name, cpu: 1 }])).split('\r\n')[1]).toMatch(/^'/);
    }
  });
});

describe('figures', () => {
  it('says unknown as nothing, not as zero', () => {
    expect(memoryText(null)).toBeNull();
    expect(diskText(undefined)).toBeNull();
    expect(usdText(null)).toBeNull();
  });

  it('writes sizes and counts as people do', () => {
    expect([
      memoryText(65_536),
      memoryText(1536),
      diskText(80),
      diskText(2048),
      usdText(12.5),
      usdText(12_345.6),
      plural(1, 'wave'),
      plural(1200, 'wave'),
    ]).toEqual(['64Gi', '1536Mi', '80Gi', '2.0Ti', '$12.50', '$12,346', '1 wave', '1,200 waves']);
  });
});
