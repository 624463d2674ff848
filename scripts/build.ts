/** Bundles the server and command line for shipping: Node runs no TypeScript below node_modules. */

import { cp, readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SHIPPED_ENTRIES, bundleInto } from './bundle.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = `${root}dist`;

for (const name of await readdir(output).catch(() => [])) {
  if (name !== 'console') await rm(`${output}/${name}`, { recursive: true, force: true });
}
await bundleInto(output, SHIPPED_ENTRIES);
await cp(`${root}src/store/schema`, `${output}/schema`, { recursive: true });
