/**
 * Stands in for Windows behind a real SSH server: a program called powershell.exe that takes the script by standard
 * input as Windows would, and replays documents instead of running it.
 */

import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startSshd } from '../../../test/support/sshd.ts';
import type { TestSshd } from '../../../test/support/sshd.ts';

const PROGRAM = `#!/bin/sh
folder=$(dirname "$0")
cat > "$folder/stdin.txt"
printf '%s\\n' "$*" >> "$folder/arguments.txt"
code=$(printf '%s' "$4" | base64 -d | tr -d '\\000')
case "$code" in
  *-WhoOnly) cat "$folder/who.txt" ;;
  *-ThisHostOnly) cat "$folder/this-host.txt" ;;
  *) cat "$folder/all.txt" ;;
esac
cat "$folder/stderr.txt" >&2
exit "$(cat "$folder/code.txt")"
`;

export interface FakeHost extends AsyncDisposable {
  readonly sshd: TestSshd;
  /** Replaces what is replayed. */
  say(what: 'who' | 'all' | 'this-host' | 'stderr' | 'code', text: string): Promise<void>;
  received(what: 'stdin' | 'arguments'): Promise<string>;
}

export async function startFakeHost(documents: {
  readonly who: unknown;
  readonly all: unknown;
  readonly thisHost: unknown;
}): Promise<FakeHost> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-powershell-'));
  const file = (name: string): string => path.join(folder, name);
  await writeFile(file('powershell.exe'), PROGRAM);
  await chmod(file('powershell.exe'), 0o755);
  await chmod(folder, 0o755);
  const say = (what: string, text: string): Promise<void> => writeFile(file(`${what}.txt`), text);
  await say('who', JSON.stringify(documents.who));
  await say('all', JSON.stringify(documents.all));
  await say('this-host', JSON.stringify(documents.thisHost));
  await say('stderr', '');
  await say('code', '0');
  const sshd = await startSshd([`SetEnv PATH=${folder}:/usr/bin:/bin`]);
  return {
    sshd,
    say,
    received: (what) => readFile(file(`${what}.txt`), 'utf8'),
    async [Symbol.asyncDispose]() {
      await sshd[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
