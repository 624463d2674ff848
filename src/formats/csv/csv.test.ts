import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../limits.ts';
import type { FormatLimits } from '../limits.ts';
import { StringPool } from '../string-pool.ts';
import { rowsOf } from '../table.fixture.ts';
import type { Value } from '../table.fixture.ts';
import { csvPart } from './csv.ts';

async function read(
  text: string | Buffer,
  chunkBytes = 1_000_000,
  limits: FormatLimits = DEFAULT_LIMITS,
): Promise<Value[][]> {
  const bytes = Buffer.from(text);
  const pool = new StringPool(limits);
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  return (await rowsOf(csvPart('t.csv', chunks, pool, limits), pool)).rows;
}

describe('csvPart', () => {
  const plain = [
    ['VM', 'CPUs'],
    ['a', '2'],
    ['b', null],
  ];
  test.each([
    { reason: 'commas and LF', text: 'VM,CPUs\na,2\nb,\n' },
    { reason: 'CRLF', text: 'VM,CPUs\r\na,2\r\nb,\r\n' },
    { reason: 'CR only', text: 'VM,CPUs\ra,2\rb,\r' },
    { reason: 'no line end at the end', text: 'VM,CPUs\na,2\nb,' },
    { reason: 'semicolons', text: 'VM;CPUs\na;2\nb;\n' },
    { reason: 'tabs', text: 'VM\tCPUs\na\t2\nb\t\n' },
    { reason: "Excel's hint line", text: 'sep=;\nVM;CPUs\na;2\nb;\n' },
    { reason: 'everything quoted', text: '"VM","CPUs"\n"a","2"\n"b",""\n' },
    { reason: 'a delimiter only inside quotes of the header', text: '"VM",CPUs\na,2\nb,\n' },
    { reason: 'blank lines in between', text: '\n\nVM,CPUs\n\na,2\n,\nb,\n\n' },
    { reason: 'UTF-8 with a byte order mark', text: '\uFEFFVM,CPUs\na,2\nb,\n' },
    { reason: 'UTF-16 little endian', text: Buffer.from('\uFEFFVM,CPUs\na,2\nb,\n', 'utf16le') },
    { reason: 'UTF-16 big endian', text: Buffer.from('\uFEFFVM,CPUs\na,2\nb,\n', 'utf16le').swap16() },
    { reason: 'UTF-16 without a mark', text: Buffer.from('VM,CPUs\na,2\nb,\n', 'utf16le') },
  ])('reads $reason', async ({ text }) => {
    expect(await read(text)).toEqual(plain);
  });

  test('reads Windows-1252', async () => {
    expect(await read(Buffer.from('VM,Owner\na,M\xfcller\n', 'latin1'))).toEqual([
      ['VM', 'Owner'],
      ['a', 'Müller'],
    ]);
  });

  test('keeps delimiters, line ends and quotes inside quotes', async () => {
    expect(await read('VM,Note\n"a, ""b""","line 1\r\nline 2"\n')).toEqual([
      ['VM', 'Note'],
      ['a, "b"', 'line 1\r\nline 2'],
    ]);
  });

  test('gives the same rows however the bytes arrive', async () => {
    const field = fc.stringMatching(/^[a-z,;"\n\r ü€]{0,8}$/);
    const records = fc.array(fc.array(field, { minLength: 3, maxLength: 3 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 1, max: 40 }), async (rows, chunkBytes) => {
        const written = [['h1', 'h2', 'h3'], ...rows];
        const text = written.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
        const expected = written
          .filter((row) => row.some((cell) => cell !== ''))
          .map((row) => row.map((cell) => (cell === '' ? null : cell)));
        expect(await read(text, chunkBytes)).toEqual(expected);
      }),
    );
  });

  test.each([
    {
      reason: 'more fields than the header',
      text: 'VM,CPUs\na,2,3\nb,4\n',
      rows: ['b'],
      notes: ['2: 3 fields where the header has 2 (skipped)'],
    },
    {
      reason: 'fewer fields',
      text: 'VM,CPUs,Memory\na,2\n',
      rows: ['a'],
      notes: ['2: 2 fields where the header has 3'],
    },
    {
      reason: 'the file cut in the middle of a row',
      text: 'VM,CPUs,Memory\na,2,4\nb,',
      rows: ['a'],
      notes: ['3: the file ends after 2 fields where the header has 3 (skipped)'],
    },
    {
      reason: 'a quote that never closes',
      text: 'VM,CPUs\na,2\nb,"3\n',
      rows: ['a'],
      notes: ['3: the file ends inside quotes (skipped)'],
    },
  ])('reports $reason and reads on', async ({ text, rows, notes }) => {
    const pool = new StringPool(DEFAULT_LIMITS);
    async function* chunks(): AsyncGenerator<Buffer> {
      yield Buffer.from(text);
    }
    const seen: string[] = [];
    const found: string[] = [];
    await csvPart('t.csv', chunks, pool, DEFAULT_LIMITS).read({
      header: (cells) => cells.map((_, column) => column),
      row: (row) => void found.push(pool.text(row.stringId(0))),
      irregular: (row, message, skipped) => void seen.push(`${row}: ${message}${skipped ? ' (skipped)' : ''}`),
    });
    expect({ found, seen }).toEqual({ found: rows, seen: notes });
  });

  test('refuses a record beyond the limit instead of swallowing the file', async () => {
    const limits = { ...DEFAULT_LIMITS, maxRowBytes: 1000 };
    await expect(read(`VM\n"${'a\n'.repeat(70_000)}`, 4096, limits)).rejects.toMatchObject({ code: 'IST-1013' });
  });

  test('stops when the signal is aborted', async () => {
    const pool = new StringPool(DEFAULT_LIMITS);
    async function* chunks(): AsyncGenerator<Buffer> {
      yield Buffer.from('VM\na\n');
    }
    const reading = csvPart('t.csv', chunks, pool, DEFAULT_LIMITS).read(
      { header: () => [0], row: () => undefined },
      AbortSignal.abort('stop'),
    );
    await expect(reading).rejects.toBe('stop');
  });
});
