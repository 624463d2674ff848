import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from './limits.ts';
import { StringPool } from './string-pool.ts';

describe('StringPool', () => {
  test('gives equal texts equal ids and different texts different ones', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { maxLength: 300 }), (texts) => {
        const pool = new StringPool(DEFAULT_LIMITS);
        const ids = texts.map((text) => pool.internText(text));
        expect(ids.map((id) => pool.text(id))).toEqual(texts);
        expect(pool.size).toBe(new Set(texts).size);
      }),
    );
  });

  test('keeps ids through growth', () => {
    const pool = new StringPool(DEFAULT_LIMITS);
    const ids = Array.from({ length: 50_000 }, (_, i) => pool.internText(`text number ${i}`));
    expect(ids.every((id, i) => pool.text(id) === `text number ${i}`)).toBe(true);
    expect(pool.internText('text number 777')).toBe(ids[777]);
  });

  test('forgets what is redacted, even when it was read before', () => {
    const pool = new StringPool(DEFAULT_LIMITS);
    const id = pool.internText('AAAAA-BBBBB');
    expect(pool.text(id)).toBe('AAAAA-BBBBB');
    pool.redact(id);
    expect(pool.text(id)).toBe('');
  });

  test.each([
    { reason: 'strings', limits: { ...DEFAULT_LIMITS, maxStrings: 2 } },
    { reason: 'bytes', limits: { ...DEFAULT_LIMITS, maxStringBytes: 5 } },
  ])('refuses more $reason than the limit', ({ limits }) => {
    const pool = new StringPool(limits);
    expect(() => ['aa', 'bb', 'cc'].map((text) => pool.internText(text))).toThrow(
      expect.objectContaining({ code: 'IST-1010' }),
    );
  });
});
