import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IsthmusError } from '../errors/errors.ts';
import { loadCatalog } from '../../services/catalog.ts';
import { parseSites } from './parse-sites.ts';

const catalog = await loadCatalog();
const site = (rest = ''): string => `sites:\n  - {id: a, platform: kvm, target: kvm${rest}}\n`;

function problem(text: string): { code: string; causes: string[] } {
  try {
    parseSites(text, catalog);
  } catch (error) {
    if (!(error instanceof IsthmusError)) throw error;
    return { code: error.code, causes: error.causes.map((cause) => `${cause.where}: ${cause.message}`) };
  }
  return { code: 'none', causes: [] };
}

describe('a file with very much wrong', () => {
  it('names the first places and says how many more there are', () => {
    const { code, causes } = problem(`sites:\n${'- {a: 1}\n'.repeat(100)}`);
    expect(code).toBe('IST-4002');
    expect(causes).toHaveLength(51);
    // Of each site three fields are missing and one is not known.
    expect(causes.at(-1)).toBe('undefined: and 350 more');
    expect(problem(`sites: [${'{id: a, platform: kvm, target: kvm}, '.repeat(100)}]`).causes).toHaveLength(51);
    expect(
      problem(`sites:\n  - {id: a, ${Array.from({ length: 99 }, (_, at) => `x${at}: 1`).join(', ')}}`).causes,
    ).toHaveLength(51);
  });

  it.each([
    ['value', site(`, name: [${'x'.repeat(5000)}]`)],
    ['key', site(`, ${'x'.repeat(5000)}: 1`)],
    ['id', `sites: [{id: &a ${'x'.repeat(5000)}, platform: kvm, target: kvm}, {id: *a, platform: kvm, target: kvm}]`],
  ])('shows only the beginning of a long %s', (_what, text) => {
    const { causes } = problem(text);
    expect(causes.length).toBeGreaterThan(0);
    for (const cause of causes) expect(cause.length).toBeLessThan(600);
  });

  it('says that it is nested too deeply', () => {
    const { code, causes } = problem(`sites: ${'['.repeat(20_000)}`);
    expect(code).toBe('IST-4001');
    expect(causes[0]).toMatch(/^line 1, column \d+: lists or mappings stand in each other too deeply/);
    expect(causes.length).toBeLessThanOrEqual(51);
  });
});

describe('parseSites', () => {
  it('reads the sample of the demo estate', async () => {
    const text = await readFile(new URL('../../../demo/sites.yaml', import.meta.url), 'utf8');
    const file = parseSites(text, catalog);
    expect(file.sites.map((each) => each.id)).toEqual([
      'fra-vsphere',
      'muc-vsphere',
      'ham-hyperv',
      'bz-kvm',
      'fra-openshift',
      'azure-gwc',
      'azure-weu',
    ]);
    expect(file.sites[1]?.attributes, 'an anchor that is merged and refined').toMatchObject({
      country: 'DE',
      city: 'Munich',
      operator: { own: true },
    });
    expect(file.waves.pilotSize, 'defaults are filled in').toBe(5);
  });

  it.each<{ reason: string; text: string; code: string; says: RegExp }>([
    { reason: 'an empty file', text: '', code: 'IST-4002', says: /^sites: is required/ },
    { reason: 'a file that is no YAML', text: 'sites: [a', code: 'IST-4001', says: /^line 1, column \d+:/ },
    { reason: 'a tab as indentation', text: 'sites:\n\t- id: a', code: 'IST-4001', says: /^line 2, column/ },
    { reason: 'no sites', text: 'sites: []', code: 'IST-4002', says: /^sites \(line 1\)/ },
    {
      reason: 'a misspelt field',
      text: site(', platfrom: x'),
      code: 'IST-4002',
      says: /sites\[0\]\.platfrom \(line 2\): "platfrom" is not known here\. Did you mean "platform"\?/,
    },
    {
      reason: 'an unknown target',
      text: 'sites:\n  - id: a\n    platform: x\n    target: openshift\n',
      code: 'IST-4002',
      says: /sites\[0\]\.target \(line 4\): "openshift" is not one of .*Did you mean "openshift-/,
    },
    {
      reason: 'a field left out',
      text: 'sites:\n  - {id: a, target: kvm}\n',
      code: 'IST-4002',
      says: /platform \(line 2\): is required \(text\)/,
    },
    {
      reason: 'an id with capitals',
      text: site().replace('id: a', 'id: A'),
      code: 'IST-4002',
      says: /"A": lower-case/,
    },
    {
      reason: 'a country in words',
      text: site(', attributes: {country: Germany}'),
      code: 'IST-4002',
      says: /"Germany": two-letter/,
    },
    {
      reason: 'a number in quotes',
      text: site(', capacity: {cpuCores: "8", memoryGiB: 1, diskGiB: 1}'),
      code: 'IST-4002',
      says: /cpuCores \(line 2\): "8" should be a number: write the number without quotes/,
    },
    {
      reason: 'half a capacity',
      text: site(', capacity: {cpuCores: 8, memoryGiB: 1}'),
      code: 'IST-4002',
      says: /diskGiB \(line 2\): is required/,
    },
    {
      reason: 'one name where a list belongs',
      text: site(', matches: {clusters: c1}'),
      code: 'IST-4002',
      says: /"c1" should be a list: write \[c1\]/,
    },
    {
      reason: 'an id given twice',
      text: site() + '  - {id: a, platform: kvm, target: kvm}\n',
      code: 'IST-4003',
      says: /sites\[1\]\.id \(line 3\): "a" is already the id of the site at line 2/,
    },
    {
      reason: 'two sites that match the same',
      text: `sites:\n  - {id: a, platform: x, target: stay, matches: {clusters: [c]}}\n  - {id: b, platform: x, target: stay, matches: {clusters: [c]}}\n`,
      code: 'IST-4003',
      says: /matches exactly what site "a" matches/,
    },
    {
      reason: 'an attribute that nothing reads',
      text: site(', attributes: {contry: DE}'),
      code: 'IST-4003',
      says: /no rule knows the attribute "contry"\. Did you mean "country"\?/,
    },
    {
      reason: 'a region that does not exist',
      text: 'sites:\n  - {id: a, platform: azure, target: azure-vm, region: germanywestcentrl}\n',
      code: 'IST-4003',
      says: /"germanywestcentrl" is not a region in the catalogue .* Did you mean "germanywestcentral"\?/,
    },
    {
      reason: 'a filter that does not parse',
      text: `${site()}classify:\n  - {match: "name =", set: {owner: x}}\n`,
      code: 'IST-4003',
      says: /classify\[0\]\.match \(line 4\): "name =", column \d+: /,
    },
    {
      reason: 'a filter on an unknown field',
      text: `${site()}declarations:\n  - {match: "nam = x", attributes: {}}\n`,
      code: 'IST-4003',
      says: /declarations\[0\]\.match .*did you mean name/,
    },
    {
      reason: 'a classification that sets nothing',
      text: `${site()}classify:\n  - {match: "name = x", set: {}}\n`,
      code: 'IST-4003',
      says: /sets nothing/,
    },
    {
      reason: 'a pin to no site',
      text: `${site()}pins:\n  - {match: "", sites: [b], reason: r}\n`,
      code: 'IST-4003',
      says: /pins\[0\]\.sites\[0\] \(line 4\): there is no site "b"/,
    },
    {
      reason: 'a pin that says nothing',
      text: `${site()}pins:\n  - {match: "", reason: r}\n`,
      code: 'IST-4003',
      says: /pins nothing/,
    },
    {
      reason: 'a date that is none',
      text: `${site()}waves: {startDate: 2026-02-30}\n`,
      code: 'IST-4003',
      says: /"2026-02-30" is not a date/,
    },
    {
      reason: 'a blackout that ends before it starts',
      text: `${site()}waves:\n  blackouts: [{from: 2026-02-02, to: 2026-02-01, reason: r}]\n`,
      code: 'IST-4003',
      says: /ends .* before it starts/,
    },
  ])('refuses $reason and says where', ({ text, code, says }) => {
    const found = problem(text);
    expect(found.code).toBe(code);
    expect(found.causes.join('\n')).toMatch(says);
  });

  it('names every mistake at once', () => {
    expect(problem('sites:\n  - {id: A, target: nowhere, acceptsWorkloads: maybe}\n').causes).toHaveLength(4);
  });

  it('takes a key without a value as unknown', () => {
    const file = parseSites(
      'organisation:\n  country:\nsites:\n  - id: a\n    platform: kvm\n    target: kvm\n    attributes:\n      country:\n      operator: {name: , country: DE}\n',
    );
    expect(file.organisation).toEqual({});
    expect(file.sites[0]?.attributes).toEqual({ operator: { country: 'DE' } });
  });

  it('needs no quotes for Norway', () => {
    expect(parseSites(site(', attributes: {country: NO}')).sites[0]?.attributes.country).toBe('NO');
  });

  it('answers any text with a file or with one of its own errors', () => {
    const words = fc.constantFrom(
      'sites:',
      '  - id: a',
      '    target: kvm',
      '    platform: x',
      '[',
      '}',
      ': ',
      '\t',
      '&a',
      '*a',
      '<<: *a',
      'pins:',
      '  - {match: "x"}',
      '!!js/function',
      '- ',
      '"',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (lines) => {
        const { code } = problem(lines.join('\n'));
        expect(['none', 'IST-4001', 'IST-4002', 'IST-4003']).toContain(code);
      }),
    );
  });
});
