/** What the server itself writes about itself: postmaster.pid, and whether the process it names is the server. */

import { execFile } from 'node:child_process';
import { readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

export function parsePostmaster(text: string): Postmaster | undefined {
  const lines = text.split(/\r?\n/);
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0) return undefined;
  return { pid, port, ready: lines[7]?.trim() === 'ready' };
}

const pidFile = (data: string): string => path.join(data, 'postmaster.pid');

/** Undefined when no server has the folder open, or it has only begun to write the file. */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(pidFile(data), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parsePostmaster(text);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, and another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function commandOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (process.platform === 'win32') return undefined;
  return run('ps', ['-o', 'command=', '-p', String(pid)]).then(
    (out) => out.stdout,
    () => undefined,
  );
}

/**
 * Removes a postmaster.pid whose process is not the server. PostgreSQL does this itself when the process is gone,
 * but refuses to start when the number has been given to another process: after a reboot, or in a restarted container.
 */
export async function removeStalePidFile(data: string): Promise<boolean> {
  const server = await readPostmaster(data);
  if (server === undefined || !isAlive(server.pid)) return false;
  const written = await stat(pidFile(data)).then(
    (found) => found.mtimeMs,
    () => Date.now(),
  );
  const command = await commandOf(server.pid);
  const beforeBoot = written < Date.now() - os.uptime() * 1000 - 60_000;
  const another = command !== undefined && !command.includes('postgres');
  if (!beforeBoot && !another) return false;
  if ((await readPostmaster(data))?.pid !== server.pid) return false;
  await rm(pidFile(data), { force: true });
  return true;
}
