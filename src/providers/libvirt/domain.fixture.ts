/** Domain definitions for tests, shaped after what virsh writes. */

import { createHash } from 'node:crypto';

export interface DomainParts {
  readonly name?: string;
  readonly type?: 'kvm' | 'qemu' | 'test';
  readonly uuid?: string;
  /** Attributes of the root: "id='7'". */
  readonly root?: string;
  /** Everything between uuid and os. */
  readonly head?: string;
  readonly os?: string;
  readonly devices?: string;
  /** Behind devices. */
  readonly tail?: string;
}

export function uuidFor(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const macFor = (name: string): string =>
  `52:54:00:${(createHash('sha256').update(name).digest('hex').slice(0, 6).match(/../g) ?? []).join(':')}`;

export const HVM = "<os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type></os>";

export function domainXml(parts: DomainParts = {}): string {
  const {
    name = 'web01',
    type = 'kvm',
    uuid = uuidFor(name),
    root = '',
    head = '',
    os = HVM,
    devices = '',
    tail = '',
  } = parts;
  const size = head.includes('<vcpu') ? '' : "<vcpu placement='static'>2</vcpu>";
  const memory = head.includes('<memory') ? '' : "<memory unit='KiB'>4194304</memory>";
  return `<domain type='${type}' ${root}>
  <name>${name}</name>
  <uuid>${uuid}</uuid>
  ${memory}
  ${head}
  ${size}
  ${os}
  <devices>${devices}</devices>
  ${tail}
</domain>
`;
}

/** A machine as virt-install leaves it. */
export function ordinaryDomain(name: string, type: 'kvm' | 'qemu' | 'test' = 'kvm'): string {
  return domainXml({
    name,
    type,
    head: `<metadata>
    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">
      <libosinfo:os id="http://debian.org/debian/12"/>
    </libosinfo:libosinfo>
  </metadata>`,
    devices: `
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/>
      <source file='/var/lib/libvirt/images/${name}.qcow2'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
    <interface type='network'>
      <mac address='${macFor(name)}'/>
      <source network='default'/>
      <model type='virtio'/>
    </interface>
    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
    <serial type='pty'/>
    <graphics type='vnc' port='5901' passwd='s3cret-of-the-console'/>`,
  });
}

/** What libvirt's driver for tests reads: a whole host of domains. */
export function testHost(domains: number): string {
  const names = Array.from({ length: domains }, (_, index) => `vm-${String(index).padStart(4, '0')}`);
  return `<node>
${names.map((name) => ordinaryDomain(name, 'test')).join('')}
<network><name>default</name><uuid>${uuidFor('net default')}</uuid>
  <forward mode='nat'/><bridge name='virbr0'/><ip address='192.168.122.1' netmask='255.255.255.0'/></network>
<pool type='dir'><name>images</name><uuid>${uuidFor('pool images')}</uuid>
  <target><path>/var/lib/libvirt/images</path></target></pool>
</node>
`;
}
