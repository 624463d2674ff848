import { describe, expect, test } from 'vitest';
import { serialToIso } from './serial-date.ts';
import { isDateFormat } from './xlsx/styles.ts';

describe('serialToIso', () => {
  test.each([
    { serial: 1, date1904: false, iso: '1900-01-01T00:00:00Z', reason: 'the first day of the 1900 system' },
    { serial: 59, date1904: false, iso: '1900-02-28T00:00:00Z', reason: 'the day before the leap day that never was' },
    { serial: 61, date1904: false, iso: '1900-03-01T00:00:00Z', reason: 'the day after it' },
    { serial: 45471.205324, date1904: false, iso: '2024-06-28T04:55:40Z', reason: 'a time of day' },
    { serial: 0, date1904: true, iso: '1904-01-01T00:00:00Z', reason: 'the first day of the 1904 system' },
    { serial: 44009, date1904: true, iso: '2024-06-28T00:00:00Z', reason: 'the 1904 system' },
    { serial: -1, date1904: false, iso: undefined, reason: 'before the first day' },
    { serial: 1e9, date1904: false, iso: undefined, reason: 'after the year 9999' },
    { serial: Number.NaN, date1904: false, iso: undefined, reason: 'no number' },
  ])('$serial is $iso: $reason', ({ serial, date1904, iso }) => {
    expect(serialToIso(serial, date1904)).toBe(iso);
  });
});

describe('isDateFormat', () => {
  test.each([
    ['yyyy/mm/dd hh:mm:ss', true],
    ['[$-409]m/d/yy h:mm AM/PM', true],
    ['[h]:mm', true],
    ['General', false],
    ['0.00', false],
    ['#,##0 "days"', false],
    ['[Red]0', false],
    ['0.0\\d', false],
    ['@', false],
  ])('%s: %s', (code, date) => {
    expect(isDateFormat(code)).toBe(date);
  });
});
