import { describe, expect, test } from 'vitest';
import { parseAddress, socketsOf } from './address.ts';

describe('address of a daemon', () => {
  test.each([
    { text: 'qemu:///system', expected: { uri: 'qemu:///system', transport: 'unix' } },
    {
      text: 'qemu+unix:///system?socket=/run/a',
      expected: { uri: 'qemu:///system', transport: 'unix', socket: '/run/a' },
    },
    { text: 'test:///default', expected: { uri: 'test:///default', transport: 'unix' } },
    {
      text: 'qemu+ssh://reader@kvm1.example:2222/system',
      expected: { uri: 'qemu:///system', transport: 'ssh', host: 'kvm1.example', port: 2222, username: 'reader' },
    },
    {
      text: 'qemu+ssh://a%40b@[2001:db8::1]/system',
      expected: { uri: 'qemu:///system', transport: 'ssh', host: '2001:db8::1', username: 'a@b' },
    },
  ])('$text', ({ text, expected }) => {
    expect(parseAddress(text)).toEqual(expected);
  });

  test.each([
    { text: 'kvm1.example', says: 'no URI' },
    { text: 'xen:///system', says: 'driver "xen"' },
    { text: 'qemu+tls://kvm1.example/system', says: '"tls"' },
    { text: 'qemu://kvm1.example/system', says: '"tls"' },
    { text: 'qemu+unix://kvm1.example/system', says: 'names a host' },
    { text: 'qemu+ssh:///system', says: 'names no host' },
    { text: 'qemu+ssh://kvm1.example/system', says: 'names no user' },
    { text: 'qemu+ssh://a:b@kvm1.example/system', says: 'password' },
    { text: 'qemu+ssh://a@kvm1.example/system?no_verify=1', says: 'no_verify' },
    { text: 'qemu:///', says: 'without a path' },
    { text: 'qemu:///session', says: 'session' },
  ])('refuses $text', ({ text, says }) => {
    expect(() => parseAddress(text)).toThrow(says);
    expect(() => parseAddress(text)).not.toThrow('a:b');
  });

  test('the sockets that only read come unless writing is asked for', () => {
    const address = parseAddress('qemu:///system');
    expect(socketsOf(address, undefined, false).every((socket) => socket.endsWith('-ro'))).toBe(true);
    expect(socketsOf(address, undefined, true).some((socket) => socket.endsWith('-ro'))).toBe(false);
    expect(socketsOf({ ...address, socket: '/a' }, '/b', false)).toEqual(['/b']);
  });
});
