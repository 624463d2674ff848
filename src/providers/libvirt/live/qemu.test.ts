/** A real libvirtd with a real QEMU, which emulates: a machine is defined, started, stopped and removed. */

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIBVIRT_HOST_UUID, qemuSkip, startLibvirtd } from '../../../../test/support/libvirt.ts';
import type { TestLibvirtd } from '../../../../test/support/libvirt.ts';
import type { Connection } from '../../connection.ts';
import { domainXml, macFor, uuidFor } from '../domain.fixture.ts';
import { connectTo, readAll } from './read-all.fixture.ts';
import type { Heard } from './read-all.fixture.ts';

describe.skipIf(qemuSkip !== undefined)(
  `libvirtd with QEMU${qemuSkip === undefined ? '' : ` (skipped: ${qemuSkip})`}`,
  () => {
    let daemon: TestLibvirtd;
    let connection: Connection;
    let heard: Heard;
    const virsh = (...words: readonly string[]): Promise<string> =>
      daemon.virsh(daemon.uri('qemu', '/system'), ...words);
    const changes = async (): Promise<Heard> => (heard = await readAll(connection, heard));

    beforeAll(async () => {
      daemon = await startLibvirtd();
      const images = path.join(daemon.folder, 'images');
      await virsh('pool-define-as', 'images', 'dir', '--target', images);
      await virsh('pool-build', 'images');
      await virsh('pool-start', 'images');
      await virsh('vol-create-as', 'images', 'web01.qcow2', '64M', '--format', 'qcow2');
      await virsh('vol-create-as', 'images', 'data.qcow2', '32M', '--format', 'qcow2');
      const definition = domainXml({
        name: 'web01',
        type: 'qemu',
        head: "<title>Shop</title><memory unit='MiB'>64</memory>",
        os: "<os><type arch='x86_64' machine='pc'>hvm</type></os>",
        devices: `
        <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${images}/web01.qcow2'/>
          <target dev='vda' bus='virtio'/><serial>disk-1</serial></disk>
        <disk type='volume' device='disk'><driver name='qemu' type='qcow2'/><source pool='images' volume='data.qcow2'/>
          <target dev='vdb' bus='virtio'/></disk>
        <interface type='user'><mac address='${macFor('web01')}'/><model type='virtio'/></interface>
        <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>`,
        tail: "<seclabel type='none'/>",
      });
      await writeFile(path.join(daemon.folder, 'web01.xml'), definition);
      await virsh('define', path.join(daemon.folder, 'web01.xml'));
      connection = await connectTo({ uri: 'qemu:///system', socket: daemon.readOnlySocket });
    });
    afterAll(async () => {
      await connection[Symbol.asyncDispose]();
      await daemon[Symbol.asyncDispose]();
    });

    test('says who it is', () => {
      expect(connection.identity).toMatchObject({
        product: expect.stringMatching(/^QEMU \d+\.\d+\.\d+ \(libvirt \d+\.\d+\.\d+\)$/),
        instanceId: LIBVIRT_HOST_UUID,
      });
      expect(connection.identity.lacking?.[0]?.right).toBe('read-write connection');
    });

    test('first gives the host, its storage and the machine with sizes that no definition holds', async () => {
      heard = await readAll(connection);
      expect(heard.types).toEqual(['full']);
      expect(heard.items.map(({ type }) => type)).toEqual(['host', 'datastore', 'workload']);
      expect(heard.machines[0]).toMatchObject({
        nativeId: uuidFor('web01'),
        scope: LIBVIRT_HOST_UUID,
        facts: {
          powerState: 'off',
          memoryMiB: 64,
          annotation: 'Shop',
          datastores: ['images'],
          provisionedMiB: 96,
          disks: [
            { label: 'vda', capacityMiB: 64, datastore: 'images', thin: true, uuid: 'disk-1' },
            { label: 'vdb', capacityMiB: 32, datastore: 'images', path: 'images/data.qcow2' },
          ],
          snapshots: [],
        },
      });
      expect(heard.end.missing.map(({ part }) => part)).toContain('guest agents');
    });

    test('then gives nothing while nothing changes', async () => {
      await changes();
      expect(heard.types).toEqual([]);
    });

    test('tells that the machine started, paused, was changed and stopped', async () => {
      await virsh('start', 'web01');
      await changes();
      expect(heard.machines[0]?.facts).toMatchObject({ powerState: 'on', guestToolsStatus: 'notRunning' });
      await virsh('suspend', 'web01');
      await changes();
      expect(heard.machines[0]?.facts.powerState).toBe('suspended');
      await virsh('desc', 'web01', '--live', '--title', 'Shop, second floor');
      await changes();
      expect(heard.machines[0]?.facts.annotation).toBe('Shop, second floor');
      await virsh('destroy', 'web01');
      await changes();
      expect(heard.machines[0]?.facts.powerState).toBe('off');
    });

    test('tells of a snapshot, of which libvirt sends no word', async () => {
      await virsh('snapshot-create-as', 'web01', 'before');
      await changes();
      expect(heard.machines[0]?.facts.snapshots).toMatchObject([{ name: 'before', createdAt: expect.any(String) }]);
    });

    test('tells of a silent guest agent only to who may ask it', async () => {
      await virsh('start', 'web01');
      await using asking = await connectTo({ uri: 'qemu:///system', socket: daemon.socket, readWrite: true });
      const all = await readAll(asking);
      // The guest of this test runs no agent, and libvirt knows: it is not even asked.
      expect(all.issues).toEqual([]);
      expect(all.end.missing.map(({ part }) => part)).not.toContain('guest agents');
      expect(asking.identity.lacking).toBeUndefined();
      await virsh('destroy', 'web01');
    });

    test('tells that the machine is gone', async () => {
      await virsh('undefine', 'web01', '--snapshots-metadata');
      await changes();
      expect(heard.removed).toEqual([{ type: 'workload', id: uuidFor('web01'), scope: LIBVIRT_HOST_UUID }]);
      expect(heard.machines).toEqual([]);
    });
  },
);
