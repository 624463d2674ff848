import { describe, expect, test } from 'vitest';
import { entryOf, macOf, fqdnOf, uuidOf, withoutSecrets, addressesOf } from './import-values.ts';
import { amountOf, flagOf, itemsOf, listOf, textOf } from './json-fields.ts';

describe('lists, however they were written', () => {
  test.each([
    { reason: 'a list', value: [{ a: 1 }, 2], list: [{ a: 1 }] },
    { reason: 'one item instead of a list', value: { a: 1 }, list: [{ a: 1 }] },
    { reason: 'wrapped by PowerShell 5.1', value: { value: [{ a: 1 }], Count: 1 }, list: [{ a: 1 }] },
    { reason: 'nothing said', value: null, list: undefined },
    { reason: 'looked and found none', value: [], list: [] },
  ])('$reason', ({ value, list }) => expect(listOf(value)).toEqual(list));

  test('one text is a list of one', () => expect(itemsOf('a')).toEqual(['a']));
});

describe('entryOf', () => {
  test('finds what is in the table and nothing that every object has', () => {
    expect([entryOf({ a: 1 }, 'a'), entryOf({ a: 1 }, 'constructor'), entryOf({ a: 1 }, '__proto__')]).toEqual([
      1,
      undefined,
      undefined,
    ]);
  });
});

describe('values', () => {
  test('texts, amounts and flags say undefined for what they are not', () => {
    expect([textOf(' a '), textOf(5), textOf(''), textOf({})]).toEqual(['a', '5', undefined, undefined]);
    expect([amountOf('5'), amountOf(5.5), amountOf(-1), amountOf('5 GB')]).toEqual([5, 5.5, undefined, undefined]);
    expect([flagOf('True'), flagOf(false), flagOf(1)]).toEqual([true, false, undefined]);
  });

  test('signs of a machine in one form', () => {
    expect([macOf('00155D0A0B01'), macOf('00-00-00-00-00-00'), macOf('x')]).toEqual([
      '00:15:5d:0a:0b:01',
      undefined,
      undefined,
    ]);
    expect(uuidOf('{1C4E564D-0100-0200-0003-0000000000A1}')).toBe('1c4e564d-0100-0200-0003-0000000000a1');
    expect([fqdnOf('A.example.com.'), fqdnOf('a'), fqdnOf('10.0.0.1'), fqdnOf('localhost.localdomain')]).toEqual([
      'a.example.com',
      undefined,
      undefined,
      undefined,
    ]);
    expect(addressesOf(['10.0.0.1;fe80::1%3', '127.0.0.1, FD00::1/64'])).toEqual(['10.0.0.1', 'fd00::1']);
  });

  test('free text loses licence keys and lines about passwords', () => {
    expect(withoutSecrets('Order system\nPasswort: x\nkey AAAAA-BBBBB-CCCCC-DDDDD-EEEEE')).toBe(
      'Order system\n[line about a password removed]\nkey [licence key removed]',
    );
  });
});
