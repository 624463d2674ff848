/** The shipped playbook, run by a real Ansible against this machine, with the real ss. */

import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readTexts } from './flows.fixture.ts';
import { parseSocket } from './formats/sockets.ts';
import { KIT } from './kit.ts';

const run = promisify(execFile);

function missing(): string | undefined {
  if (process.platform !== 'linux') return 'not Linux';
  for (const tool of ['ansible-playbook', 'ss']) {
    try {
      execFileSync(tool, ['--version'], { stdio: 'ignore' });
    } catch {
      return `${tool} is not installed`;
    }
  }
  return undefined;
}

const skip = missing();

describe.skipIf(skip !== undefined)(
  `collecting connections with Ansible${skip === undefined ? '' : ` (skipped: ${skip})`}`,
  () => {
    it('writes what ss lists of this machine, and reads it', { timeout: 120_000 }, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'isthmus-collect-'));
      const server = createServer().listen(0, '127.0.0.1');
      try {
        await new Promise((resolve) => void server.once('listening', resolve));
        const { port } = server.address() as AddressInfo;
        const playbook = join(folder, 'collect-connections.yml');
        await writeFile(playbook, (await KIT[0]?.content()) ?? '');
        const options = ['-i', 'localhost,', '-c', 'local', playbook, '-e', `output=${folder}/out`];
        await run('ansible-playbook', options, { env: { ...process.env, ANSIBLE_NOCOLOR: '1', HOME: folder } });
        const [name = ''] = await readdir(`${folder}/out`);
        const text = await readFile(`${folder}/out/${name}`, 'utf8');
        const document = JSON.parse(text) as { host: { name: string; addresses: string[] }; output: string[] };
        expect(document.host.name).not.toBe('');
        const waiting = document.output
          .map(parseSocket)
          .filter((socket) => socket !== undefined && socket.peer === undefined);
        expect(waiting.map((socket) => socket?.local.port)).toContain(port);
        const { receipt, issues } = await readTexts({ [name]: text });
        expect(receipt.parts[0]).toMatchObject({ handling: 'read', foundAs: 'connections of machines' });
        expect(receipt.counts['rows']).toBe(document.output.length);
        expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
      } finally {
        server.close();
        await rm(folder, { recursive: true });
      }
    });
  },
);
