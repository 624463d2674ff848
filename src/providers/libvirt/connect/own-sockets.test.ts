import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Settings } from '../../connection.ts';
import { connectTo } from '../live/read-all.fixture.ts';
import { refuseForeignSocket } from './own-sockets.ts';

const REFUSED = expect.objectContaining({ code: 'IST-2220' });

describe('a socket of this machine', () => {
  test.each(['/run/libvirt/libvirt-sock-ro', '/var/run/libvirt/virtqemud-sock', '/run/user/7/libvirt/libvirt-sock'])(
    'may be %s',
    (socket) => expect(() => refuseForeignSocket(socket, { XDG_RUNTIME_DIR: '/run/user/7' })).not.toThrow(),
  );

  test.each([
    '/run/docker.sock',
    '/run/libvirt/../docker.sock',
    '/run/libvirt-other/sock',
    '/run/libvirt',
    'run/libvirt/sock',
    '/run/user/8/libvirt/libvirt-sock',
    '/run/user/7/bus',
  ])('may not be %s, unless any is allowed', (socket) => {
    expect(() => refuseForeignSocket(socket, { XDG_RUNTIME_DIR: '/run/user/7' })).toThrow(REFUSED);
    expect(() => refuseForeignSocket(socket, { ISTHMUS_LIBVIRT_SOCKETS: 'allow' })).not.toThrow();
  });

  test('may not lead out of its folder by a link', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-own-sockets-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await mkdir(path.join(folder, 'libvirt'));
    await symlink('/dev/null', path.join(folder, 'libvirt', 'sock'));
    expect(() => refuseForeignSocket(path.join(folder, 'libvirt', 'sock'), { XDG_RUNTIME_DIR: folder })).toThrow(
      REFUSED,
    );
  });

  test.each<Settings>([{ socket: '/run/docker.sock' }, { uri: 'qemu:///system?socket=/run/docker.sock' }])(
    'is not opened elsewhere: %j',
    async (settings) => {
      vi.stubEnv('ISTHMUS_LIBVIRT_SOCKETS', '');
      onTestFinished(() => void vi.unstubAllEnvs());
      await expect(connectTo({ uri: 'qemu:///system', ...settings })).rejects.toMatchObject({ code: 'IST-2220' });
    },
  );
});
