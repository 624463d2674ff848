import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, pemOf, signText } from '../../evidence/signature.ts';
import { compareWithLock, lockText, parseLock, requireLocked, requireRaised, signatureOf, signedText } from './lock.ts';
import type { Pinned } from './lock.ts';

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const pack = (id: string, version = '1.0.0', digit = 'a'): Pinned => ({ id, version, digest: digest(digit) });
const LOCK = parseLock(lockText([pack('b'), pack('a')]), 'packs.lock.yaml');

describe('a lock', () => {
  it('reads back as it was written, in the order of ids', () => {
    expect(LOCK.packs).toEqual([pack('a'), pack('b')]);
    expect(lockText([pack('a'), pack('b')])).toBe(lockText([pack('b'), pack('a')]));
  });

  it.each<{ reason: string; packs: Pinned[]; kinds: string[] }>([
    { reason: 'the same packs', packs: [pack('b'), pack('a')], kinds: [] },
    {
      reason: 'content changed under the same version',
      packs: [pack('a', '1.0.0', 'b'), pack('b')],
      kinds: ['a changed'],
    },
    { reason: 'another version', packs: [pack('a', '1.1.0', 'b'), pack('b')], kinds: ['a version'] },
    { reason: 'one that is not pinned', packs: [pack('a'), pack('b'), pack('c')], kinds: ['c unlocked'] },
    { reason: 'one that is gone', packs: [pack('b')], kinds: ['a missing'] },
  ])('tells $reason', ({ packs, kinds }) => {
    expect(compareWithLock(packs, LOCK).map(({ id, kind }) => `${id} ${kind}`)).toEqual(kinds);
    if (kinds.length === 0) expect(() => requireLocked(packs, LOCK, 'the lock')).not.toThrow();
    else expect(() => requireLocked(packs, LOCK, 'the lock')).toThrow(expect.objectContaining({ code: 'IST-4015' }));
  });

  it('is not renewed over content that changed without a new version', () => {
    const changed = [pack('a', '1.0.0', 'b'), pack('b')];
    expect(() => requireRaised(changed, LOCK)).toThrow(expect.objectContaining({ code: 'IST-4016' }));
    expect(() => requireRaised([pack('a', '1.0.1', 'b'), pack('c')], LOCK)).not.toThrow();
  });

  it.each([
    { text: 'packs: []', says: /kind/ },
    { text: 'kind: PackLock\npacks: [{id: a, version: 1.0.0, digest: abc}]', says: /digest/ },
    { text: '[', says: /YAML/ },
  ])('refuses $text', ({ text, says }) => {
    const error = capture(() => parseLock(text, 'packs.lock.yaml'));
    expect(error).toMatchObject({ code: 'IST-4014' });
    expect(JSON.stringify(error)).toMatch(says);
  });
});

function capture(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return { ...(error as object), message: (error as Error).message };
  }
}

describe('its signature', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const packs = [pack('a'), pack('b')];
  const signature = { key: fingerprintOf(publicKey), value: signText(privateKey, signedText(packs)) };
  const signed = parseLock(lockText(packs, signature), 'x');

  it('holds for the packs it was made over, in any order', () => {
    expect(signatureOf(signed, pemOf(publicKey))).toBe('valid');
    expect(signatureOf({ ...signed, packs: signed.packs.toReversed() }, pemOf(publicKey))).toBe('valid');
  });

  it('holds for no others', () => {
    for (const changed of [[pack('a')], [pack('a'), pack('b', '1.0.1')], [pack('a'), pack('b', '1.0.0', 'c')]]) {
      expect(signatureOf({ ...signed, packs: changed.map((each) => ({ ...each })) }, pemOf(publicKey))).toBe('invalid');
    }
  });

  it('says when there is none, and when another key made it', () => {
    expect(signatureOf(LOCK, pemOf(publicKey))).toBe('unsigned');
    expect(signatureOf(signed, pemOf(generateKeyPairSync('ed25519').publicKey))).toBe('other-key');
    expect(() => signatureOf(signed, 'no key')).toThrow(expect.objectContaining({ code: 'IST-4014' }));
  });
});
