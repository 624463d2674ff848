/** Connects a platform as a source that is read again and again (U7). */

import { failure } from '../core/errors/registry.ts';
import type { ConnectionIdentity } from '../providers/connection.ts';
import { insertConnection, saveIdentity, sourcesOfInstance, wakeWorkers } from '../store/connections.ts';
import { LOCK_SPACE, LOCKS } from '../store/locks.ts';
import { findSources, saveSource } from '../store/sources.ts';
import type { Queryable } from '../store/store.ts';
import type { ServiceContext } from './context.ts';
import { sourceIdOf } from './source-id.ts';
import { hostOf, liveProvider, openConnection } from './source-connection.ts';
import { resolveGiven, storeSecrets } from './source-secrets.ts';
import { checkInterval, checkSecrets, checkSettings } from './source-settings.ts';
import type { SecretInput } from './source-settings.ts';
import { getSource } from './sources.ts';
import type { SourceWithReceipt } from './sources.ts';

export interface ConnectSourceRequest {
  readonly kind: string;
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, SecretInput>>;
  /** Absent: what the kind takes. */
  readonly intervalSeconds?: number;
  /** Absent: the provider's. */
  readonly precedence?: number;
  /** Connects once before anything is stored; default true. */
  readonly test?: boolean;
  /** Also when another source is connected to the same platform. */
  readonly force?: boolean;
}

export interface ConnectedSource {
  readonly source: SourceWithReceipt;
  /** Null when it was not tested. */
  readonly identity: ConnectionIdentity | null;
  /** What people should know, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Nothing is stored when connecting fails. Throws IST-2221 for the kind, IST-2220 for settings, IST-2223 for the name,
 * IST-2201 to IST-2209 and IST-2224 for the way there, IST-2233 when the platform is connected already.
 */
export async function connectSource(context: ServiceContext, request: ConnectSourceRequest): Promise<ConnectedSource> {
  const { live, kind, precedence } = await liveProvider(context, request.kind);
  const name = request.name.trim();
  if (name === '' || name.length > 200)
    throw failure('IST-2220', 'the name of a source has 1 to 200 characters', {
      causes: [{ where: 'name', message: 'has no use' }],
    });
  const settings = checkSettings(live, request.settings);
  checkSecrets(live, request.secrets, new Set(), context.installation.secretReferences);
  const intervalSeconds = checkInterval(request.intervalSeconds ?? live.intervalSeconds);
  const sourceId = sourceIdOf(kind, name);
  await refuseTaken(context.store, sourceId, name);

  let identity: ConnectionIdentity | null = null;
  if (request.test !== false) {
    const secrets = await resolveGiven(context, request.secrets);
    const { signal } = context;
    await using opened = await openConnection(context, live, {
      sourceId,
      settings,
      secrets,
      ...(signal !== undefined && { signal }),
    });
    identity = opened.connection.identity;
    if (request.force !== true) await refuseTwice(context.store, kind, identity, sourceId);
  }
  const notes = await context.store.transaction(async (connection) => {
    // Asked again where nobody can come between: trying the connection took its time.
    await lockConnecting(connection);
    await refuseTaken(connection, sourceId, name);
    if (identity !== null && request.force !== true) await refuseTwice(connection, kind, identity, sourceId);
    const now = context.clock();
    const standing = request.precedence ?? precedence;
    const source = { id: sourceId, name, providerKind: kind, precedence: standing, observedAt: now.toISOString() };
    await saveSource(connection, source, now);
    await insertConnection(connection, { sourceId, settings, intervalSeconds, actor: context.actor });
    if (identity !== null) await saveIdentity(connection, sourceId, identity, hostOf(identity.endpoint));
    const said = await storeSecrets(context, connection, sourceId, request.secrets);
    await wakeWorkers(connection);
    return said;
  });
  return { source: await getSource(context, sourceId), identity, notes };
}

/** Sources are connected one after the other, until the caller's transaction ends. */
export async function lockConnecting(connection: Queryable): Promise<void> {
  await connection.query('select pg_advisory_xact_lock($1, $2)', [LOCK_SPACE, LOCKS.connect]);
}

async function refuseTaken(db: Queryable, sourceId: string, name: string): Promise<void> {
  const taken = [...(await findSources(db, sourceId)), ...(await findSources(db, name))];
  if (taken.some((source) => source.id === sourceId || source.name === name))
    throw failure('IST-2223', `there is a source named "${name}"`);
}

/** Throws IST-2233. Machines would be merged, but each read would cost the platform twice. */
export async function refuseTwice(
  db: Queryable,
  kind: string,
  identity: ConnectionIdentity,
  sourceId: string,
): Promise<void> {
  const others = await sourcesOfInstance(db, kind, identity.instanceId, sourceId);
  if (others.length > 0)
    throw failure('IST-2233', `${identity.product} at ${identity.endpoint} is connected as "${others.join('", "')}"`);
}
