/** Bundles the server and command line for shipping: Node runs no TypeScript below node_modules. */

import { cp, readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import manifest from '../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('..', import.meta.url));
const output = `${root}dist`;

for (const name of await readdir(output).catch(() => [])) {
  if (name !== 'console') await rm(`${output}/${name}`, { recursive: true, force: true });
}
const bundle = await rolldown({
  input: { main: `${root}src/main.ts`, keeper: `${root}src/store/embedded/keeper.ts` },
  platform: 'node',
  external: Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).flatMap((name) => [
    name,
    new RegExp(`^${name}/`),
  ]),
});
// One folder without sub-folders: what a module finds beside itself in src/ it finds beside itself here.
await bundle.write({ dir: output, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' });
await cp(`${root}src/store/schema`, `${output}/schema`, { recursive: true });
