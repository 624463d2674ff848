/** Runs the installed command as a user does: its own process, its own data folder. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../bin/isthmus.mjs', import.meta.url));

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Place {
  /** ISTHMUS_HOME. */
  readonly home: string;
  /** Working folder. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function start(place: Place, args: readonly string[]): ChildProcess {
  const { ISTHMUS_SERVER: _server, ISTHMUS_TOKEN: _token, DATABASE_URL: _url, ...env } = process.env;
  return spawn(process.execPath, [entry, ...args], {
    cwd: place.cwd,
    env: { ...env, ISTHMUS_HOME: place.home, ISTHMUS_CONFIG: `${place.home}-contexts.yaml`, ...place.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export async function isthmus(place: Place, ...args: readonly string[]): Promise<Ran> {
  const child = start(place, args);
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)));
  return { code, out, err };
}

export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  /** Address with the one-time secret. */
  readonly signInUrl: string;
}

/** A server on a free port, stopped as by Ctrl-C when disposed of. */
export async function serve(place: Place, args: readonly string[] = ['serve']): Promise<RunningServer> {
  const child = start(place, [...args, '--port', '0']);
  let out = '';
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.includes('#secret=') && out.endsWith('\n')) resolve();
    });
    child.once('close', (code) => reject(new Error(`the server ended with ${code}: ${err}`)));
  });
  return {
    url: /Isthmus is at (\S+)/.exec(out)?.[1] ?? '',
    signInUrl: /Sign in .*: (\S+)/.exec(out)?.[1] ?? '',
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
