import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  datastoreOfPath,
  parseAddresses,
  parseDate,
  parseMac,
  parseNumber,
  parseUuid,
  withoutLicenceKeys,
} from './values.ts';

describe('parseNumber', () => {
  test.each([
    ['4096', 4096],
    ['4,096', 4096],
    ['4.096', 4096],
    ["4'096", 4096],
    ['4 096', 4096],
    ['1,234,567', 1234567],
    ['12.5', 12.5],
    ['12,5', 12.5],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['0.125', 0.125],
    ['-3', -3],
    ['1e3', 1000],
    ['abc', undefined],
    ['1,2,3', undefined],
    ['', undefined],
    ['10 GB', undefined],
  ] as const)('%s is %s', (text, number) => {
    expect(parseNumber(text)).toBe(number);
  });

  test('reads back every whole number, grouped or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (number) => {
        expect(parseNumber(String(number))).toBe(number);
        expect(parseNumber(number.toLocaleString('en'))).toBe(number);
        expect(parseNumber(number.toLocaleString('de'))).toBe(number);
      }),
    );
  });
});

describe('parseDate', () => {
  test.each([
    { text: '2024/06/28 04:55:40', iso: '2024-06-28T04:55:40Z', reason: 'as the export writes it' },
    { text: '2024-06-28T04:55:40Z', iso: '2024-06-28T04:55:40Z', reason: 'ISO' },
    { text: '2024-06-28', iso: '2024-06-28T00:00:00Z', reason: 'a day' },
    { text: '28.06.2024 04:55', iso: '2024-06-28T04:55:00Z', reason: 'German' },
    { text: '28/06/2024', iso: '2024-06-28T00:00:00Z', reason: 'day first, because there is no month 28' },
    { text: '6/28/2024 4:55:40 PM', iso: '2024-06-28T16:55:40Z', reason: 'American' },
    { text: '3/4/2024 12:00:00 AM', iso: '2024-03-04T00:00:00Z', reason: 'AM tells that the month is first' },
    { text: '3/4/2024', iso: undefined, reason: 'either 3 April or 4 March' },
    { text: '2024/13/01', iso: undefined, reason: 'no such month' },
    { text: '2024/02/30', iso: undefined, reason: 'no such day' },
    { text: 'yesterday', iso: undefined, reason: 'no date' },
  ])('$text: $reason', ({ text, iso }) => {
    expect(parseDate(text)).toBe(iso);
  });
});

describe('identifiers', () => {
  test.each([
    ['4202AAAA-0001-0002-0003-000000000001', '4202aaaa-0001-0002-0003-000000000001'],
    ['56 4d 1c 4e 11 22 33 44-55 66 77 88 99 aa bb cc', '564d1c4e-1122-3344-5566-778899aabbcc'],
    ['{4202AAAA-0001-0002-0003-000000000001}', '4202aaaa-0001-0002-0003-000000000001'],
    ['00000000-0000-0000-0000-000000000000', undefined],
    ['4202', undefined],
  ])('UUID %s is %s', (text, uuid) => expect(parseUuid(text)).toBe(uuid));

  test.each([
    ['00:50:56:AA:BB:01', '00:50:56:aa:bb:01'],
    ['00-50-56-aa-bb-01', '00:50:56:aa:bb:01'],
    ['0050.56aa.bb01', '00:50:56:aa:bb:01'],
    ['00:00:00:00:00:00', undefined],
    ['none', undefined],
  ])('MAC %s is %s', (text, mac) => expect(parseMac(text)).toBe(mac));

  test('lists of addresses keep what is an address', () => {
    expect(parseAddresses('10.0.0.1, FE80::1;unknown 10.0.0.300')).toEqual(['10.0.0.1', 'fe80::1']);
  });

  test('a path names its datastore', () => {
    expect(datastoreOfPath('[ds 1] a/b.vmdk')).toBe('ds 1');
    expect(datastoreOfPath('a/b.vmdk')).toBeUndefined();
    expect(datastoreOfPath('[] a')).toBeUndefined();
  });

  test('licence keys are cut out of any text', () => {
    expect(withoutLicenceKeys('key A1B2C-D3E4F-G5H6J-K7L8M-N9P0Q, room B')).toBe('key [licence key removed], room B');
    expect(withoutLicenceKeys('4202aaaa-0001-0002-0003-000000000001')).toBe('4202aaaa-0001-0002-0003-000000000001');
  });
});
