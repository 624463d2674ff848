// Runs a task of this repository from a bare clone: installs dependencies when they are missing or out of date, builds
// the console when a task needs it, then goes on under the pinned Node release. Uses nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [task, ...rest] = process.argv.slice(2);

const TASKS = {
  demo: { console: true, command: ['bin/isthmus.mjs', 'demo'] },
  serve: { console: true, command: ['bin/isthmus.mjs', 'serve'] },
  test: { console: true, command: ['scripts/test.ts'] },
  build: { console: true, command: ['scripts/build.ts'] },
};

const chosen = TASKS[task];
if (chosen === undefined) {
  process.stderr.write(`tasks: ${Object.keys(TASKS).join(', ')}\n`);
  process.exit(64);
}
install();
if (chosen.console) buildConsole();
process.exit(run(nodeBinary(), [join(root, chosen.command[0]), ...chosen.command.slice(1), ...rest]));

/** `npm ci` when node_modules does not match the lock file. */
function install() {
  const stamp = join(root, 'node_modules', '.isthmus-lock');
  const wanted = digest([join(root, 'package-lock.json')]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('Installing dependencies …\n');
  // npm is a script on Windows, which only a shell can start; its arguments are fixed words.
  const status = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status);
  writeFileSync(stamp, wanted);
}

/** Builds the console when its sources are newer than what was built. */
function buildConsole() {
  const stamp = join(root, 'dist', 'console', '.built-from');
  const wanted = digest([
    ...files(join(root, 'src', 'console')),
    ...files(join(root, 'src', 'api')),
    ...files(join(root, 'src', 'core')),
    join(root, 'package-lock.json'),
  ]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('Building the console …\n');
  const status = run(nodeBinary(), [
    join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    '--config',
    join(root, 'vite.config.ts'),
    '--logLevel',
    'warn',
  ]);
  if (status !== 0) process.exit(status);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function nodeBinary() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const pinned = join(
    root,
    'node_modules',
    `node-${platform}-${process.arch}`,
    'bin',
    platform === 'win' ? 'node.exe' : 'node',
  );
  if (existsSync(pinned)) return pinned;
  process.stderr.write(
    `Node 22.18 or newer is needed; this is ${process.versions.node} and no pinned runtime exists for ${process.platform} ${process.arch}.\n`,
  );
  return process.exit(1);
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) process.stderr.write(`${command}: ${result.error.message}\n`);
  return result.status ?? 1;
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]));
}

function digest(paths) {
  const hash = createHash('sha256');
  for (const path of paths)
    if (statSync(path).isFile()) hash.update(path.slice(root.length)).update(readFileSync(path));
  return hash.digest('hex');
}
