import { describe, expect, it } from 'vitest';
import { fakePlatform, fakeProvider } from '../../test/support/live-provider.ts';
import type { IsthmusError } from '../core/errors/errors.ts';
import type { Connector } from '../providers/connection.ts';
import { checkInterval, checkSecrets, checkSettings } from './source-settings.ts';

const connector = fakeProvider(fakePlatform()).live as Connector;
const address = 'vc.example';

function faults(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    expect(error).toMatchObject({ code: 'IST-2220' });
    return (error as IsthmusError).causes.map(({ where, message }) => `${where ?? ''} ${message}`);
  }
  return [];
}

describe('settings', () => {
  it('come out with their types, also from the command line, where everything is text', () => {
    const given = { address: ' vc.example ', port: '8443', insecure: 'true', region: 'eu', folders: 'a, b,' };
    const typed = { address, port: 8443, insecure: true, region: 'eu', folders: ['a', 'b'] };
    expect(checkSettings(connector, given)).toEqual(typed);
    expect(checkSettings(connector, typed)).toEqual(typed);
    expect(checkSettings(connector, { address, port: '', region: null })).toEqual({ address });
  });

  it('that are wrong are all named, with what to do and without what was given', () => {
    const given = { addres: 'x', port: 'pass-word', insecure: 'maybe', region: 'moon', folders: [1], password: 'p' };
    const found = faults(() => checkSettings(connector, given));
    expect(found).toEqual([
      expect.stringMatching(/^addres is no setting of this kind.*"address"/),
      expect.stringMatching(/^password is a secret: give it among the secrets/),
      expect.stringMatching(/^address is needed: Where it is/),
      expect.stringMatching(/^port must be a whole number/),
      expect.stringMatching(/^insecure must be true or false/),
      expect.stringMatching(/^region must be one of eu, us/),
      expect.stringMatching(/^folders must be a list/),
    ]);
    expect(found.join()).not.toContain('pass-word');
  });

  it.each([
    { port: 1.5 },
    { port: Number.NaN },
    { port: {} },
    { address: 'two\nlines' },
    { address: 'a'.repeat(300_000) },
    { folders: Array.from({ length: 2_000 }, () => 'a') },
  ])('refuse %o', (odd) => {
    expect(faults(() => checkSettings(connector, { address, ...odd }))).toHaveLength(1);
  });
});

describe('secrets', () => {
  const check = (given: Parameters<typeof checkSecrets>[1], present: string[] = []) =>
    faults(() => checkSecrets(connector, given, new Set(present), undefined));

  it('are needed, known and not empty; a reference is of a known kind', () => {
    expect(check({ password: { value: 'x' } })).toEqual([]);
    expect(check({ password: { reference: 'env:X' } })).toEqual([]);
    expect(check({})).toEqual([expect.stringContaining('password is needed')]);
    expect(check({ pasword: { value: 'x' } }, ['password'])).toEqual([expect.stringContaining('"password"')]);
    expect(check({ password: { value: '' } })).toEqual(['password is empty']);
    expect(check({ password: { reference: 'valt:x' } })).toEqual([expect.stringContaining('"vault"')]);
  });

  it('that are stored stay, unless they are taken away', () => {
    expect(check({}, ['password'])).toEqual([]);
    expect(check({ password: null }, ['password'])).toEqual([expect.stringContaining('is needed')]);
    expect(check({ token: null }, ['password', 'token'])).toEqual([]);
  });
});

describe('an interval', () => {
  it.each([0, 4, 5.5, Number.NaN, 700_000])('of %d seconds is refused', (seconds) => {
    expect(faults(() => checkInterval(seconds))).toHaveLength(1);
  });
  it.each([5, 300, 604_800])('of %d seconds is taken', (seconds) => expect(checkInterval(seconds)).toBe(seconds));
});
