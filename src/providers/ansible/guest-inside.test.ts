/**
 * No Windows runs where these tests do: the answers for it are written after what the documentation of
 * win_service_info, win_disk_facts, win_feature_info and win_powershell says they return.
 */

import { describe, expect, it, test } from 'vitest';
import type { WorkloadFacts } from '../../core/model/workload.ts';
import { linuxFacts, windowsFacts } from './facts.fixture.ts';
import { MOST_ITEMS } from './guest-inside.ts';
import { imported } from './import.fixture.ts';

const factsOf = async (answer: Record<string, unknown>): Promise<WorkloadFacts | undefined> =>
  (await imported(JSON.stringify(answer))).machines[0]?.facts;

const linux = (more: Record<string, unknown> = {}, facts: Record<string, unknown> = {}) =>
  factsOf({ ansible_facts: linuxFacts(facts), ...more });
const windows = (more: Record<string, unknown> = {}, facts: Record<string, unknown> = {}) =>
  factsOf({ ansible_facts: windowsFacts(facts), ...more });

describe('the inside of a Linux machine', () => {
  it('has packages with version and release, and .NET where a package brings it', async () => {
    const ansible_packages = {
      nginx: [{ name: 'nginx', version: '1.20.1', release: '14.el9', epoch: 1, arch: 'x86_64', source: 'rpm' }],
      'aspnetcore-runtime-8.0': [
        { name: 'aspnetcore-runtime-8.0', version: '8.0.11', release: '1.el9', source: 'rpm' },
      ],
      kernel: [
        { name: 'kernel', version: '5.14.0', release: '427' },
        { name: 'kernel', version: '5.14.0', release: '503' },
      ],
    };
    const facts = await linux({}, { packages: ansible_packages });
    expect(facts?.software).toEqual([
      { name: 'aspnetcore-runtime-8.0', version: '8.0.11-1.el9' },
      { name: 'kernel', version: '5.14.0-427' },
      { name: 'kernel', version: '5.14.0-503' },
      { name: 'nginx', version: '1.20.1-14.el9' },
    ]);
    expect(facts?.dotNetVersions).toEqual(['8.0.11']);
  });

  it('without a package of .NET says nothing of .NET: it may be unpacked anywhere', async () => {
    expect(await linux({}, { packages: { bash: [{ name: 'bash', version: '5.1' }] } })).not.toHaveProperty(
      'dotNetVersions',
    );
  });

  it('has services with what service_facts knows of them', async () => {
    const services = {
      'nginx.service': { name: 'nginx.service', source: 'systemd', state: 'running', status: 'enabled' },
      'rescue.service': { name: 'rescue.service', source: 'systemd', state: 'inactive', status: 'static' },
      'odd.service': { name: 'odd.service', source: 'systemd', state: 'unknown', status: 'unknown' },
    };
    const facts = await linux({}, { services });
    expect(facts?.guestServices).toEqual([
      { name: 'nginx', state: 'running', startMode: 'automatic' },
      { name: 'odd' },
      { name: 'rescue', state: 'stopped', startMode: 'manual' },
    ]);
  });

  const sda = (more: object) => ({
    name: 'sda',
    path: '/dev/sda',
    type: 'disk',
    fstype: null,
    mountpoint: null,
    children: [
      { name: 'sda1', path: '/dev/sda1', type: 'part', fstype: 'vfat', mountpoint: '/boot/efi' },
      {
        name: 'sda2',
        path: '/dev/sda2',
        type: 'part',
        fstype: 'crypto_LUKS',
        mountpoint: null,
        children: [{ name: 'root', path: '/dev/mapper/root', type: 'crypt', fstype: 'xfs', mountpoint: '/' }],
      },
    ],
    ...more,
  });

  test.each([
    ['gpt', 'gpt'],
    ['dos', 'mbr'],
  ] as const)('boots from a disk of layout %s: %s', async (pttype, layout) => {
    const facts = await linux({ block_devices: [{ name: 'sdb', pttype: 'dos' }, sda({ pttype })] });
    expect(facts).toMatchObject({ bootDiskLayout: layout, guestEncryption: ['/dev/sda2'] });
  });

  it('says nothing of encryption where kinds of file system are not shown', async () => {
    const facts = await linux({
      block_devices: [{ name: 'vda', path: '/dev/vda', pttype: null, fstype: null, mountpoint: '/' }],
    });
    expect(facts).not.toHaveProperty('guestEncryption');
    expect(facts).not.toHaveProperty('bootDiskLayout');
  });
});

describe('the inside of a Windows machine (answers as the modules document them)', () => {
  const services = [
    {
      name: 'W3SVC',
      title: 'World Wide Web Publishing Service',
      state: 'started',
      start_mode: 'auto',
      path: 'C:\\x.exe -p hunter2-cmdline',
      username: 'CORP\\svc',
    },
    { name: 'Billing', display_name: 'Nordwerk Billing', state: 'stopped', start_mode: 'delayed' },
  ];
  const disks = [
    { number: 1, system_disk: false, partition_style: 'GPT' },
    { number: 0, system_disk: true, partition_style: 'MBR' },
  ];
  const guest = {
    software: [{ name: 'Sentinel Runtime', version: '8.31', publisher: 'Thales' }],
    web_sites: [
      { name: 'Shop', bindings: ['https *:443:shop.example'], runtime: 'v4.0', path: 'D:\\shop' },
      { name: 'Docs', bindings: 'http *:80:', runtime: 'none', path: 'C:\\docs' },
      { name: 'Odd', bindings: [], runtime: null, path: '' },
    ],
    dot_net: ['4.8.09037', '8.0.11', '4.8.09037'],
    volumes: [
      { mount: 'D:', protection: 0 },
      { mount: 'C:', protection: 1 },
    ],
  };

  it('has services, sites, .NET, software, the layout of its system disk and encrypted volumes', async () => {
    const facts = await windows({ services, isthmus_guest: guest }, { ansible_disks: disks });
    expect(facts).toMatchObject({
      guestServices: [
        { name: 'Billing', title: 'Nordwerk Billing', state: 'stopped', startMode: 'automatic' },
        { name: 'W3SVC', title: 'World Wide Web Publishing Service', state: 'running', startMode: 'automatic' },
      ],
      webSites: [
        { name: 'Docs', bindings: ['http *:80:'], runtime: 'none', path: 'C:\\docs' },
        { name: 'Odd', bindings: [] },
        { name: 'Shop', bindings: ['https *:443:shop.example'], runtime: 'v4.0', path: 'D:\\shop' },
      ],
      software: [{ name: 'Sentinel Runtime', version: '8.31', publisher: 'Thales' }],
      dotNetVersions: ['4.8.09037', '8.0.11'],
      bootDiskLayout: 'mbr',
      guestEncryption: ['C:'],
    });
    // Command lines and accounts of services may hold secrets: nothing of them is kept.
    expect(JSON.stringify(facts)).not.toMatch(/hunter2|svc"/);
  });

  it('tells "none" from "not looked at"', async () => {
    const none = await windows({ isthmus_guest: { software: [], web_sites: [], dot_net: [], volumes: [] } });
    expect(none).toMatchObject({ software: [], webSites: [], dotNetVersions: [], guestEncryption: [] });
    const dark = await windows({ isthmus_guest: { software: [], web_sites: null, volumes: null } });
    for (const fact of ['webSites', 'dotNetVersions', 'guestEncryption', 'bootDiskLayout'])
      expect(dark).not.toHaveProperty(fact);
  });

  it('reports what was not asked', async () => {
    const { receipt } = await imported(JSON.stringify({ ansible_facts: windowsFacts() }));
    const missed = receipt.missing.flatMap(({ facts }) => facts);
    expect(missed).toEqual(expect.arrayContaining(['software', 'webSites', 'dotNetVersions', 'guestServices']));
  });
});

it('leaves out a list that no machine can have, and says so', async () => {
  const packages = Object.fromEntries(Array.from({ length: MOST_ITEMS + 1 }, (_, i) => [`p${i}`, [{ name: `p${i}` }]]));
  const { machines, issues } = await imported(JSON.stringify({ ansible_facts: linuxFacts({ packages }) }));
  expect(machines[0]?.facts).not.toHaveProperty('software');
  expect(issues.map(({ code }) => code)).toContain('LIST_TOO_LONG');
});
