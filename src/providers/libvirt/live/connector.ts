/** Connects to a libvirt daemon, and says who answers. */

import { failure } from '../../../core/errors/registry.ts';
import type { Connection, ConnectionIdentity, ConnectRequest } from '../../connection.ts';
import { parseAddress, socketsOf } from '../connect/address.ts';
import type { LibvirtAddress } from '../connect/address.ts';
import { handshake } from '../connect/handshake.ts';
import { reachBySsh, reachLocal } from '../connect/reach.ts';
import type { Reached } from '../connect/reach.ts';
import { hostUuid } from '../places/host.ts';
import { capabilities, hostName, hypervisorType, hypervisorVersion, libraryVersion } from '../rpc/calls.ts';
import { LibvirtError } from '../rpc/errors.ts';
import { parseXml } from '../xml.ts';
import { readInventory } from './inventory.ts';
import type { HostIdentity } from './inventory.ts';
import { Session } from './session.ts';
import { refuseForeignSocket } from '../connect/own-sockets.ts';
import { readSettings } from './settings.ts';
import type { LibvirtSettings } from './settings.ts';

export async function connectLibvirt(request: ConnectRequest): Promise<Connection> {
  request.signal?.throwIfAborted();
  const settings = readSettings(request);
  const address = parseAddress(settings.uri);
  const reached = await reach(address, settings, request);
  const session = new Session(reached, settings.readWrite, request);
  try {
    await handshake(session.client, reached.name, address.uri, !settings.readWrite);
    const { host, identity } = await introduce(session, address, reached);
    await session.listen();
    return {
      identity,
      inventory: { read: (options) => readInventory(session, host, options) },
      [Symbol.asyncDispose]: () => session.close(),
    };
  } catch (error) {
    await session.close();
    // What an abort broke off was not broken by the daemon.
    request.signal?.throwIfAborted();
    throw error instanceof LibvirtError
      ? failure('IST-2205', `libvirt (${reached.name}) does not say who it is: ${error.message}`, { cause: error })
      : error;
  }
}

async function reach(address: LibvirtAddress, settings: LibvirtSettings, request: ConnectRequest): Promise<Reached> {
  const sockets = socketsOf(address, settings.socket, settings.readWrite);
  const { host, port, username } = address;
  if (host === undefined || username === undefined) {
    for (const socket of sockets) refuseForeignSocket(socket);
    return reachLocal(sockets, request.signal);
  }
  const { privateKey, passphrase, password } = request.secrets;
  const { hostKey, knownHostsFile } = settings;
  return reachBySsh(
    {
      host,
      username,
      ...(port !== undefined && { port }),
      ...(hostKey !== undefined && { hostKey }),
      ...(knownHostsFile !== undefined && { knownHostsFile }),
      ...(privateKey !== undefined && { privateKey }),
      ...(passphrase !== undefined && { passphrase }),
      ...(password !== undefined && { password }),
      ...(request.signal !== undefined && { signal: request.signal }),
    },
    sockets,
  );
}

async function introduce(
  session: Session,
  address: LibvirtAddress,
  reached: Reached,
): Promise<{ readonly host: HostIdentity; readonly identity: ConnectionIdentity }> {
  const { client } = session;
  const [type, version, library, name, described] = await Promise.all([
    hypervisorType(client),
    hypervisorVersion(client),
    libraryVersion(client),
    hostName(client),
    capabilities(client),
  ]);
  const uuid = hostUuid(parseXml(described));
  const product = `${type} ${versionText(version)} (libvirt ${versionText(library)})`;
  // The driver for tests has no host; its name and what it was asked to open tell it from others.
  const scope = uuid ?? `${name}${address.uri}`.toLowerCase();
  return {
    host: { name, scope, version: product },
    identity: {
      product,
      version: versionText(version),
      instanceId: scope,
      endpoint: endpointOf(address, reached),
      ...(address.username !== undefined && { account: address.username }),
      ...(reached.fingerprint !== undefined && { fingerprint: reached.fingerprint }),
      ...(!session.readWrite && {
        lacking: [
          {
            right: 'read-write connection',
            cost: 'guest agents are not asked: what guests say of system, name, addresses and file systems stays unknown',
          },
        ],
      }),
    },
  };
}

const endpointOf = ({ uri, transport, host, port }: LibvirtAddress, { name }: Reached): string =>
  transport === 'ssh' ? `${uri.replace('://', '+ssh://')} at ${host ?? ''}:${port ?? 22}` : `${uri} at ${name}`;

/** 9000000 → "9.0.0" */
function versionText(version: number): string {
  return [Math.floor(version / 1e6), Math.floor(version / 1e3) % 1e3, version % 1e3].join('.');
}
