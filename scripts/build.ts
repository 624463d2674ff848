/** Bundles the server and command line for shipping: an installed package may not run TypeScript from node_modules. */

import { cp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = (await import('../package.json', { with: { type: 'json' } })).default;

const bundle = await rolldown({
  input: { main: `${root}src/main.ts` },
  platform: 'node',
  external: Object.keys(manifest.dependencies).flatMap((name) => [name, new RegExp(`^${name}/`)]),
});
await bundle.write({
  dir: `${root}dist`,
  format: 'esm',
  entryFileNames: '[name].mjs',
  chunkFileNames: 'chunks/[name]-[hash].mjs',
});
for (const data of ['catalog', 'packs']) {
  await rm(`${root}dist/${data}`, { recursive: true, force: true });
  await cp(`${root}${data}`, `${root}dist/${data}`, { recursive: true });
}
