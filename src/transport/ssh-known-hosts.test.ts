import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownHostKeys } from './ssh-known-hosts.ts';

const KEY = Buffer.from('a key').toString('base64');
const OTHER = Buffer.from('another').toString('base64');

function hashed(name: string): string {
  const salt = Buffer.from('0123456789abcdef0123');
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

const found = (text: string, host = 'kvm1.example', port = 22): string[] =>
  knownHostKeys(text, host, port).map(({ key, revoked }) => `${key.toString()}${revoked ? ' revoked' : ''}`);

describe('known_hosts', () => {
  test.each([
    { reason: 'a plain name', line: `kvm1.example ssh-ed25519 ${KEY} a comment`, expected: ['a key'] },
    { reason: 'one of several names', line: `10.0.0.1,kvm1.example ssh-ed25519 ${KEY}`, expected: ['a key'] },
    { reason: 'another case', line: `KVM1.Example ssh-ed25519 ${KEY}`, expected: ['a key'] },
    { reason: 'a pattern', line: `*.example ssh-ed25519 ${KEY}`, expected: ['a key'] },
    { reason: 'a pattern with an exception', line: `*.example,!kvm1.* ssh-ed25519 ${KEY}`, expected: [] },
    { reason: 'a hashed name', line: `${hashed('kvm1.example')} ssh-ed25519 ${KEY}`, expected: ['a key'] },
    { reason: 'another hashed name', line: `${hashed('kvm2.example')} ssh-ed25519 ${KEY}`, expected: [] },
    { reason: 'a withdrawn key', line: `@revoked * ssh-ed25519 ${KEY}`, expected: ['a key revoked'] },
    { reason: 'an authority, which is not read', line: `@cert-authority * ssh-ed25519 ${KEY}`, expected: [] },
    { reason: 'a comment', line: `# kvm1.example ssh-ed25519 ${KEY}`, expected: [] },
    { reason: 'half a line', line: 'kvm1.example ssh-ed25519', expected: [] },
    { reason: 'the name on another port', line: `[kvm1.example]:2222 ssh-ed25519 ${KEY}`, expected: [] },
  ])('$reason', ({ line, expected }) => {
    expect(found(line)).toEqual(expected);
  });

  test('another port is known by brackets, plain and hashed', () => {
    const text = `[kvm1.example]:2222 ssh-ed25519 ${KEY}\r\n${hashed('[kvm1.example]:2222')} ssh-rsa ${OTHER}\n`;
    expect(found(text, 'kvm1.example', 2222)).toEqual(['a key', 'another']);
  });

  test('any text gives keys or none, and never an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'*?!|,@ \n1a=') }), fc.string(), (text, host) => {
        expect(Array.isArray(knownHostKeys(text, host))).toBe(true);
      }),
    );
  });
});
