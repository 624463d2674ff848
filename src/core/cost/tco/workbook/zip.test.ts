import { expect, it } from 'vitest';
import { storedFiles } from './recalculate.fixture.ts';
import { storedZip } from './zip.ts';

const bytes = storedZip([
  { path: 'a.txt', text: '123456789' },
  { path: 'ä/b.txt', text: '' },
  { path: 'c', text: 'The quick brown fox jumps over the lazy dog' },
]);
const view = new DataView(bytes.buffer);
const end = bytes.length - 22;

it('holds its files by name', () => {
  const files = Object.entries(storedFiles(bytes)).map(([path, file]) => [path, new TextDecoder().decode(file)]);
  expect(files).toEqual([
    ['a.txt', '123456789'],
    ['ä/b.txt', ''],
    ['c', 'The quick brown fox jumps over the lazy dog'],
  ]);
});

it('states the checksum of every file twice, as every reader computes it', () => {
  const found: [number, number][] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const local = view.getUint32(at + 42, true);
    found.push([view.getUint32(at + 16, true), view.getUint32(local + 14, true)]);
    at += 46 + view.getUint16(at + 28, true);
  }
  // Published check values of CRC-32.
  const [digits, none, fox] = [0xcb_f4_39_26, 0, 0x41_4f_a3_39];
  expect(found).toEqual([
    [digits, digits],
    [none, none],
    [fox, fox],
  ]);
  expect(at).toBe(end);
});

it('ends with a directory of the size and at the place it states', () => {
  const [size, offset] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  expect(offset + size).toBe(end);
  expect([view.getUint16(end + 8, true), view.getUint16(end + 10, true)]).toEqual([3, 3]);
});
