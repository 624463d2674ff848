import { describe, expect, test } from 'vitest';
import { domainXml } from '../domain.fixture.ts';
import { gpuOf, hostGpus } from '../places/gpus.ts';
import { passthroughByNetwork } from '../places/network.ts';
import { at, parseXml } from '../xml.ts';
import { deviceFacts } from './devices.ts';
import type { DeviceFacts, HostGpus } from './devices.ts';
import { NOTHING_KNOWN, disksOf } from './disks.ts';
import type { StorageKnown } from './disks.ts';
import { nicsOf } from './nics.ts';
import type { NetworkPassthrough } from './nics.ts';

const seen = (devices: string, gpus?: HostGpus): DeviceFacts => deviceFacts(parseXml(domainXml({ devices })), gpus);
const disks = (devices: string, known: StorageKnown = NOTHING_KNOWN): ReturnType<typeof disksOf> =>
  disksOf(parseXml(domainXml({ devices })), known);
const nics = (devices: string, networks?: NetworkPassthrough): ReturnType<typeof nicsOf> =>
  nicsOf(parseXml(domainXml({ devices })), { ...(networks !== undefined && { networks }) });

const PCI = `<hostdev mode='subsystem' type='pci'><source>
  <address domain='0x0000' bus='0x3b' slot='0x00' function='0x0'/></source></hostdev>`;

describe('devices', () => {
  test('are listed with their kinds', () => {
    const { devices, tpm } = seen(`
      <disk type='file' device='cdrom'><source file='/a.iso'/><target dev='sda'/></disk>
      <disk type='file' device='floppy'><target dev='fda'/></disk>
      <hostdev type='usb'><source><vendor id='0x0529'/><product id='0x0001'/></source></hostdev>
      <interface type='hostdev'><source><address type='pci' domain='0' bus='6' slot='18' function='1'/></source></interface>
      <controller type='usb' model='qemu-xhci'/><controller type='usb' model='none'/>
      <serial type='pty'/><tpm model='tpm-crb'/><watchdog model='i6300esb'/>`);
    expect(tpm).toBe(true);
    expect(devices).toEqual([
      { type: 'cdrom', label: 'sda', connected: true },
      { type: 'floppy', label: 'fda', connected: false },
      { type: 'usb', label: '0529:0001' },
      { type: 'sriov', label: '0000:06:12.1' },
      { type: 'serial', label: 'pty' },
      { type: 'usb-controller', label: 'qemu-xhci' },
      { type: 'tpm', label: 'tpm-crb' },
      { type: 'watchdog', label: 'i6300esb' },
    ]);
  });

  test('that are passed through are graphics processors only where the host says so', () => {
    const unknown = seen(PCI);
    expect(unknown.devices).toEqual([{ type: 'pci-passthrough', label: '0000:3b:00.0' }]);
    expect(unknown.deviceTypesSeen).not.toContain('gpu');
    expect(unknown.gpus).toBeUndefined();

    const card = seen(PCI, new Map([['0000:3b:00.0', 'NVIDIA A40']]));
    expect(card.devices).toEqual([{ type: 'gpu', label: 'NVIDIA A40 (0000:3b:00.0)' }]);
    expect(card.deviceTypesSeen).toContain('gpu');
    expect(card.gpus).toEqual([{ type: 'NVIDIA A40', count: 1 }]);

    const notLookedAt = seen(PCI, new Map([['0000:04:00.0', undefined]]));
    expect(notLookedAt.deviceTypesSeen).not.toContain('gpu');
    expect(notLookedAt).not.toHaveProperty('gpus');

    const other = seen(PCI, new Map([['0000:3b:00.0', undefined]]));
    expect(other.devices.map(({ type }) => type)).toEqual(['pci-passthrough']);
    expect(other.gpus).toEqual([]);
    expect(seen('').gpus).toEqual([]);
  });

  test('that are slices of a card are told from those of s390', () => {
    const mdev = (model: string): string =>
      `<hostdev type='mdev' model='${model}'><source><address uuid='53764d0e'/></source></hostdev>`;
    expect(seen(mdev('vfio-pci')).gpus).toEqual([{ count: 1, shared: true }]);
    expect(seen(mdev('vfio-ccw')).devices.map(({ type }) => type)).toEqual(['other']);
  });
});

describe('graphics processors of a host', () => {
  const device = (pciClass: string, vendor: string, mediated = ''): string => `<device><capability type='pci'>
    <class>${pciClass}</class><domain>0</domain><bus>59</bus><slot>0</slot><function>0</function>
    <product id='0x2235'>A40</product><vendor id='${vendor}'>NVIDIA</vendor>${mediated}</capability></device>`;

  test.each([
    { reason: 'a 3D controller', xml: device('0x030200', '0x10de'), found: true },
    { reason: "a server's console", xml: device('0x030000', '0x1a03'), found: false },
    { reason: "a processor's own graphics", xml: device('0x030000', '0x8086'), found: false },
    { reason: "Intel's card for servers", xml: device('0x038000', '0x8086'), found: true },
    { reason: 'a network card', xml: device('0x020000', '0x8086'), found: false },
  ])('$reason: $found', ({ xml, found }) => {
    expect(gpuOf(parseXml(xml)) !== undefined).toBe(found);
  });

  test('are counted by name and by whether they can be shared', () => {
    const card = gpuOf(parseXml(device('0x030200', '0x10de', "<capability type='mdev_types'/>")));
    expect(card).toEqual({ address: '0000:3b:00.0', name: 'NVIDIA A40', mediated: true });
    expect(hostGpus(card === undefined ? [] : [card, card])).toEqual([
      { type: 'NVIDIA A40', count: 2, sharing: 'vgpu' },
    ]);
  });
});

describe('disks', () => {
  const disk = (type: string, source: string, more = '', device = 'disk'): string =>
    `<disk type='${type}' device='${device}'>${source}<target dev='vda' bus='virtio'/>${more}</disk>`;

  test.each([
    { type: 'file', source: "<source file='/a/b.qcow2'/>", path: '/a/b.qcow2' },
    { type: 'block', source: "<source dev='/dev/vg/a'/>", path: '/dev/vg/a' },
    { type: 'volume', source: "<source pool='p' volume='v'/>", path: 'p/v' },
    { type: 'network', source: "<source protocol='rbd' name='p/i'><host name='m'/></source>", path: 'rbd:p/i' },
    { type: 'network', source: "<source protocol='iscsi' name='iqn.a/1'/>", path: 'iscsi:iqn.a/1' },
    { type: 'vhostuser', source: "<source type='unix' path='/tmp/s'/>", path: '/tmp/s' },
    {
      type: 'nvme',
      source: "<source type='pci'><address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/></source>",
      path: 'nvme:0000:01:00.0',
    },
  ])('of type $type lie at $path', ({ type, source, path }) => {
    expect(disks(disk(type, source))[0]?.path).toBe(path);
  });

  test('are shared, raw, thrown away or encrypted when their definition says so', () => {
    const source = "<source file='/a'/>";
    expect(disks(disk('file', source))[0]).toEqual({
      label: 'vda',
      key: 'vda',
      path: '/a',
      mode: 'persistent',
      shared: false,
      rawDeviceMapping: false,
      bus: 'virtio',
      backing: 'file',
      scsiReservation: false,
    });
    expect(disks(disk('file', source, '<shareable/>'))[0]).toMatchObject({ shared: true });
    expect(disks(disk('file', source, '<transient/>'))[0]).toMatchObject({ mode: 'nonpersistent' });
    expect(disks(disk('file', source, "<encryption format='luks'/>"))[0]).toMatchObject({ encryption: 'customer-key' });
    expect(
      disks(disk('block', "<source dev='/dev/sdb'><reservations managed='yes'/></source>", '', 'lun'))[0],
    ).toMatchObject({
      shared: true,
      scsiReservation: true,
      backing: 'block',
      rawDeviceMapping: true,
      rawCompatibility: 'physical',
    });
  });

  test('get size and pool from what is known beside the definition', () => {
    const known: StorageKnown = {
      sizes: new Map([['vda', { capacityBytes: 2 ** 30, allocationBytes: 2 ** 20 }]]),
      volumes: new Map(),
      pools: new Map([
        ['/images', 'images'],
        ['rbd:p', 'ceph'],
      ]),
    };
    expect(disks(disk('file', "<source file='/images/a.qcow2'/>"), known)[0]).toMatchObject({
      capacityMiB: 1024,
      usedMiB: 1,
      thin: true,
      datastore: 'images',
    });
    expect(disks(disk('network', "<source protocol='rbd' name='p/i'/>"), known)[0]?.datastore).toBe('ceph');
    expect(disks(disk('file', "<source file='/images/deeper/a.qcow2'/>"), known)[0]?.datastore).toBeUndefined();
  });
});

describe('adapters', () => {
  test.each([
    {
      xml: "<interface type='network'><source network='default'/></interface>",
      expected: { network: 'default' },
    },
    {
      xml: "<interface type='bridge'><source bridge='br0'/></interface>",
      expected: { network: 'br0', switchName: 'br0' },
    },
    {
      xml: "<interface type='direct'><source dev='eno1' mode='bridge'/></interface>",
      expected: { network: 'eno1', passthrough: 'none' },
    },
    {
      xml: "<interface type='direct'><source dev='eno1' mode='passthrough'/></interface>",
      expected: { passthrough: 'direct-path' },
    },
    { xml: "<interface type='hostdev'/>", expected: { passthrough: 'sriov' } },
    {
      xml: "<interface type='vdpa'><source dev='/dev/vhost-vdpa-0'/></interface>",
      expected: { passthrough: 'direct-path' },
    },
    { xml: "<interface type='user'><link state='down'/></interface>", expected: { network: 'user', connected: false } },
  ])('$xml', ({ xml, expected }) => {
    expect(nics(xml)[0]).toMatchObject(expected);
  });
});

describe('an adapter on a network that libvirt defines', () => {
  const network = (name: string, forward: string): ReturnType<typeof parseXml> =>
    parseXml(`<network><name>${name}</name>${forward}</network>`);
  const networks = passthroughByNetwork([
    network('functions', "<forward mode='hostdev' managed='yes'><pf dev='eno2'/></forward>"),
    network('cards', "<forward mode='passthrough'><interface dev='eno3'/></forward>"),
    network('nat', "<forward mode='nat'/>"),
    network('isolated', ''),
  ]);
  const on = (name: string, more = ''): string =>
    `<interface type='network'><source network='${name}'${more}/></interface>`;

  test.each([
    { name: 'functions', passthrough: 'sriov' },
    { name: 'cards', passthrough: 'direct-path' },
    { name: 'nat', passthrough: 'none' },
    { name: 'isolated', passthrough: 'none' },
  ])('$name: $passthrough', ({ name, passthrough }) => {
    expect(nics(on(name), networks)[0]?.passthrough).toBe(passthrough);
    const { devices, deviceTypesSeen } = deviceFacts(parseXml(domainXml({ devices: on(name) })), undefined, networks);
    expect(deviceTypesSeen).toContain('sriov');
    expect(devices).toEqual(passthrough === 'sriov' ? [{ type: 'sriov', label: 'functions' }] : []);
  });

  test('that is not known may have a virtual function', () => {
    for (const known of [undefined, networks]) {
      expect(nics(on('other'), known)[0]).not.toHaveProperty('passthrough');
      const seen = deviceFacts(parseXml(domainXml({ devices: on('other') })), undefined, known).deviceTypesSeen;
      expect(seen).not.toContain('sriov');
    }
  });

  test('has none when its machine runs on a bridge of it', () => {
    const running = on('other', " bridge='virbr0'");
    expect(nics(running)[0]?.passthrough).toBe('none');
    expect(seen(running).deviceTypesSeen).toContain('sriov');
  });

  test('or of a type that nobody knows keeps it open', () => {
    expect(nics("<interface type='new'/>")[0]).not.toHaveProperty('passthrough');
  });
});

test('the first of a path of names is followed', () => {
  expect(at(parseXml('<a><b/><b><c>x</c></b></a>'), 'b', 'c')).toBeUndefined();
});
