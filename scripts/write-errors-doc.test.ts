import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ERRORS_FOLDER, errorPages } from './write-errors-doc.ts';

it('has one page for every error code, saying what the registry says', async () => {
  const written = new Map<string, string>();
  for (const name of await readdir(ERRORS_FOLDER)) {
    written.set(name, (await readFile(new URL(name, ERRORS_FOLDER), 'utf8')).replaceAll('\r\n', '\n'));
  }
  expect(written, 'run: npm exec -c "node scripts/write-errors-doc.ts"').toEqual(errorPages());
});
