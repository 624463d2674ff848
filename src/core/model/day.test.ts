import { expect, test } from 'vitest';
import { isDay } from './day.ts';

test.each([
  ['2026-05-20', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-45', false],
  ['20260520', false],
  ['2026-5-2', false],
  ['2026-05-20T00:00:00Z', false],
  ['', false],
])('%s is a day: %s', (text, expected) => expect(isDay(text)).toBe(expected));
