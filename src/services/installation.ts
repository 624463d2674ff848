/**
 * What an installation brings along for live sources: which providers there are, the keys that secrets are sealed with,
 * what references to secrets may name, and when a read is not believed. Nothing is loaded before it is asked for, so
 * that a command which needs none of it starts fast.
 */

import type { Config } from '../config.ts';
import type { ProviderList } from './provider-packages.ts';
import type { MasterKeys } from './seal-keys.ts';
import { SERVER_REFERENCES } from './secret-reference-allowed.ts';

export interface Installation {
  /** Built-in providers and those of packages. The same list at every call. */
  providers(): Promise<ProviderList>;
  /** Throws IST-2225 when keys are named that cannot be read. */
  readonly keys: MasterKeys;
  /** Reference to the key that signs the audit log; absent: a key file in the data folder. */
  readonly auditKey?: string | undefined;
  /** Variables that references to secrets are resolved with. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** What references may begin with; undefined: anything. */
  readonly secretReferences: readonly string[] | undefined;
  /** A source that lists this many percent fewer machines than before is held. */
  readonly holdPercent: number;
  readonly databaseUrl: string | undefined;
  /** Asked for public prices instead of the service itself. */
  readonly pricesEndpoint: string | undefined;
}

export const DEFAULT_HOLD_PERCENT = 50;

export interface InstallationOptions {
  /** Whoever asks owns the data folder and this process: references may name any of their files and variables. */
  readonly trusted?: boolean;
  readonly variables?: Installation['variables'];
}

export function installationOf(
  config: Config,
  { trusted = false, variables = process.env }: InstallationOptions = {},
): Installation {
  let providers: Promise<ProviderList> | undefined;
  return {
    providers: () =>
      (providers ??= import('./provider-packages.ts').then(({ loadProviders }) =>
        loadProviders(config.providers ?? [], config.home),
      )),
    keys: { key: config.key, keyFile: config.keyFile, home: config.home },
    auditKey: config.auditKey,
    variables,
    secretReferences: config.secretReferences ?? (trusted ? undefined : SERVER_REFERENCES),
    holdPercent: config.holdPercent ?? DEFAULT_HOLD_PERCENT,
    databaseUrl: config.databaseUrl,
    pricesEndpoint: config.pricesEndpoint,
  };
}
