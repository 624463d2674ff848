import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editSite } from './edit-sites.ts';
import { parseSites } from './parse-sites.ts';
import { SITE_FIELDS } from './site-fields.ts';
import type { SiteField } from './site-fields.ts';

const TEXT = `# Our sites
apiVersion: isthmus/v1
sites:
  # the old house
  - id: munich
    platform: vsphere
    target: stay
    attributes:
      country: DE # by the contract
      operator:
        name: Nordwerk
  - {id: leeds, platform: kvm, target: kvm}
`;

describe('changing a site in the text', () => {
  it('sets values, also in mappings that are not there yet, and keeps every comment', () => {
    const after = editSite(TEXT, 'munich', {
      'attributes.operator.own': true,
      'attributes.backup.countries': ['DE', 'AT'],
      name: 'München',
    });
    expect(after).toBe(
      TEXT.replace(
        '        name: Nordwerk\n',
        '        name: Nordwerk\n        own: true\n      backup:\n        countries: [DE, AT]\n    name: München\n',
      ).replace('{id: leeds, platform: kvm, target: kvm}', '{id: leeds, platform: kvm, target: kvm}'),
    );
    expect(parseSites(after).sites[0]?.attributes).toMatchObject({
      country: 'DE',
      backup: { countries: ['DE', 'AT'] },
    });
  });

  it('finds nothing at names that every object inherits', () => {
    const path = 'attributes.custom.constructor.prototype.tier';
    const { sites } = parseSites(editSite(TEXT, 'munich', { [path]: 'gold' }));
    expect(sites[0]?.attributes.custom).toEqual({ constructor: { prototype: { tier: 'gold' } } });
    expect(editSite(TEXT, 'munich', { [path]: null })).toBe(editSite(TEXT, 'munich', {}));
  });

  it('works in flow style and where a key has no value', () => {
    expect(parseSites(editSite(TEXT, 'leeds', { 'attributes.country': 'GB' })).sites[1]?.attributes).toEqual({
      country: 'GB',
    });
    const empty = TEXT.replace('operator:\n        name: Nordwerk', 'operator:');
    expect(parseSites(editSite(empty, 'munich', { 'attributes.operator.own': true })).sites[0]?.attributes).toEqual({
      country: 'DE',
      operator: { own: true },
    });
  });

  it('changes nothing of other sites that share what is written once', () => {
    const shared = `sites:
  - id: one
    platform: kvm
    target: kvm
    attributes: &base
      country: DE
      operator: &us {name: Nordwerk, own: true}
  - {id: two, platform: kvm, target: kvm, attributes: *base}
  - id: three
    platform: kvm
    target: kvm
    attributes:
      <<: *base
      city: Bonn
  - {id: four, platform: kvm, target: kvm, attributes: {operator: *us}}
`;
    const read = (text: string): Record<string, unknown> =>
      Object.fromEntries(parseSites(text).sites.map(({ id, attributes }) => [id, attributes]));
    const before = read(shared);
    const base = { country: 'DE', operator: { name: 'Nordwerk', own: true } };
    for (const id of ['one', 'two', 'three', 'four']) {
      const after = read(editSite(shared, id, { 'attributes.operator.country': 'FR' }));
      const known = id === 'three' ? { ...base, city: 'Bonn' } : id === 'four' ? { operator: base.operator } : base;
      expect(after).toEqual({ ...before, [id]: { ...known, operator: { ...base.operator, country: 'FR' } } });
      const without = read(editSite(shared, id, { 'attributes.operator.name': null }));
      expect(without).toEqual({ ...before, [id]: { ...known, operator: { own: true } } });
    }
  });

  it('of the demo estate leaves all others as they are, whichever is changed', () => {
    const demo = readFileSync(new URL('../../../demo/sites.yaml', import.meta.url), 'utf8');
    const before = parseSites(demo);
    for (const { id } of before.sites) {
      const after = parseSites(editSite(demo, id, { 'attributes.operator.country': 'FR', 'attributes.city': null }));
      expect({ ...after, sites: after.sites.filter((site) => site.id !== id) }).toEqual({
        ...before,
        sites: before.sites.filter((site) => site.id !== id),
      });
      const changed = after.sites.find((site) => site.id === id)?.attributes;
      expect(changed?.operator?.country).toBe('FR');
      expect(changed?.city).toBeUndefined();
    }
  });

  it('takes a value away, with the mapping that is empty then', () => {
    const after = editSite(TEXT, 'munich', { 'attributes.operator.name': null, 'attributes.city': null });
    expect(parseSites(after).sites[0]?.attributes).toEqual({ country: 'DE' });
    expect(after).not.toContain('operator');
  });

  it('adds a site, and makes the first one', () => {
    const made = { id: 'oslo', platform: 'openshift', target: 'openshift-virtualization' };
    const after = editSite(TEXT, 'oslo', { 'attributes.country': 'NO' }, made);
    expect(after.startsWith(TEXT.slice(0, 40))).toBe(true);
    // "NO" is Norway, not false.
    expect(parseSites(after).sites[2]).toMatchObject({ ...made, attributes: { country: 'NO' } });
    expect(parseSites(editSite('', 'oslo', {}, made)).sites).toHaveLength(1);
  });

  it('names a site that is not there, and a text that does not read', () => {
    expect(() => editSite(TEXT, 'munch', {})).toThrow(
      'there is no site "munch" in sites.yaml. Did you mean "munich"? To add it, say --platform and --target.',
    );
    expect(() => editSite('sites: [', 'munich', {})).toThrow('does not read');
    expect(() => editSite('sites: {}', 'munich', {})).toThrow('no list of sites');
  });
});

const VALUES: { readonly [K in SiteField['kind']]: (field: SiteField) => fc.Arbitrary<unknown> } = {
  text: () => fc.constantFrom('Oslo', 'yes', '007', '# odd', 'a: b'),
  country: () => fc.constantFrom('DE', 'NO', 'FR'),
  countries: () => fc.subarray(['DE', 'NO', 'US']),
  texts: () => fc.subarray(['iso27001', 'c5-type2']),
  boolean: () => fc.boolean(),
  number: (field) => fc.integer({ min: 0, max: field.kind === 'number' ? (field.max ?? 400) : 0 }),
  choice: (field) => fc.constantFrom(...(field.kind === 'choice' ? field.choices : [])),
};

describe('fields of the form', () => {
  it.each(SITE_FIELDS.map((field) => [field.path, field] as const))('%s is taken as it is given', (path, field) => {
    fc.assert(
      fc.property(VALUES[field.kind](field), (value) => {
        const { sites } = parseSites(editSite(TEXT, 'leeds', { [`attributes.${path}`]: value }));
        const read = path
          .split('.')
          .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], sites[1]?.attributes);
        expect(read).toEqual(value);
      }),
      { numRuns: 10 },
    );
  });
});
