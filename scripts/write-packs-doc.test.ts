import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadCatalog } from '../src/services/catalog.ts';
import { PACKS_DOC, packsDocText } from './write-packs-doc.ts';

test('the page of regimes is as catalogue and packs are (else run scripts/write-packs-doc.ts)', async () => {
  const text = await packsDocText(await loadCatalog());
  expect(await readFile(PACKS_DOC, 'utf8')).toBe(text);
  const rows = text.split('\n').filter((line) => / \| (must|should|warn) +\| /.test(line));
  expect(rows.length).toBeGreaterThan(120);
  for (const row of rows) expect(row).toMatch(/holds: .*fails: .*open: /);
});
