#!/usr/bin/env node
// Starts the command line under the Node release the product is built for. A machine may have an older one first on
// its PATH; the pinned runtime comes as an optional dependency and takes over then.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, '..', 'src', 'main.ts');
const entry = existsSync(source) ? source : join(here, '..', 'dist', 'main.mjs');
const [major, minor] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 18)) {
  nodeModule.enableCompileCache?.();
  const { main } = await import(entry.startsWith('/') ? entry : `file://${entry.replaceAll('\\', '/')}`);
  process.exitCode = await main(process.argv.slice(2));
} else {
  const pinned = pinnedNode();
  if (pinned === undefined) {
    process.stderr.write(
      `isthmus needs Node 22.18 or newer; this is ${process.versions.node} and no pinned runtime is installed for ${process.platform} ${process.arch}.\n` +
        'Install a newer Node, or run "npm install" without leaving out optional dependencies.\n',
    );
    process.exit(1);
  }
  const child = spawnSync(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(child.status ?? 1);
}

function pinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const manifest = nodeModule.createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/package.json`);
    const binary = join(dirname(manifest), 'bin', platform === 'win' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}
