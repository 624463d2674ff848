/** Answers of setup as Ansible writes them, shaped after real ones, with secrets where people leave them. */

export const SECRETS = ['hunter2-env', 'hunter2-cmdline', 'hunter2-local', 'hunter2-hostvar'];

export function linuxFacts(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    ansible_all_ipv4_addresses: ['10.1.0.21', '172.17.0.1'],
    ansible_all_ipv6_addresses: ['fd00::21', 'fe80::fc:ff:fe00:1'],
    ansible_architecture: 'x86_64',
    ansible_chassis_asset_tag: 'No Asset Tag',
    ansible_cmdline: { BOOT_IMAGE: '/vmlinuz', password: 'hunter2-cmdline' },
    ansible_date_time: { iso8601: '2026-11-22T16:32:39Z', tz: 'UTC' },
    ansible_devices: {
      sda: { sectors: '41943040', sectorsize: '512', removable: '0', links: { ids: ['scsi-36000c29'] } },
      sdb: { sectors: '209715200', sectorsize: '4096', removable: '0', links: { ids: [] } },
      sr0: { sectors: '2097151', removable: '1', links: { ids: [] } },
      'dm-0': { sectors: '20971520', removable: '0', links: { ids: ['dm-name-vg-root'] } },
    },
    ansible_distribution: 'RedHat',
    ansible_distribution_release: 'Ootpa',
    ansible_distribution_version: '8.6',
    ansible_docker0: { active: true, device: 'docker0', macaddress: '02:42:00:00:00:01', type: 'bridge' },
    ansible_ens192: {
      active: true,
      device: 'ens192',
      ipv4: { address: '10.1.0.21', prefix: '24' },
      ipv6: [{ address: 'fd00::21' }, { address: 'fe80::fc:ff:fe00:1' }],
      macaddress: '00:50:56:AA:00:21',
      type: 'ether',
    },
    ansible_env: { HOME: '/root', DB_PASSWORD: 'hunter2-env' },
    ansible_fqdn: 'App01.example.com',
    ansible_hostname: 'app01',
    ansible_interfaces: ['lo', 'ens192', 'docker0'],
    ansible_lo: { active: true, device: 'lo', ipv4: { address: '127.0.0.1' }, type: 'loopback' },
    ansible_local: { app: { token: 'hunter2-local' } },
    ansible_memtotal_mb: 7821,
    ansible_mounts: [
      { mount: '/', fstype: 'xfs', options: 'rw', size_total: 21474836480, size_available: 9663676416 },
      { mount: '/data', fstype: 'ext4', options: 'rw', size_total: 107374182400, size_available: 53687091200 },
      { mount: '/srv', fstype: 'ext4', options: 'rw,bind', size_total: 107374182400, size_available: 53687091200 },
      { mount: '/nfs', fstype: 'nfs4', options: 'rw', size_total: 107374182400, size_available: 53687091200 },
    ],
    ansible_os_family: 'RedHat',
    ansible_processor_cores: 2,
    ansible_processor_count: 2,
    ansible_processor_vcpus: 4,
    ansible_product_name: 'VMware7,1',
    ansible_product_serial: 'NA',
    ansible_product_uuid: '564d1c4e-0001-0002-0003-000000000021',
    ansible_system: 'Linux',
    ansible_system_vendor: 'VMware, Inc.',
    ansible_virtualization_role: 'guest',
    ansible_virtualization_type: 'VMware',
    ...changes,
  };
}

export function windowsFacts(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    ansible_architecture: '64-bit',
    ansible_date_time: { iso8601: '2026-11-22T16:30:01Z' },
    ansible_distribution: null,
    ansible_distribution_version: '10.0.17763.0',
    ansible_env: { PASSWORD: 'hunter2-env' },
    ansible_fqdn: 'DC01.corp.example.com',
    ansible_hostname: 'DC01',
    ansible_interfaces: [
      { connection_name: 'Ethernet0', interface_name: 'vmxnet3 Ethernet Adapter', macaddress: '00:50:56:AA:00:25' },
      { connection_name: 'VirtualBox', interface_name: 'VirtualBox Host-Only', macaddress: '0A:00:27:00:00:03' },
    ],
    ansible_ip_addresses: ['fe80::924b:b8c0:f411:ba66%12', '10.1.0.25'],
    ansible_memtotal_mb: 8191,
    ansible_os_family: 'Windows',
    ansible_os_name: null,
    ansible_os_product_type: 'domain_controller',
    ansible_processor_cores: 1,
    ansible_processor_count: 2,
    ansible_processor_vcpus: 2,
    ansible_product_serial: 'VMware-56 4d 1c 4e 00 01 00 02-00 03 00 00 00 00 00 25',
    ansible_reboot_pending: true,
    ansible_virtualization_role: 'guest',
    ansible_virtualization_type: 'VMware',
    ansible_windows_domain_role: 'Primary domain controller',
    ...changes,
  };
}

export const answer = (facts: Record<string, unknown>): string =>
  JSON.stringify({ ansible_facts: facts, changed: false }, null, 4);

export const SCREEN = [
  `app01 | SUCCESS => ${answer(linuxFacts())}`,
  '[WARNING]: Platform linux on host app01 is using the discovered Python interpreter',
  `dc01 | SUCCESS => ${answer(windowsFacts())}`,
  'old01 | UNREACHABLE! => {\n    "changed": false,\n    "msg": "Failed to connect",\n    "unreachable": true\n}',
  'cut01 | SUCCESS => {\n    "ansible_facts": {\n        "ansible_fqdn": "cut',
].join('\n');
