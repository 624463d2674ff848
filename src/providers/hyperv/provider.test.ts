import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll } from 'vitest';
import { sshdSkip } from '../../../test/support/sshd.ts';
import { describeProvider } from '../conformance.ts';
import type { LiveAccess } from '../conformance-live.ts';
import { SECRETS, collected, machine } from './collected.fixture.ts';
import { startFakeHost } from './fake-powershell.fixture.ts';
import type { FakeHost } from './fake-powershell.fixture.ts';
import { hypervProvider } from './provider.ts';

async function put(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const many = Array.from({ length: 620 }, (_, i) =>
  machine({ id: `5f0c1a2b-0001-4000-8000-${String(i).padStart(12, '0')}`, name: `vm${i}`, biosGuid: null }),
);
const CSV = [
  '#TYPE Microsoft.SystemCenter.VirtualMachineManager.VM',
  '"Name","ID","CPUCount","Memory","VirtualMachineState","HostName","OperatingSystem","VirtualHardDisks","BiosGuid"',
  '"web1","6dbaf778-aab7-41d4-bdc8-11a2fe732a75","2","4096","Running","hv1.corp.example","Windows Server 2019 Standard","System.Object[]","fd36cef1-e691-4d57-b843-f6c9364834a2"',
].join('\r\n');

const started: { host?: Promise<FakeHost> } = {};
async function access(secrets: (host: FakeHost) => Readonly<Record<string, string>>): Promise<LiveAccess> {
  started.host ??= startFakeHost({
    who: collected({ machines: [], errors: [] }),
    all: collected({ machines: many }),
    thisHost: collected(),
  });
  const host = await started.host;
  const { port, username, fingerprint } = host.sshd;
  return { settings: { address: `127.0.0.1:${port}`, username, hostKey: fingerprint }, secrets: secrets(host) };
}

afterAll(async () => (await started.host)?.[Symbol.asyncDispose]());

describeProvider(
  hypervProvider,
  [
    {
      name: "a cluster, as composed after the collector's output (no PowerShell here to record it)",
      workloads: 2,
      secrets: SECRETS,
      file: (folder) => put(folder, 'hv.json', JSON.stringify(collected())),
    },
    {
      name: 'many machines, redirected by PowerShell into UTF-16',
      workloads: 620,
      secrets: SECRETS,
      file: (folder) =>
        put(folder, 'hv.json', Buffer.from(`\uFEFF${JSON.stringify(collected({ machines: many }))}\r\n`, 'utf16le')),
    },
    {
      name: 'a .zip of the files of two hosts that are no cluster',
      workloads: 2,
      file: (folder) =>
        put(
          folder,
          'hosts.zip',
          zipSync({
            'a.json': strToU8(JSON.stringify(collected({ cluster: null, machines: machine() }))),
            'b.json': strToU8(JSON.stringify(collected({ cluster: null, machines: machine({ host: 'HV02' }) }))),
          }),
        ),
    },
    { name: 'a CSV of System Center', workloads: 1, file: (folder) => put(folder, 'vms.csv', CSV) },
  ],
  [
    {
      name: 'a real SSH server with a stand-in for powershell.exe that replays JSON (no Windows here)',
      ...(sshdSkip !== undefined && { skip: sshdSkip }),
      workloads: 620,
      open: () => access(({ sshd }) => ({ privateKey: sshd.privateKey })),
      refused: () => access(() => ({ password: 'not the password' })),
    },
  ],
);
