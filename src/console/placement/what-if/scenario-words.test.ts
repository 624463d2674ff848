import { expect, it } from 'vitest';
import { scenarioSchema } from '../../../core/policy/site.ts';
import { scenarioWords } from './scenario-words.ts';

const words = (given: object): string[] => scenarioWords(scenarioSchema.parse({ id: 'x', name: 'X', ...given }));

it('says of each part of a scenario what it changes', () => {
  expect(
    words({
      change: { fra: { capacity: { elastic: true }, acceptsWorkloads: false } },
      add: [{ id: 'gra', platform: 'kvm', target: 'kvm' }],
      remove: ['muc'],
      regimes: [],
      addPins: [{ match: 'name = x', sites: ['gra'], reason: 'the board wants it' }],
      removeRules: ['one', 'two'],
      placement: { usdPerMigrationHour: 100 },
    }),
  ).toEqual([
    'fra: other capacity, accepts workloads',
    'new: gra',
    'gone: muc',
    'no regime in force',
    'pin: the board wants it',
    'without rules one, two',
    'other usd per migration hour',
  ]);
});

it.each([
  [0.8, 'a costs 20 % less'],
  [1.25, 'a costs 25 % more'],
  [2.5, 'a costs 2.5 times as much'],
  [0, 'a costs nothing'],
])('says the factor %d as people do', (factor, said) => {
  expect(words({ priceFactors: { a: factor } })).toEqual([said]);
});

it('says nothing of a scenario that changes nothing', () => {
  expect(words({})).toEqual([]);
});
