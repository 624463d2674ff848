import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll } from 'vitest';
import { libvirtSkip, startLibvirtd } from '../../../test/support/libvirt.ts';
import type { TestLibvirtd } from '../../../test/support/libvirt.ts';
import { sshdSkip, startSshd } from '../../../test/support/sshd.ts';
import type { TestSshd } from '../../../test/support/sshd.ts';
import { describeProvider } from '../conformance.ts';
import type { LiveAccess } from '../conformance-live.ts';
import { ordinaryDomain, testHost } from './domain.fixture.ts';
import { libvirtProvider } from './provider.ts';

// Daemons of tests listen in folders of their own.
process.env['ISTHMUS_LIBVIRT_SOCKETS'] = 'allow';

const DOMAINS = 25;
const started: { daemon?: Promise<TestLibvirtd>; sshd?: Promise<TestSshd> } = {};

async function host(): Promise<{ daemon: TestLibvirtd; uri: string }> {
  started.daemon ??= startLibvirtd().then(async (daemon) => {
    await writeFile(path.join(daemon.folder, 'host.xml'), testHost(DOMAINS));
    return daemon;
  });
  const daemon = await started.daemon;
  return { daemon, uri: `${daemon.folder}/host.xml` };
}

async function bySsh(change: (sshd: TestSshd) => Readonly<Record<string, string>>): Promise<LiveAccess> {
  const { daemon, uri } = await host();
  started.sshd ??= startSshd();
  const sshd = await started.sshd;
  return {
    settings: {
      uri: `test+ssh://${sshd.username}@127.0.0.1:${sshd.port}${uri}`,
      socket: daemon.readOnlySocket,
      hostKey: sshd.fingerprint,
    },
    secrets: change(sshd),
  };
}

afterAll(async () => {
  await (await started.sshd)?.[Symbol.asyncDispose]();
  await (await started.daemon)?.[Symbol.asyncDispose]();
});

describeProvider(
  libvirtProvider,
  [
    {
      name: 'one definition of virsh dumpxml',
      workloads: 1,
      secrets: ['s3cret-of-the-console'],
      async file(folder) {
        await writeFile(path.join(folder, 'web01.xml'), ordinaryDomain('web01'));
        return path.join(folder, 'web01.xml');
      },
    },
    {
      name: 'a folder of definitions with a broken one',
      workloads: 2,
      secrets: ['s3cret-of-the-console'],
      async file(folder) {
        await mkdir(path.join(folder, 'qemu/networks'), { recursive: true });
        const write = (name: string, text: string): Promise<void> => writeFile(path.join(folder, 'qemu', name), text);
        await write('web01.xml', `<!--\nWARNING: THIS IS AN AUTO-GENERATED FILE.\n-->\n${ordinaryDomain('web01')}`);
        await write('web02.xml', ordinaryDomain('web02'));
        await write('broken.xml', '<domain><name>broken</na');
        await write('networks/default.xml', '<network><name>default</name><bridge name="virbr0"/></network>');
        return path.join(folder, 'qemu');
      },
    },
  ],
  [
    {
      name: "libvirtd's driver for tests, by its read-only socket",
      ...(libvirtSkip !== undefined && { skip: libvirtSkip }),
      withoutSecrets: true,
      workloads: DOMAINS,
      async open() {
        const { daemon, uri } = await host();
        return { settings: { uri: `test://${uri}`, socket: daemon.readOnlySocket }, secrets: {} };
      },
    },
    {
      name: "libvirtd's driver for tests, through OpenSSH",
      ...((libvirtSkip ?? sshdSkip) !== undefined && { skip: libvirtSkip ?? sshdSkip }),
      workloads: DOMAINS,
      open: () => bySsh(({ privateKey }) => ({ privateKey })),
      refused: () => bySsh(() => ({ password: 'not the password' })),
    },
  ],
);
