/**
 * Providers from packages (U7): named in ISTHMUS_PROVIDERS, loaded when providers are first asked for, and held to the
 * shape of the port. One that cannot be loaded is said to be so; the others go on.
 */

import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Problem } from '../api/common.ts';
import { failure } from '../core/errors/registry.ts';
import type { Provider } from '../providers/provider.ts';
import { PROVIDERS } from '../providers/registry.ts';
import { problemOf } from './problem.ts';
import { providerFaults } from './provider-packages-check.ts';

/** A package that was named, and what came of it. */
export interface ProviderPackage {
  /** As it is written in ISTHMUS_PROVIDERS. */
  readonly name: string;
  readonly kind?: string;
  readonly problem?: Problem;
}

export interface ProviderList {
  /** Built-in ones first, then those of packages in the order they are named. */
  readonly providers: readonly Provider[];
  readonly packages: readonly ProviderPackage[];
}

export async function loadProviders(names: readonly string[], home: string): Promise<ProviderList> {
  const providers = [...PROVIDERS];
  const packages: ProviderPackage[] = [];
  for (const name of names) {
    try {
      const provider = providerOf(name, await importPackage(name, home), providers);
      providers.push(provider);
      packages.push({ name, kind: provider.kind });
    } catch (error) {
      packages.push({ name, problem: problemOf(error) });
    }
  }
  return { providers, packages };
}

/** Throws IST-2229 with everything that is wrong with it. */
function providerOf(name: string, loaded: unknown, known: readonly Provider[]): Provider {
  const faults = providerFaults(loaded, known);
  if (faults.length > 0) {
    const message = `${name} is no provider that can be used: ${faults[0]?.message ?? ''}`;
    throw failure('IST-2229', message, { causes: faults });
  }
  return (loaded as { readonly provider: Provider }).provider;
}

const isPath = (name: string): boolean => /^\.{1,2}[\\/]|^[\\/]|^[a-zA-Z]:[\\/]/.test(name);

async function importPackage(name: string, home: string): Promise<unknown> {
  try {
    if (isPath(name)) return await import(await entryOf(path.resolve(name)));
    return await import(name).catch(async (error: { readonly code?: string }) => {
      if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
      return import(pathToFileURL(installedBeside(name, home)).href);
    });
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw failure('IST-2229', `${name} cannot be loaded: ${reason}`, { cause });
  }
}

/** A package that is installed where Isthmus was started or in its data folder, not beside Isthmus itself. */
function installedBeside(name: string, home: string): string {
  const places = [process.cwd(), home].map((folder) => path.join(path.resolve(folder), 'package.json'));
  for (const place of places) {
    try {
      return createRequire(place).resolve(name);
    } catch {
      // Looked for in the next place.
    }
  }
  throw new Error(`it is not installed; looked for beside Isthmus, in ${process.cwd()} and in ${home}`);
}

/** URL of the file that a path means: the file itself, or the folder's main file. */
async function entryOf(place: string): Promise<string> {
  const folder = (await stat(place)).isDirectory();
  return pathToFileURL(folder ? createRequire(path.join(place, 'package.json')).resolve(place) : place).href;
}
