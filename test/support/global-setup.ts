/**
 * One data folder for the whole run. The embedded database in it starts when the first test asks for one, so that a
 * run of pure tests costs nothing; it is stopped and removed at the end.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { removeHome } from './homes.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly isthmusHome: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'isthmus-test-'));
  project.provide('isthmusHome', home);
  return async () => {
    await removeHome(home);
    await rm(home, { recursive: true, force: true });
  };
}
