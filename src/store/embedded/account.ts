/**
 * PostgreSQL refuses to run as root. When Isthmus itself runs as root (containers, CI), the database server
 * runs as an unprivileged account: the owner of the data folder, else `isthmus`, else `postgres`, else an
 * `isthmus` account made for it, else `nobody`.
 */

import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const makers: readonly (readonly [string, readonly string[]])[] = [
  ['useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'isthmus']],
  ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', 'isthmus']],
];

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function create(): Promise<Account | undefined> {
  for (const [command, args] of makers) {
    try {
      await run(command, args);
      return await lookUp('isthmus');
    } catch {
      // The next tool, or the fallback of the caller, is the answer to a missing or refusing tool.
    }
  }
  return undefined;
}

/** The account the server must run as, or undefined when the current user will do. */
export async function serverAccount(folder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(folder).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (
    (await lookUp('isthmus')) ??
    (await lookUp('postgres')) ??
    (await create()) ??
    (await lookUp('nobody')) ?? { uid: 65534, gid: 65534 }
  );
}

/** True when the account may enter the folder: every directory on the way lets it pass. */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const entry = await stat(at).catch(() => undefined);
    if (entry !== undefined) {
      const bit = entry.uid === account.uid ? 0o100 : entry.gid === account.gid ? 0o010 : 0o001;
      if ((entry.mode & bit) === 0) return false;
    }
    if (at === path.dirname(at)) return true;
  }
}
