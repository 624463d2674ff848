/** Changes how a source is connected, how often it is read, whether it is, and what its word counts. */

import { failure } from '../core/errors/registry.ts';
import type { Source } from '../core/model/estate.ts';
import type { ConnectionIdentity, Settings } from '../providers/connection.ts';
import { changeConnection, readConnection, saveIdentity, wakeWorkers } from '../store/connections.ts';
import { dropHeld } from '../store/holds.ts';
import { readSecrets } from '../store/secrets.ts';
import { savePrecedence } from '../store/sources.ts';
import type { Queryable } from '../store/store.ts';
import { lockConnecting, refuseTwice } from './connect-source.ts';
import type { ServiceContext } from './context.ts';
import { lockEstate, rebuildEstate } from './rebuild-estate.ts';
import { hostOf, liveProvider, openConnection } from './source-connection.ts';
import { notLive } from './source-not-live.ts';
import { resolveGiven, resolveSecrets, storeSecrets } from './source-secrets.ts';
import { checkInterval, checkSecrets, checkSettings } from './source-settings.ts';
import type { SecretInput } from './source-settings.ts';
import { refuseOldSecrets } from './source-trust.ts';
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

/**
 * All of it or nothing. Throws IST-2222, IST-2221 for a file, IST-2220, IST-2233, and what stands in the way of
 * connecting.
 */
export async function updateSource(
  context: ServiceContext,
  idOrName: string,
  request: UpdateSourceRequest,
): Promise<UpdatedSource> {
  const { precedence } = request;
  if (precedence !== undefined) checkPrecedence(precedence);
  const source = await findSource(context, idOrName);
  const change = await prepared(context, source, request);
  const notes = await context.store.transaction(async (connection) => {
    if (precedence !== undefined) {
      await lockEstate(connection);
      await savePrecedence(connection, source.id, precedence);
      await rebuildEstate(context, connection, `precedence of ${source.name}`);
    }
    return change === undefined ? [] : applyChange(context, connection, source, change);
  });
  return { source: await getSource(context, source.id), notes };
}

/** What is to be stored, checked and tried. */
interface PreparedChange extends Pick<UpdateSourceRequest, 'intervalSeconds' | 'paused' | 'force'> {
  readonly revision: number;
  readonly renewed: boolean;
  readonly settings?: Settings;
  readonly secrets: Readonly<Record<string, SecretInput | null>>;
  readonly identity?: ConnectionIdentity;
}

type Updated = Pick<Source, 'id' | 'name' | 'providerKind'>;

/** Undefined when nothing of the connection changes. */
async function prepared(
  context: ServiceContext,
  source: Updated,
  request: UpdateSourceRequest,
): Promise<PreparedChange | undefined> {
  const { settings, secrets = {}, intervalSeconds, paused, force } = request;
  const renewed = settings !== undefined || request.secrets !== undefined;
  if (!renewed && intervalSeconds === undefined && paused === undefined) return undefined;
  const record = await readConnection(context.store, source.id);
  if (record === undefined) throw notLive(source.name);
  if (intervalSeconds !== undefined) checkInterval(intervalSeconds);
  const rest = {
    ...(intervalSeconds !== undefined && { intervalSeconds }),
    ...(paused !== undefined && { paused }),
    ...(force !== undefined && { force }),
  };
  const common = { ...rest, revision: record.revision, renewed, secrets };
  if (!renewed) return common;
  const { live } = await liveProvider(context, source.providerKind);
  const merged = checkSettings(live, { ...record.settings, ...settings });
  const present = new Set((await readSecrets(context.store, source.id)).map(({ name }) => name));
  checkSecrets(live, secrets, present, context.installation.secretReferences);
  refuseOldSecrets(live, { before: record.settings, after: merged, present, given: secrets });
  if (request.test === false) return { ...common, settings: merged };
  const kept = await keptSecrets(context, source.id, present, secrets);
  const { signal } = context;
  await using opened = await openConnection(context, live, {
    sourceId: source.id,
    settings: merged,
    secrets: { ...kept, ...(await resolveGiven(context, secrets)) },
    ...(signal !== undefined && { signal }),
  });
  const { identity } = opened.connection;
  if (force !== true) {
    refuseOther(record.instanceId, identity);
    await refuseTwice(context.store, source.providerKind, identity, source.id);
  }
  return { ...common, settings: merged, identity };
}

async function applyChange(
  context: ServiceContext,
  connection: Queryable,
  source: Updated,
  { identity, secrets, revision, force, ...change }: PreparedChange,
): Promise<readonly string[]> {
  if (identity !== undefined && force !== true) {
    await lockConnecting(connection);
    await refuseTwice(connection, source.providerKind, identity, source.id);
  }
  await changeConnection(connection, source.id, change);
  if (change.renewed) {
    // Settings that were checked beside other secrets, or the other way round, are not stored.
    const stored = await readConnection(connection, source.id);
    if (stored?.revision !== revision + 1)
      throw failure('IST-2220', `somebody else changed "${source.name}" meanwhile`, {
        hint: 'Look at how it is connected now, and change it again.',
      });
    // What is held was read with other settings, perhaps of another platform.
    await dropHeld(connection, source.id);
  }
  if (identity !== undefined) await saveIdentity(connection, source.id, identity, hostOf(identity.endpoint));
  const notes = await storeSecrets(context, connection, source.id, secrets);
  await wakeWorkers(connection);
  return notes;
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

function checkPrecedence(precedence: number): void {
  if (!Number.isInteger(precedence) || Math.abs(precedence) > 1_000_000)
    throw failure('IST-2220', 'precedence must be a whole number', {
      causes: [{ where: 'precedence', message: 'must be a whole number' }],
    });
}
