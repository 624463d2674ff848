/** Connects to a vCenter Server or an ESXi host. */

import { HttpsClient } from '../../transport/https.ts';
import type { ConnectRequest, Connection, ConnectionIdentity } from '../connection.ts';
import { VsphereInventory } from './inventory.ts';
import { textAt } from './nodes.ts';
import { lackingRights } from './rights.ts';
import { VimSession } from './session.ts';
import { readSettings } from './settings.ts';
import { SoapClient } from './soap.ts';

/** Requests at a time: one that streams machines, and a few for utilisation and tags beside it. */
const CONNECTIONS = 5;

export async function connect(request: ConnectRequest): Promise<Connection> {
  const { signal, sourceId, clock } = request;
  signal?.throwIfAborted();
  const settings = readSettings(request);
  const { endpoint, trust, credentials, maxResponseBytes } = settings;
  const https = new HttpsClient({
    endpoint,
    trust,
    maxConnections: CONNECTIONS,
    ...(signal !== undefined && { signal }),
  });
  const session = new VimSession(new SoapClient(https, maxResponseBytes), credentials, signal);
  const close = async (): Promise<void> => {
    if (signal?.aborted !== true) await session[Symbol.asyncDispose]();
    await https[Symbol.asyncDispose]();
  };
  try {
    await session.open();
    const identity = await identityOf(session, https);
    const scope = identity.instanceId;
    return {
      identity,
      inventory: new VsphereInventory({ session, https, settings, sourceId, scope, clock }),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function identityOf(session: VimSession, https: HttpsClient): Promise<ConnectionIdentity> {
  const { about, user } = session;
  const version = textAt(about, 'version');
  const account = textAt(user, 'userName');
  const fingerprint = https.certificate?.thumbprint;
  const lacking = await lackingRights(session);
  return {
    product: textAt(about, 'fullName') ?? textAt(about, 'name') ?? 'VMware vSphere',
    ...(version !== undefined && { version }),
    // A host on its own has no instance UUID: its address stands for it.
    instanceId: (textAt(about, 'instanceUuid') ?? https.place).toLowerCase(),
    endpoint: `https://${https.place}`,
    ...(account !== undefined && { account }),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(lacking.length > 0 && { lacking }),
  };
}
