import { describe, expect, it } from 'vitest';
import { filterOf, termsOf, valuesOf, withFacet } from './filter-terms.ts';

describe('withFacet', () => {
  it.each([
    { filter: undefined, values: ['kvm'], expected: 'platform = kvm', reason: 'the first choice' },
    { filter: 'platform = kvm', values: ['kvm', 'azure'], expected: 'platform in (kvm, azure)', reason: 'a second' },
    { filter: 'platform in (kvm, azure)', values: ['azure'], expected: 'platform = azure', reason: 'one taken away' },
    { filter: 'platform = azure', values: [], expected: '', reason: 'the last taken away' },
    {
      filter: 'cpuCount > 4 and platform = kvm',
      values: ['azure'],
      expected: 'cpuCount > 4 and platform = azure',
      reason: 'other terms stay',
    },
    {
      filter: 'name = a or name = b',
      values: ['kvm'],
      expected: '(name = a or name = b) and platform = kvm',
      reason: 'a choice that people typed stays one',
    },
    {
      filter: 'platform != kvm',
      values: ['azure'],
      expected: 'platform != kvm and platform = azure',
      reason: 'a term the facet could not have made stays',
    },
    {
      filter: undefined,
      values: ['kvm', null],
      expected: 'platform = kvm or platform is unknown',
      reason: 'unknown beside a value',
    },
  ])('$reason: $filter', ({ filter, values, expected }) => {
    expect(withFacet(filter, 'platform', values)).toBe(expected);
  });

  it('asks a list whether it has the value', () => {
    expect(withFacet(undefined, 'sources', ['vcenter-1'])).toBe('sources has vcenter-1');
  });
});

it('reads back the values it wrote, unknown among them', () => {
  const filter = withFacet('cpuCount > 4', 'site', ['fra', 'muc', null]);
  const read = termsOf(filter).map((term) => valuesOf(term, 'site'));
  expect(read).toEqual([undefined, ['fra', 'muc', null]]);
});

it('has no terms for a filter that is wrong', () => {
  expect(termsOf('os.famly = x')).toEqual([]);
  expect(filterOf([])).toBe('');
});
