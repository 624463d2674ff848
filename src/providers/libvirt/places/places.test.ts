import { describe, expect, test } from 'vitest';
import { observeDomain } from '../domain/observe.ts';
import { domainXml } from '../domain.fixture.ts';
import { parseXml } from '../xml.ts';
import { hostOf } from './host.ts';
import { hostNetworks, networkOf } from './network.ts';
import { poolOf, poolsByPath } from './pool.ts';

const OPTIONS = { sourceId: 'source-1', observedAt: '2026-11-22T00:00:00Z', scope: 'host-a' };

describe('a network', () => {
  test.each([
    {
      reason: 'NAT',
      xml: "<forward mode='nat'/><bridge name='virbr0'/><ip address='192.168.122.1' netmask='255.255.255.0'/>",
      expected: { kind: 'other', switchName: 'virbr0', cidrs: ['192.168.122.0/24'] },
    },
    {
      reason: 'a bridge',
      xml: "<forward mode='bridge'/><bridge name='br0'/>",
      expected: { kind: 'standard', switchName: 'br0' },
    },
    {
      reason: 'a VLAN',
      xml: "<forward mode='bridge'/><bridge name='ovs'/><vlan><tag id='42'/></vlan>",
      expected: { vlanId: 42 },
    },
    {
      reason: 'IPv6',
      xml: "<ip family='ipv6' address='2001:db8::1' prefix='64'/>",
      expected: { cidrs: ['2001:db8::1/64'] },
    },
    {
      reason: 'an odd mask',
      xml: "<ip address='10.9.8.7' netmask='255.240.0.0'/>",
      expected: { cidrs: ['10.0.0.0/12'] },
    },
  ])('of $reason', ({ xml, expected }) => {
    expect(networkOf(parseXml(`<network><name>n</name>${xml}</network>`), OPTIONS)).toMatchObject(expected);
  });

  test('that is a trunk, gives no addresses or has a broken mask says nothing of them', () => {
    const xml = "<vlan trunk='yes'><tag id='1'/><tag id='2'/></vlan><ip address='10.0.0.1' netmask='255.0.255.0'/>";
    const network = networkOf(parseXml(`<network><name>n</name>${xml}</network>`), OPTIONS);
    expect(network).not.toHaveProperty('vlanId');
    expect(network).not.toHaveProperty('cidrs');
    expect(networkOf(parseXml('<network/>'), OPTIONS)).toBeUndefined();
  });

  test('of the host is listed once, and not beside the network it is the switch of', () => {
    const devices = ['br0', 'br1', 'virbr0']
      .map((bridge) => `<interface type='bridge'><source bridge='${bridge}'/></interface>`)
      .join('');
    const machine = observeDomain(parseXml(domainXml({ devices: `${devices}<interface type='user'/>` })), {}, OPTIONS);
    const nat = networkOf(parseXml("<network><name>br1</name><bridge name='virbr9'/></network>"), OPTIONS);
    const found = hostNetworks(
      machine === undefined ? [] : [machine],
      ['br2', 'virbr9'],
      nat === undefined ? [] : [nat],
      OPTIONS,
    );
    expect(found.map(({ name }) => name)).toEqual(['br0', 'br2', 'virbr0']);
  });
});

describe('a storage pool', () => {
  const pool = (type: string, inner: string): ReturnType<typeof parseXml> =>
    parseXml(`<pool type='${type}'><name>p</name>${inner}</pool>`);
  const info = { state: 2, capacityBytes: 2 ** 40, allocationBytes: 2 ** 39, availableBytes: 2 ** 39 };

  test('has its sizes while it runs', () => {
    expect(poolOf(pool('dir', ''), info, OPTIONS)).toMatchObject({
      capacityMiB: 2 ** 20,
      freeMiB: 2 ** 19,
      accessible: true,
    });
    const stopped = poolOf(pool('dir', ''), { ...info, state: 0, capacityBytes: 0 }, OPTIONS);
    expect(stopped).toMatchObject({ accessible: false });
    expect(stopped).not.toHaveProperty('capacityMiB');
  });

  test('is shared when its kind says so; of a folder nobody knows', () => {
    expect(poolOf(pool('netfs', ''), info, OPTIONS)?.sharedWrite).toBe(true);
    expect(poolOf(pool('dir', ''), info, OPTIONS)).not.toHaveProperty('sharedWrite');
  });

  test('is found by its folder and by the name in front of its images', () => {
    const pools = poolsByPath([
      pool('dir', '<target><path>/images/</path></target>'),
      parseXml("<pool type='rbd'><name>ceph</name><source><name>vms</name></source></pool>"),
    ]);
    expect(Object.fromEntries(pools)).toEqual({ '/images': 'p', 'rbd:vms': 'ceph' });
  });
});

test('a host counts buffers and cache as free, and says nothing it was not told', () => {
  const memory = new Map([
    ['total', 1000],
    ['free', 100],
    ['buffers', 50],
    ['cached', 350],
  ]);
  expect(hostOf({ name: 'kvm1', memory }, OPTIONS)).toMatchObject({ name: 'kvm1', memoryUsagePct: 50 });
  expect(Object.keys(hostOf({ name: 'kvm1' }, OPTIONS)).sort()).toEqual([
    'id',
    'name',
    'observedBy',
    'osFamily',
    'platform',
  ]);
  const sysinfo = parseXml(
    "<sysinfo type='smbios'><system><entry name='manufacturer'>Dell Inc.</entry><entry name='product'>R750</entry></system></sysinfo>",
  );
  expect(hostOf({ name: 'kvm1', sysinfo }, OPTIONS)).toMatchObject({ vendor: 'Dell Inc.', model: 'R750' });
});
