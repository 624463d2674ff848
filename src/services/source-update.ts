/** Changes how a source is connected, how often it is read, whether it is, and what its word counts. */

import { failure } from '../core/errors/registry.ts';
import type { ConnectionIdentity } from '../providers/connection.ts';
import { changeConnection, readConnection, saveIdentity, wakeWorkers } from '../store/connections.ts';
import { dropHeld } from '../store/holds.ts';
import { readSecrets } from '../store/secrets.ts';
import { savePrecedence } from '../store/sources.ts';
import { refuseTwice } from './connect-source.ts';
import type { ServiceContext } from './context.ts';
import { lockEstate, rebuildEstate } from './rebuild-estate.ts';
import { hostOf, liveProvider, openConnection } from './source-connection.ts';
import { notLive } from './source-not-live.ts';
import { resolveGiven, resolveSecrets, storeSecrets } from './source-secrets.ts';
import { checkInterval, checkSecrets, checkSettings } from './source-settings.ts';
import type { SecretInput } from './source-settings.ts';
import { findSource, getSource } from './sources.ts';
import type { SourceWithReceipt } from './sources.ts';

export interface UpdateSourceRequest {
  /** Those that are named are changed; null takes one away. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, SecretInput | null>>;
  readonly intervalSeconds?: number;
  /** Also of a file. The estate is made again: another source may win now. */
  readonly precedence?: number;
  readonly paused?: boolean;
  /** Connects with new settings or secrets before they are stored; default true. */
  readonly test?: boolean;
  /** Also when another platform answers than before, or one that is connected already. */
  readonly force?: boolean;
}

export interface UpdatedSource {
  readonly source: SourceWithReceipt;
  readonly notes: readonly string[];
}

/** Throws IST-2222, IST-2221 for a file, IST-2220, IST-2233, and what stands in the way of connecting. */
export async function updateSource(
  context: ServiceContext,
  idOrName: string,
  request: UpdateSourceRequest,
): Promise<UpdatedSource> {
  const source = await findSource(context, idOrName);
  const notes = await updateConnection(context, source, request);
  if (request.precedence !== undefined) await changePrecedence(context, source, request.precedence);
  return { source: await getSource(context, source.id), notes };
}

async function updateConnection(
  context: ServiceContext,
  source: { readonly id: string; readonly name: string; readonly providerKind: string },
  request: UpdateSourceRequest,
): Promise<readonly string[]> {
  const { settings, secrets, intervalSeconds, paused } = request;
  if (settings === undefined && secrets === undefined && intervalSeconds === undefined && paused === undefined)
    return [];
  const record = await readConnection(context.store, source.id);
  if (record === undefined) throw notLive(source.name);
  if (intervalSeconds !== undefined) checkInterval(intervalSeconds);
  const renewed = settings !== undefined || secrets !== undefined;
  let merged: ReturnType<typeof checkSettings> | undefined;
  let identity: ConnectionIdentity | undefined;
  if (renewed) {
    const { live } = await liveProvider(context, source.providerKind);
    merged = checkSettings(live, { ...record.settings, ...settings });
    const present = new Set((await readSecrets(context.store, source.id)).map(({ name }) => name));
    checkSecrets(live, secrets ?? {}, present, context.installation.secretReferences);
    if (request.test !== false) {
      const kept = await keptSecrets(context, source.id, present, secrets ?? {});
      const all = { ...kept, ...(await resolveGiven(context, secrets ?? {})) };
      const { signal } = context;
      await using opened = await openConnection(context, live, {
        sourceId: source.id,
        settings: merged,
        secrets: all,
        ...(signal !== undefined && { signal }),
      });
      ({ identity } = opened.connection);
      if (request.force !== true) {
        refuseOther(record.instanceId, identity);
        await refuseTwice(context, source.providerKind, identity, source.id);
      }
    }
  }
  return context.store.transaction(async (connection) => {
    const change = {
      renewed,
      ...(merged !== undefined && { settings: merged }),
      ...(intervalSeconds !== undefined && { intervalSeconds }),
      ...(paused !== undefined && { paused }),
    };
    await changeConnection(connection, source.id, change);
    // What is held was read with other settings, perhaps of another platform.
    if (renewed) await dropHeld(connection, source.id);
    if (identity !== undefined) await saveIdentity(connection, source.id, identity, hostOf(identity.endpoint));
    const notes = await storeSecrets(context, connection, source.id, secrets ?? {});
    await wakeWorkers(connection);
    return notes;
  });
}

/** Stored secrets that stay. None is opened when all are given anew: that is the way out of a lost key. */
async function keptSecrets(
  context: ServiceContext,
  sourceId: string,
  present: ReadonlySet<string>,
  given: Readonly<Record<string, SecretInput | null>>,
): Promise<Readonly<Record<string, string>>> {
  if ([...present].every((name) => given[name] !== undefined)) return {};
  const stored = await resolveSecrets(context, sourceId);
  return Object.fromEntries(Object.entries(stored).filter(([name]) => given[name] !== null));
}

function refuseOther(instanceId: string | null, identity: ConnectionIdentity): void {
  if (instanceId === null || instanceId === identity.instanceId) return;
  throw failure('IST-2233', `another platform answers: ${identity.product} at ${identity.endpoint}`, {
    hint: 'Connect it as a source of its own; with --force this source goes on with it and forgets the former one.',
  });
}

async function changePrecedence(context: ServiceContext, source: { id: string; name: string }, precedence: number) {
  if (!Number.isInteger(precedence) || Math.abs(precedence) > 1_000_000)
    throw failure('IST-2220', 'precedence must be a whole number', {
      causes: [{ where: 'precedence', message: 'must be a whole number' }],
    });
  await context.store.transaction(async (connection) => {
    await lockEstate(connection);
    await savePrecedence(connection, source.id, precedence);
    await rebuildEstate(context, connection, `precedence of ${source.name}`);
  });
}
