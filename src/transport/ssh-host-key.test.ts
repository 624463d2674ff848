import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostKeyCheck } from './ssh-host-key.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-host-key-'));
  await promisify(execFile)('mkfifo', [path.join(folder, 'pipe')]);
  await writeFile(path.join(folder, 'large'), '# a comment\n'.repeat(100_000));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const check = (knownHostsFile: string, signal?: AbortSignal) =>
  hostKeyCheck({ host: 'kvm1.example', port: 22, knownHostsFile, ...(signal !== undefined && { signal }) });

describe('a known_hosts file', () => {
  test.each([
    { reason: 'an endless device', file: () => '/dev/zero' },
    { reason: 'a pipe nobody writes to', file: () => path.join(folder, 'pipe') },
    { reason: 'a folder', file: () => folder },
    { reason: 'a file of more than 1 MiB', file: () => path.join(folder, 'large') },
  ])('is not $reason', async ({ file }) => {
    await expect(check(file())).rejects.toMatchObject({ code: 'IST-2220' });
  });

  test('that is not there knows no host', async () => {
    const known = await check(path.join(folder, 'none'));
    expect(known.refusal(Buffer.from('key'))).toMatchObject({ code: 'IST-2208' });
  });

  test('is not read any more when connecting was ended', async () => {
    const reason = new Error('ended');
    await expect(check(path.join(folder, 'large'), AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
