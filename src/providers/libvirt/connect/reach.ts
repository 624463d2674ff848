/** The way to a daemon's socket: on this machine, or on another by SSH without a shell. */

import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { IsthmusError } from '../../../core/errors/errors.ts';
import { failure } from '../../../core/errors/registry.ts';
import { openSsh } from '../../../transport/ssh.ts';
import type { SshTarget } from '../../../transport/ssh.ts';

export interface Reached {
  readonly stream: Duplex;
  /** How errors name it. */
  readonly name: string;
  /** Of the SSH host's key. */
  readonly fingerprint?: string;
  close(): Promise<void>;
}

/** The first of the sockets that answers. Throws IST-2201 when none does, IST-2204 when this user may open none. */
export async function reachLocal(sockets: readonly string[], signal: AbortSignal | undefined): Promise<Reached> {
  const refusals: { socket: string; code: string }[] = [];
  for (const socket of sockets) {
    signal?.throwIfAborted();
    const opened = await openLocal(socket);
    if (typeof opened !== 'string') {
      return { stream: opened, name: socket, close: () => Promise.resolve(void opened.destroy()) };
    }
    refusals.push({ socket, code: opened });
  }
  const denied = refusals.find(({ code }) => code === 'EACCES' || code === 'EPERM');
  if (denied !== undefined) {
    throw failure('IST-2204', `This user may not open ${denied.socket}`, {
      hint: 'Add the user that runs Isthmus to the group libvirt of the host, or let the read-only socket be open to all as it is by default.',
    });
  }
  throw failure('IST-2201', `No libvirt daemon answers at ${sockets.join(' or ')}`, {
    causes: refusals.map(({ socket, code }) => ({ where: socket, message: code })),
    hint: 'Start libvirtd (or virtqemud) there, or name its socket in setting socket.',
  });
}

/** The code of the error when it cannot be opened. */
function openLocal(path: string): Promise<Duplex | string> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    const failed = (error: NodeJS.ErrnoException): void => resolve(error.code ?? error.message);
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.off('error', failed);
      resolve(socket);
    });
  });
}

/** As openSsh, and IST-2204 when the account may open none of the sockets. */
export async function reachBySsh(target: SshTarget, sockets: readonly string[]): Promise<Reached> {
  const ssh = await openSsh(target);
  try {
    for (const [index, socket] of sockets.entries()) {
      try {
        const stream = await ssh.openUnixSocket(socket);
        return {
          stream,
          name: `${target.host}:${target.port ?? 22}, ${socket}`,
          fingerprint: ssh.fingerprint,
          close: async () => {
            stream.destroy();
            await ssh[Symbol.asyncDispose]();
          },
        };
      } catch (error) {
        const another = error instanceof IsthmusError && error.code === 'IST-2204' && index < sockets.length - 1;
        if (!another) throw error;
      }
    }
    throw new TypeError('no socket to try');
  } catch (error) {
    await ssh[Symbol.asyncDispose]();
    throw error;
  }
}
