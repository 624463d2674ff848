import { describe, expect, test } from 'vitest';
import { entityId } from './ids.ts';

describe('entityId', () => {
  test('is a fixed function of its parts', () => {
    expect(entityId('wl', 'biosuuid', '4219c0de-0000-4000-8000-000000000001')).toMatch(/^wl-[0-9a-f]{16}$/);
    expect(entityId('host', 'esx01')).toBe('host-65441150ce4bfd59');
  });

  test.each([
    { reason: 'letter case carries no meaning', a: ['FRA-VC01', 'DB01'], b: ['fra-vc01', 'db01'], same: true },
    { reason: 'the border between parts matters', a: ['a b', 'c'], b: ['a', 'b c'], same: false },
    { reason: 'an empty part counts', a: ['a', ''], b: ['a'], same: false },
  ])('$reason', ({ a, b, same }) => {
    expect(entityId('cl', ...a) === entityId('cl', ...b)).toBe(same);
  });

  test('kinds do not share ids', () => {
    expect(entityId('net', 'x').slice(4)).toBe(entityId('ds', 'x').slice(3));
    expect(entityId('net', 'x')).not.toBe(entityId('ds', 'x'));
  });
});
