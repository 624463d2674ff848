/**
 * Which sockets of this machine a source may name. Whoever sets up a source could otherwise have Isthmus open any socket
 * that its user may open, such as that of a container engine or a database.
 */

import { realpathSync } from 'node:fs';
import path from 'node:path';
import { failure } from '../../../core/errors/registry.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const VARIABLE = 'ISTHMUS_LIBVIRT_SOCKETS';
const FOLDERS = ['/run/libvirt', '/var/run/libvirt'];

/** Throws IST-2220 for a socket that is in no folder of libvirt, unless the environment allows any. */
export function refuseForeignSocket(socket: string, env: Environment = process.env): void {
  if (env[VARIABLE] === 'allow') return;
  const folders = [...FOLDERS, ...userFolders(env)];
  const below = (file: string): boolean => folders.some((folder) => file.startsWith(`${folder}/`));
  if (path.isAbsolute(socket) && below(path.resolve(socket)) && below(realPath(path.resolve(socket)))) return;
  throw failure('IST-2220', `the socket is in no folder of libvirt (${folders.join(', ')})`, {
    hint: `Who runs Isthmus may allow other sockets of this machine with ${VARIABLE}=allow in its environment.`,
  });
}

/** Where daemons of the user's own session listen. */
function userFolders(env: Environment): readonly string[] {
  const runtime = env['XDG_RUNTIME_DIR'];
  if (runtime !== undefined && path.isAbsolute(runtime)) return [path.join(path.resolve(runtime), 'libvirt')];
  const id = process.getuid?.();
  return id === undefined ? [] : [`/run/user/${id}/libvirt`];
}

/** A socket that is not there leads nowhere else. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
