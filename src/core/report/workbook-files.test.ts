import { Readable } from 'node:stream';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { workbookFiles } from './workbook-files.ts';
import type { CellValue, Sheet } from './workbook-files.ts';

const zipped = (sheet: Sheet): Buffer => {
  const files = Object.entries(workbookFiles([sheet])).map(([name, text]) => [name, strToU8(text)]);
  return Buffer.from(zipSync(Object.fromEntries(files) as Record<string, Uint8Array>));
};

const read = (header: readonly string[], rows: readonly (readonly CellValue[])[]): Promise<unknown[][]> =>
  readSheet(Readable.from([zipped({ name: 'Findings', header, rows })]));

describe('a workbook', () => {
  it('is read back as it was written: texts, numbers, truth, gaps, and no formula', async () => {
    const rows = [
      ['=1+1', 3, true, null, 'ä <&> "x"\nnext'],
      ['', 0.5, false, 'x', ' kept '],
    ];
    expect(await read(['a', 'b', 'c', 'd', 'e'], rows)).toEqual([
      ['a', 'b', 'c', 'd', 'e'],
      ['=1+1', 3, true, null, 'ä <&> "x"\nnext'],
      [null, 0.5, false, 'x', 'kept'],
    ]);
  });

  it('holds any text, as far as XML can write it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), async (text) => {
        const [, row] = await read(['first', 'second'], [[1, `x${text}x`]]);
        const kept = `x${text}x`
          .toWellFormed()
          .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD');
        expect(String(row?.[1]).replaceAll('\r\n', '\n').replaceAll('\r', '\n')).toBe(
          kept.replaceAll('\r\n', '\n').replaceAll('\r', '\n'),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('has columns beyond Z, and the same files again', async () => {
    const header = Array.from({ length: 60 }, (_, index) => `c${index}`);
    expect((await read(header, [header]))[1]).toEqual(header);
    const sheet = { name: 's', header, rows: [header] };
    expect(workbookFiles([sheet])).toEqual(workbookFiles([sheet]));
  });
});
