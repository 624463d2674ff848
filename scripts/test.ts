/** Runs every test that can run here, after saying what cannot and why. Arguments go to Vitest. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  process.env.ISTHMUS_CHROMIUM ?? '',
];

const parts: readonly { readonly name: string; readonly present: boolean; readonly without: string }[] = [
  {
    name: 'Chromium',
    present: CHROMIUM.some((path) => path !== '' && existsSync(path)),
    without: 'browser tests are skipped; install Chromium or set ISTHMUS_CHROMIUM',
  },
  {
    name: 'PostgreSQL 15',
    present: existsSync('/usr/lib/postgresql/15/bin/postgres'),
    without: 'the store suite runs on the embedded PostgreSQL 18 only',
  },
  {
    name: 'vendor schemas',
    present: process.env.ISTHMUS_SHARED !== undefined,
    without: 'contract checks are skipped; set ISTHMUS_SHARED to the folder that holds schemas/',
  },
  {
    name: 'openpyxl',
    present: spawnSync('/usr/bin/python3', ['-c', 'import openpyxl']).status === 0,
    without: 'workbooks are not opened with openpyxl; install python3-openpyxl',
  },
];
for (const { name, present, without } of parts) {
  process.stdout.write(present ? `with ${name}\n` : `without ${name}: ${without}\n`);
}

const result = spawnSync(process.execPath, [`${root}node_modules/vitest/vitest.mjs`, 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
