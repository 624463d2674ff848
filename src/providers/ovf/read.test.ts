import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IsthmusError } from '../../core/errors/errors.ts';
import {
  DESCRIPTOR,
  DISK,
  HARDWARE,
  digestLine,
  envelope,
  imported,
  importedFiles,
  item,
  ova,
  system,
} from './package.fixture.ts';

const facts = async (text: string) => (await imported(text)).machines[0]?.facts;
const codes = async (read: Promise<{ readonly issues: readonly { readonly code: string }[] }>) =>
  (await read).issues.map(({ code }) => code);

describe('a virtual system', () => {
  test('gives everything its descriptor says', async () => {
    const { machines, issues } = await imported(DESCRIPTOR);
    expect(issues).toEqual([]);
    expect(machines[0]?.nativeId).toBe('app01');
    expect(machines[0]?.facts).toEqual({
      name: 'app01 name',
      platform: 'vsphere',
      exportedBy: 'vmware',
      cpuCount: 4,
      cpuReservationMhz: 500,
      memoryMiB: 8192,
      firmware: 'efi',
      secureBoot: true,
      hardwareVersion: 19,
      provisionedMiB: 16384,
      usedMiB: 2048,
      os: { configuredAs: 'Ubuntu Linux (64-bit)', nativeId: 'ubuntu64Guest', family: 'linux' },
      disks: [
        {
          label: 'Hard disk 1',
          key: '4',
          capacityMiB: 16384,
          usedMiB: 2048,
          path: 'disk1.vmdk',
          mode: 'independent_persistent',
          controller: 'SCSI 0 (virtualscsi)',
          bus: 'scsi',
          backing: 'file',
        },
      ],
      nics: [{ label: 'Network 1', network: 'Prod', adapter: 'VmxNet3' }],
      networks: ['Prod'],
      devices: [{ type: 'cdrom', label: 'CD', connected: false }],
      deviceTypesSeen: ['cdrom', 'floppy', 'parallel', 'serial', 'usb-controller'],
    });
  });

  test.each([
    [{ ResourceType: 3, VirtualQuantity: -4 }, 'processors, VirtualQuantity', 'cpuCount'],
    [{ ResourceType: 4, VirtualQuantity: 0 }, 'memory, VirtualQuantity', 'memoryMiB'],
    [{ ResourceType: 4, VirtualQuantity: 'lots' }, 'memory, VirtualQuantity', 'memoryMiB'],
    [{ ResourceType: 4, VirtualQuantity: 4, AllocationUnits: 'bananas' }, 'memory, VirtualQuantity', 'memoryMiB'],
    [{ ResourceType: 3, VirtualQuantity: 1, CoresPerSocket: 'two' }, 'processors, CoresPerSocket', 'coresPerSocket'],
  ])('%o is told with its machine and its field', async (fields, field, fact) => {
    const { machines, issues } = await imported(envelope(system('a', item(fields))));
    expect(issues.map(({ code, where }) => [code, where.split(', ').slice(1).join(', ')])).toEqual([
      ['INVALID_VALUE', `${machines[0]?.facts.name ?? ''}, ${field}`],
    ]);
    expect(machines[0]?.facts).not.toHaveProperty(fact);
  });

  test('has a TPM when its hardware lists one, and nothing is said when it does not', async () => {
    const tpm = item({ ResourceType: 1, ResourceSubType: 'vmware.vtpm', InstanceID: 9, ElementName: 'Virtual TPM' });
    expect((await facts(envelope(system('a', HARDWARE + tpm))))?.tpm).toBe(true);
    expect(await facts(DESCRIPTOR)).not.toHaveProperty('tpm');
  });

  test.each([
    ['vmware.nvme.controller', 'nvme'],
    ['vmware.sata.ahci', 'sata'],
    ['AHCI', 'sata'],
    ['VirtioSCSI', 'virtio'],
  ])('a disk on %s is on bus %s', async (subType, bus) => {
    const hardware = [
      item({ ResourceType: 20, ResourceSubType: subType, InstanceID: 3 }),
      item({ ResourceType: 17, HostResource: '/disk/d1', InstanceID: 4, Parent: 3 }),
    ].join('');
    expect((await facts(envelope(system('a', hardware))))?.disks?.[0]?.bus).toBe(bus);
  });

  test.each([
    ['16', 'byte * 2^30', 16384],
    ['17179869184', undefined, 16384],
    ['16', 'GigaBytes', 16384],
    ['20', 'byte * 10^9', 19073],
    ['16', 'parsec', undefined],
    ['-3', 'byte * 2^30', undefined],
    ['${size}', 'byte * 2^30', 12288],
    ['${nothing}', 'byte * 2^30', undefined],
  ])('capacity %s in %s is %s MiB', async (capacity, units, mib) => {
    const unit = units === undefined ? '' : ` ovf:capacityAllocationUnits="${units}"`;
    const disk = `<Disk ovf:capacity="${capacity}"${unit} ovf:diskId="d1"/>`;
    const product = '<ProductSection><Property ovf:key="size" ovf:value="12"/></ProductSection>';
    const { machines, issues } = await imported(envelope(system('a', undefined, product), disk));
    expect(machines[0]?.facts.disks?.[0]?.capacityMiB).toBe(mib);
    expect(issues.map(({ code }) => code)).toEqual(mib === undefined ? ['DISK_SIZE_UNKNOWN'] : []);
  });

  test('is sized as its default deployment option says, and bounds are no values', async () => {
    const cpu = (count: number, attributes: string): string =>
      item({ ResourceType: 3, VirtualQuantity: count, InstanceID: count }, '', attributes);
    const hardware = [
      cpu(1, ' ovf:bound="min"'),
      cpu(2, ' ovf:configuration="small"'),
      cpu(8, ' ovf:configuration="large huge"'),
    ].join('');
    const options =
      '<DeploymentOptionSection><Configuration ovf:id="small"/><Configuration ovf:id="large" ovf:default="true"/></DeploymentOptionSection>';
    const { machines, issues } = await imported(envelope(system('a', hardware), DISK, options));
    expect(machines[0]?.facts.cpuCount).toBe(8);
    expect(issues.map(({ code }) => code)).toEqual(['DEPLOYMENT_OPTIONS']);
  });

  test('of a vApp knows its vApp', async () => {
    const inner = `<VirtualSystemCollection ovf:id="inner">${system('b')}</VirtualSystemCollection>`;
    const vApp = `<VirtualSystemCollection ovf:id="shop"><Name>Shop</Name>${system('a')}${inner}</VirtualSystemCollection>`;
    const { machines } = await imported(envelope(vApp));
    expect(machines.map(({ nativeId, facts }) => [nativeId, facts.vApp])).toEqual([
      ['a', 'Shop'],
      ['b', 'Shop'],
    ]);
  });
});

describe('other writers', () => {
  test('oVirt, with its own names for sections', async () => {
    const text = `<ovf:Envelope xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1/" xmlns:rasd="r" xmlns:xsi="x" xmlns:ovirt="http://www.ovirt.org/ovf">
      <Section xsi:type="ovf:DiskSection_Type"><Disk ovf:diskId="v1" ovf:capacity="10737418240" ovf:fileRef="d/v1" ovf:volume-type="Sparse" ovf:disk-interface="VirtIO_SCSI"/></Section>
      <Content ovf:id="out" xsi:type="ovf:VirtualSystem_Type"><Name>win</Name><BiosType>4</BiosType>
        <Section ovf:id="0d7a1c4e-0001-4002-8003-000000000021" xsi:type="ovf:OperatingSystemSection_Type"><Info>x</Info><Description>windows_2019x64</Description></Section>
        <Section xsi:type="ovf:VirtualHardwareSection_Type">
          <Item><rasd:ResourceType>3</rasd:ResourceType><rasd:num_of_sockets>2</rasd:num_of_sockets><rasd:cpu_per_socket>4</rasd:cpu_per_socket></Item>
          <Item><rasd:ResourceType>4</rasd:ResourceType><rasd:AllocationUnits>MegaBytes</rasd:AllocationUnits><rasd:VirtualQuantity>4096</rasd:VirtualQuantity></Item>
          <Item><rasd:ResourceType>17</rasd:ResourceType><rasd:Caption>Drive 1</rasd:Caption><rasd:HostResource>d/v1</rasd:HostResource></Item>
          <Item><rasd:ResourceType>10</rasd:ResourceType><rasd:Connection>lan</rasd:Connection><rasd:MACAddress>00:1a:4a:16:01:51</rasd:MACAddress></Item>
          <Item><rasd:ResourceType>23</rasd:ResourceType><rasd:UsbPolicy>Disabled</rasd:UsbPolicy></Item>
        </Section></Content></ovf:Envelope>`;
    const { machines } = await imported(text);
    expect(machines[0]).toMatchObject({
      nativeId: '0d7a1c4e-0001-4002-8003-000000000021',
      identity: { biosUuid: '0d7a1c4e-0001-4002-8003-000000000021', macAddresses: ['00:1a:4a:16:01:51'] },
      facts: {
        platform: 'ovirt',
        cpuCount: 8,
        coresPerSocket: 4,
        memoryMiB: 4096,
        firmware: 'efi',
        secureBoot: true,
        os: { configuredAs: 'windows 2019 (64-bit)', family: 'windows' },
        disks: [{ label: 'Drive 1', capacityMiB: 10240, thin: true, bus: 'scsi' }],
        devices: [],
      },
    });
  });

  test('VirtualBox, which embeds its own description', async () => {
    const machine =
      '<vbox:Machine xmlns:vbox="http://www.virtualbox.org/ovf/machine" uuid="{1d7a1c4e-0001-4002-8003-000000000021}">' +
      '<Hardware><Firmware type="EFI"/><Network><Adapter slot="0" enabled="true" MACAddress="080027AABB01"/></Network></Hardware></vbox:Machine>';
    const text = envelope(system('box', undefined, machine))
      .replace('vmx-19', 'virtualbox-2.2')
      .replace(' vmw:osType="ubuntu64Guest"', '')
      .replace('Ubuntu Linux (64-bit)', 'Debian12_64');
    const { machines } = await imported(text);
    expect(machines[0]?.identity).toEqual({
      biosUuid: '1d7a1c4e-0001-4002-8003-000000000021',
      macAddresses: ['08:00:27:aa:bb:01'],
    });
    expect(machines[0]?.facts).toMatchObject({ firmware: 'efi', os: { configuredAs: 'Debian 12 (64-bit)' } });
    expect(machines[0]?.facts).not.toHaveProperty('platform');
  });
});

describe('a package', () => {
  const manifest = digestLine('sha256', 'app.ovf', DESCRIPTOR) + digestLine('sha1', 'disk1.vmdk', 'content');
  const whole = { 'app.ovf': DESCRIPTOR, 'app.mf': manifest, 'app.cert': '-----', 'disk1.vmdk': 'content' };

  test.each([
    { reason: 'descriptor first', files: whole },
    {
      reason: 'descriptor last',
      files: { 'disk1.vmdk': 'content', 'app.cert': '-', 'app.mf': manifest, 'app.ovf': DESCRIPTOR },
    },
  ])('$reason is read, and a signature noted', async ({ files }) => {
    const { machines, issues } = await imported(await ova(files), 'app.ova');
    expect(machines).toHaveLength(1);
    expect(issues.map(({ code }) => code)).toEqual(['SIGNED_PACKAGE']);
  });

  test.each([
    { reason: 'a disk was changed', files: { ...whole, 'disk1.vmdk': 'changed' }, code: 'DIGEST_MISMATCH' },
    { reason: 'a disk is not there', files: { ...whole, 'disk1.vmdk': undefined }, code: 'FILE_MISSING' },
  ])('$reason: found in an .ova and in a folder', async ({ files, code }) => {
    const kept = Object.fromEntries(Object.entries(files).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])));
    expect(await codes(imported(await ova(kept), 'app.ova'))).toContain(code);
    expect(await codes(importedFiles(kept))).toContain(code);
  });

  test('a broken descriptor among several loses only itself', async () => {
    const { machines, issues } = await importedFiles({ 'a.ovf': DESCRIPTOR, 'b.ovf': '<Envelope>' });
    expect(machines).toHaveLength(1);
    expect(issues).toMatchObject([{ code: 'DESCRIPTOR_UNREADABLE', severity: 'error', incomplete: true }]);
  });
});

describe('what is refused', () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
  const outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>';
  test.each([
    { reason: 'an entity bomb', text: DESCRIPTOR.replace('?>', `?>${bomb}`), code: 'IST-1009' },
    { reason: 'an outside entity', text: DESCRIPTOR.replace('?>', `?>${outside}`), code: 'IST-1009' },
    { reason: 'a reference to an entity', text: DESCRIPTOR.replace('app01 name', '&a;'), code: 'IST-1009' },
    { reason: 'cut off', text: DESCRIPTOR.slice(0, 900), code: 'IST-1016' },
    { reason: 'other XML', text: '<domain type="kvm"/>', code: 'IST-1017' },
    { reason: 'nesting without end', text: '<a>'.repeat(2000), code: 'IST-1018' },
    { reason: 'no XML', text: 'hello', code: 'IST-1017' },
    { reason: 'nothing', text: '', code: 'IST-1002' },
  ])('$reason', async ({ text, code }) => {
    await expect(imported(text)).rejects.toMatchObject({ code, hint: expect.stringMatching(/./) });
  });

  test('a cut off, a damaged and a compressed .ova, and one without a descriptor', async () => {
    const bytes = await ova({ 'a.ovf': DESCRIPTOR, 'disk1.vmdk': 'x'.repeat(5000) });
    const damaged = Buffer.from(bytes);
    const second = 512 + Math.ceil(DESCRIPTOR.length / 512) * 512;
    damaged.fill(0x41, second, second + 512);
    await expect(imported(bytes.subarray(0, bytes.length - 3000), 'a.ova')).rejects.toMatchObject({ code: 'IST-1005' });
    await expect(imported(await ova({ 'a.txt': 'x' }), 'a.ova')).rejects.toMatchObject({ code: 'IST-1017' });
    await expect(imported(Buffer.from([0x1f, 0x8b, 8, 0]), 'a.ova')).rejects.toMatchObject({ code: 'IST-1002' });
    await expect(imported(damaged, 'a.ova')).rejects.toMatchObject({ code: 'IST-1006' });
  });

  test('random damage to a descriptor gives machines or a refusal, never another failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(DESCRIPTOR.length), fc.nat(60), fc.string({ maxLength: 5 }), async (at, cut, put) => {
        const error: unknown = await imported(DESCRIPTOR.slice(0, at) + put + DESCRIPTOR.slice(at + cut)).then(
          () => undefined,
          (caught: unknown) => caught,
        );
        if (error !== undefined) expect(error).toBeInstanceOf(IsthmusError);
      }),
      { numRuns: 150 },
    );
  });

  test('random damage to an .ova gives machines or a refusal, never another failure', async () => {
    const bytes = await ova({ 'a.ovf': DESCRIPTOR, 'a.mf': 'SHA1(a.ovf)= 00', 'disk1.vmdk': 'content' });
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.uint8Array({ maxLength: 64 }), async (at, put) => {
        const changed = Buffer.from(bytes);
        changed.set(put.subarray(0, changed.length - at), at);
        const error: unknown = await imported(changed, 'a.ova').then(
          () => undefined,
          (caught: unknown) => caught,
        );
        if (error !== undefined) expect(error).toBeInstanceOf(IsthmusError);
      }),
      { numRuns: 100 },
    );
  });
});
