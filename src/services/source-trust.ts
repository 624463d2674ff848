/** Stored secrets go where they were given for. Whoever may change a source must not be able to send them elsewhere. */

import type { ErrorCause } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import type { Connector, Settings } from '../providers/connection.ts';
import type { SecretInput } from './source-settings.ts';

export interface ChangedSettings {
  readonly before: Settings;
  readonly after: Settings;
  /** Names of the secrets that are stored, sealed or as references. */
  readonly present: ReadonlySet<string>;
  /** Null takes a secret away. */
  readonly given: Readonly<Record<string, SecretInput | null>>;
}

/**
 * Throws IST-2220, naming settings and secrets, when what decides whom secrets are shown to changes and a stored secret
 * is not given again.
 */
export function refuseOldSecrets(connector: Connector, { before, after, present, given }: ChangedSettings): void {
  const changed = connector.settings
    .filter(({ name, decidesTrust }) => decidesTrust === true && !same(before[name], after[name]))
    .map(({ name }) => name);
  const kept = [...present].filter((name) => given[name] === undefined).sort();
  if (changed.length === 0 || kept.length === 0) return;
  const causes: ErrorCause[] = kept.map((where) => ({ where, message: 'must be given again' }));
  throw failure(
    'IST-2220',
    `${changed.join(', ')} ${changed.length === 1 ? 'decides' : 'decide'} whom secrets are shown to: with another, give ${kept.join(', ')} again`,
    { causes, hint: 'Stored secrets are not sent to a place they were not given for.' },
  );
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
