/** What every use case is handed: the store, the clock, who asks, and where to say how far it has come. */

import { randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Catalog } from '../core/catalog/catalog.ts';
import { failure } from '../core/errors/registry.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/store.ts';
import { loadCatalog } from './catalog.ts';
import { installationOf } from './installation.ts';
import type { Installation } from './installation.ts';
import type { ReplayPins } from './replay-pins.ts';

export interface ServiceContext {
  readonly store: Store;
  readonly clock: () => Date;
  /** Who asks, as results and imports record it. */
  readonly actor: string;
  readonly signal?: AbortSignal;
  /** The data folder: the user's own packs and price lists stand there. */
  readonly home: string;
  /** What this installation brings along: providers, keys, limits. */
  readonly installation: Installation;
  catalog(): Promise<Catalog>;
  /** A decision is made again: these inputs stand in the place of those in force, and nothing is kept. */
  readonly replay?: ReplayPins;
  /** Fraction done, 0 to 1, the phase in words, and what is being worked on. */
  progress(fraction: number, phase: string, detail?: string): void;
}

export type OwnedContext = ServiceContext & AsyncDisposable;

/**
 * Opens the database this configuration names. Dispose of the context to let the database go. `trusted`: whoever asks
 * owns this machine's data folder, as on the command line; never when requests come from elsewhere.
 */
export async function openContext(
  config: Config,
  options: { readonly actor?: string; readonly clock?: () => Date; readonly trusted?: boolean } = {},
): Promise<OwnedContext> {
  const store = await openStore(config);
  return {
    store,
    clock: options.clock ?? (() => new Date()),
    actor: options.actor ?? 'local',
    home: config.home,
    installation: installationOf(config, { trusted: options.trusted === true }),
    catalog: loadCatalog,
    progress: () => undefined,
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

/** A new id for something that is made once: "imp-" and 16 hex digits. */
export const newId = (prefix: string): string => `${prefix}-${randomBytes(8).toString('hex')}`;

/** Throws IST-7010 when the work was cancelled. Called between batches. */
export function throwIfCancelled(context: ServiceContext): void {
  if (context.signal?.aborted === true) throw failure('IST-7010', 'the operation was cancelled');
}

/** A context that reports its progress as a part of a larger whole. */
export function within(context: ServiceContext, from: number, to: number): ServiceContext {
  return {
    ...context,
    progress: (fraction, phase, detail) => context.progress(from + fraction * (to - from), phase, detail),
  };
}
