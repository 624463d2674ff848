import { readFile, stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PROVIDERS } from '../src/providers/registry.ts';
import { SOURCES_PAGE, sourcesPage } from './write-providers-doc.ts';

test('the page of sources is as the providers are (else run scripts/write-providers-doc.ts)', async () => {
  expect(await readFile(SOURCES_PAGE, 'utf8')).toBe(sourcesPage());
});

test('every guide that a provider names is there', async () => {
  for (const { kind, live } of PROVIDERS) {
    if (live === undefined) continue;
    const guide = new URL(`../docs/guide/sources/${live.guide}`, import.meta.url);
    expect((await stat(guide).catch(() => undefined))?.isFile(), `${kind}: ${live.guide}`).toBe(true);
  }
});
