import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../api/common.ts';
import {
  changedSettings,
  faultsOf,
  faultsOfProblem,
  fieldNames,
  secretsOf,
  settingsOf,
  sortSettings,
} from './form-values.ts';
import type { FormValues, Live, SecretValue } from './form-values.ts';

const help = 'What it is.';
const live: Live = {
  guide: null,
  intervalSeconds: 60,
  settings: [
    { name: 'address', title: 'Address', help, type: 'text', required: true },
    { name: 'pageSize', title: 'Page size', help, type: 'integer' },
    { name: 'tags', title: 'Tags', help, type: 'boolean' },
    { name: 'places', title: 'Places', help, type: 'list' },
  ],
  secrets: [
    { name: 'password', title: 'Password', help, required: true },
    { name: 'key', title: 'Key', help },
  ],
};

const filled = (settings: FormValues['settings'], secrets: Record<string, SecretValue> = {}): FormValues => ({
  settings,
  secrets,
});
const sealed = (text: string): SecretValue => ({ mode: 'seal', text });

describe('what is filled in to connect a source', () => {
  it('shows what is required first', () => {
    const { first, more } = sortSettings(live);
    expect(first.map(({ name }) => name)).toEqual(['address']);
    expect(more.map(({ name }) => name)).toEqual(['pageSize', 'tags', 'places']);
  });

  it('shows the first few where nothing is required, and none of several lines', () => {
    const settings = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({
      name,
      title: name,
      help,
      type: 'text' as const,
      multiline: name === 'b',
    }));
    const { first, more } = sortSettings({ ...live, settings });
    expect(first.map(({ name }) => name)).toEqual(['a', 'c', 'd', 'e']);
    expect(more.map(({ name }) => name)).toEqual(['b', 'f']);
  });

  it('gives every setting its type, and leaves out what is empty', () => {
    const values = filled({ address: ' vc.example ', pageSize: '500', tags: 'false', places: 'a, b,,', unknown: 'x' });
    expect(settingsOf(live, values)).toEqual({ address: 'vc.example', pageSize: 500, tags: false, places: ['a', 'b'] });
    expect(settingsOf(live, filled({ tags: '', pageSize: ' ' }))).toEqual({});
  });

  it('sends changed settings only; what is emptied is taken away', () => {
    const inForce = { address: 'vc.example', pageSize: 500, places: ['a', 'b'] };
    const same = { address: 'vc.example', pageSize: '500', places: 'a, b' };
    expect(changedSettings(live, filled(same), inForce)).toBeUndefined();
    expect(changedSettings(live, filled({ ...same, pageSize: '', tags: 'true' }), inForce)).toEqual({
      pageSize: null,
      tags: true,
    });
  });

  it('sends secrets as they were given, and none that stays', () => {
    expect(
      secretsOf(live, filled({}, { password: sealed(' with spaces '), key: { mode: 'refer', text: ' env:KEY ' } })),
    ).toEqual({ password: { value: ' with spaces ' }, key: { reference: 'env:KEY' } });
    expect(
      secretsOf(live, filled({}, { password: { mode: 'keep', text: 'left over' }, key: { mode: 'remove', text: '' } })),
    ).toEqual({ key: null });
    expect(secretsOf(live, filled({}, { password: sealed('') }))).toEqual({});
  });

  it.each([
    { given: filled({}), wrong: ['address', 'password'], reason: 'both are required' },
    { given: filled({ address: 'vc' }, { password: sealed('x') }), wrong: [], reason: 'nothing else is' },
    {
      given: filled({ address: 'vc', pageSize: '5e3' }, { password: { mode: 'keep', text: '' } }),
      wrong: ['pageSize'],
      reason: 'a number is whole, and a stored secret may stay',
    },
    {
      given: filled({ address: 'vc' }, { password: { mode: 'refer', text: 'hunter2' } }),
      wrong: ['password'],
      reason: 'a reference says what kind it is, and a secret is not taken for one',
    },
    {
      given: filled({ address: 'vc' }, { password: { mode: 'remove', text: '' } }),
      wrong: ['password'],
      reason: 'a required secret cannot be taken away',
    },
  ])('finds $wrong wrong: $reason', ({ given, wrong }) => {
    expect(Object.keys(faultsOf(live, given)).sort()).toEqual(wrong);
  });

  it('puts what the server refuses at its field, and leaves the rest to the alert', () => {
    const problem: Problem = {
      type: 'about:blank',
      title: 'Setting',
      status: 400,
      detail: '',
      code: 'IST-2220',
      hint: '',
      causes: [
        { where: 'pageSize', message: 'must be a whole number' },
        { where: 'nowhere', message: 'is unknown' },
        { message: 'something else' },
      ],
    };
    expect(faultsOfProblem(problem, fieldNames(live))).toEqual({ pageSize: 'Must be a whole number' });
  });
});
