/** What lint cannot state: providers do not know each other, and nobody but the registry names one. */

import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ROUTES } from './api/routes.ts';
import { PRODUCT_VERSION } from './version.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

const pathOf = (file: string): string => relative(root, file).split(sep).join('/');

/** Modules of src/ that a file imports, statically or not, as paths from src/. */
function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) =>
    pathOf(join(file, '..', match[1] ?? '')),
  );
}

const providerOf = (path: string): string | undefined => /^providers\/([^/]+)\//.exec(path)?.[1];

describe('the direction of imports', () => {
  it('keeps providers apart: each imports its own folder, the port and the core', () => {
    const wrong = files.flatMap((file) => {
      const own = providerOf(pathOf(file));
      if (own === undefined || file.endsWith('.test.ts')) return [];
      return importsOf(file)
        .filter((target) => ![undefined, own].includes(providerOf(target)))
        .map((target) => `${pathOf(file)} → ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it('lets only the registry and the wiring of the demo name a provider', () => {
    const allowed = ['providers/registry.ts', 'services/import-demo.ts'];
    const wrong = files.flatMap((file) => {
      const path = pathOf(file);
      if (providerOf(path) !== undefined || allowed.includes(path) || path.endsWith('.test.ts')) return [];
      return importsOf(file)
        .filter((target) => providerOf(target) !== undefined)
        .map((target) => `${path} → ${target}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe('threads', () => {
  it('reach what they run through their list of tasks alone', () => {
    const wrong = files.flatMap((file) => {
      const path = pathOf(file);
      if (!path.startsWith('threads/') || path === 'threads/tasks.ts' || path.endsWith('.test.ts')) return [];
      return importsOf(file)
        .filter((target) => target.startsWith('services/'))
        .map((target) => `${path} → ${target}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe('one version, one address per route', () => {
  it('shows the version of package.json', () => {
    const manifest = JSON.parse(readFileSync(join(root, '..', 'package.json'), 'utf8')) as { version: string };
    expect(PRODUCT_VERSION).toBe(manifest.version);
  });

  it('gives every route its own method and path', () => {
    const addresses = Object.values(ROUTES).map((route) => `${route.method} ${route.path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});
