import { isIP } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressZone, likelySubnet, normaliseAddress, specialAddress } from './addresses.ts';
import { isIP as ownIsIP } from './ip-text.ts';
import { parseReference, referenceLabel, referenceOf, referenceText } from './references.ts';

describe('addresses', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['[::ffff:10.1.2.3]', '10.1.2.3'],
    ['FE80::1%eth0', 'fe80::1'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['::', '::'],
    ['10.1.2', undefined],
    ['10.1.2.256', undefined],
    ['1::2::3', undefined],
    ['web01', undefined],
    ['', undefined],
  ])('%s is %s', (text, expected) => expect(normaliseAddress(text)).toBe(expected));

  it('agrees with the runtime on what is an address', () => {
    const text = fc.oneof(fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{1,24}$/));
    fc.assert(fc.property(text, (each) => ownIsIP(each) === isIP(each)));
  });

  it('gives one form, which stays', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const once = normaliseAddress(text);
        expect(once).toBeDefined();
        expect(normaliseAddress(once ?? '')).toBe(once);
      }),
    );
  });

  it.each([
    ['10.0.0.1', 'private', undefined],
    ['172.31.0.1', 'private', undefined],
    ['172.32.0.1', 'public', undefined],
    ['100.64.0.1', 'private', undefined],
    ['fd00::1', 'private', undefined],
    ['8.8.8.8', 'public', undefined],
    ['224.0.0.251', 'special', 'multicast'],
    ['255.255.255.255', 'special', 'broadcast'],
    ['169.254.169.254', 'special', 'link-local'],
    ['ff02::fb', 'special', 'multicast'],
    ['fe80::1', 'special', 'link-local'],
    ['127.0.0.53', 'special', 'loopback'],
  ])('%s lies in %s, %s', (address, zone, special) => {
    expect(addressZone(address)).toBe(zone);
    expect(specialAddress(address)).toBe(special);
  });

  it('takes neighbours to be in one network', () => {
    expect(likelySubnet('10.1.2.3')).toBe('10.1.2.0/24');
    expect(likelySubnet('2001:db8:1:2:3::4')).toBe('2001:db8:1:2::/64');
  });
});

describe('references', () => {
  it('names the most telling first and drops what says nothing', () => {
    const text = referenceText([
      { scheme: 'ip', value: '10.0.0.1' },
      { scheme: 'name', value: 'WEB01' },
      { scheme: 'uuid', value: '00000000-0000-0000-0000-000000000000' },
      { scheme: 'fqdn', value: 'web01.Corp.Example.' },
      { scheme: 'name', value: 'a,b' },
    ]);
    expect(text).toBe('fqdn:web01.corp.example,name:web01,ip:10.0.0.1');
    expect(parseReference(text ?? '')).toHaveLength(3);
    expect(referenceLabel(text ?? '')).toBe('web01.corp.example');
  });

  it('leaves what sources call their machines alone', () => {
    for (const text of ['vm-123', 'src|vm-123', 'web01', 'C:\\vm']) expect(parseReference(text)).toBeUndefined();
    expect(referenceOf('10.0.0.1')).toEqual({ scheme: 'ip', value: '10.0.0.1' });
    expect(referenceOf('db01')?.scheme).toBe('name');
    expect(referenceOf(' ')).toBeUndefined();
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), (ip, name) => {
        const text = referenceText([
          { scheme: 'ip', value: ip },
          { scheme: 'name', value: name },
        ]);
        expect(parseReference(text ?? '')?.map(({ value }) => value)).toEqual([name, ip]);
      }),
    );
  });
});
