/** What ships as bundled files: the command line with its server, and what they start as processes and threads. */

import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import manifest from '../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('..', import.meta.url));

export const SHIPPED_ENTRIES = {
  main: `${root}src/main.ts`,
  keeper: `${root}src/store/embedded/keeper.ts`,
  thread: `${root}src/threads/thread.ts`,
};

/** One folder without sub-folders: what a module finds beside itself in src/ it finds beside itself here. */
export async function bundleInto(output: string, entries: Readonly<Record<string, string>>): Promise<void> {
  const bundle = await rolldown({
    input: { ...entries },
    platform: 'node',
    external: Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).flatMap((name) => [
      name,
      new RegExp(`^${name}/`),
    ]),
  });
  await bundle.write({ dir: output, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' });
  await bundle.close();
}
