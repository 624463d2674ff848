import { describe, expect, it } from 'vitest';
import { remember } from './remember.ts';

describe('remembered answers', () => {
  it('are asked for once, also when there is none', () => {
    const asked: string[] = [];
    const known = remember((text) => {
      asked.push(text);
      return text === '' ? undefined : text.length;
    });
    expect([known('ab'), known(''), known('ab'), known(''), known('abc')]).toEqual([2, undefined, 2, undefined, 3]);
    expect(asked).toEqual(['ab', '', 'abc']);
  });

  it('are all forgotten past 20,000, and then asked for again', () => {
    let asked = 0;
    const known = remember(() => (asked += 1));
    for (let n = 0; n < 20_000; n += 1) known(`${n}`);
    known('0');
    expect(asked).toBe(20_000);
    known('one more');
    known('one more');
    expect(asked).toBe(20_001);
    known('0');
    expect(asked).toBe(20_002);
  });
});
