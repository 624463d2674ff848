import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { azureRegionsSchema } from './azure-regions.ts';
import { controlMappingsSchema } from './control-mappings.ts';
import { sovereigntySchema } from './sovereignty.ts';

const catalog = await loadCatalog();
const files = {
  sovereignty: { data: catalog.sovereignty, schema: sovereigntySchema },
  'azure-regions': { data: catalog['azure-regions'], schema: azureRegionsSchema },
  'control-mappings': { data: catalog['control-mappings'], schema: controlMappingsSchema },
};

/** Every record below a value that carries provenance. */
function* records(value: unknown): Generator<{ readonly source: string | readonly string[] }> {
  if (value === null || typeof value !== 'object') return;
  if ('source' in value && 'conf' in value) yield value as { source: string | readonly string[] };
  for (const each of Object.values(value)) yield* records(each);
}

describe.each(Object.entries(files))('%s', (name, { data, schema }) => {
  it('names only sources it lists', () => {
    const all = [...records(data)];
    expect(all.length).toBeGreaterThan(30);
    for (const { source } of all) for (const key of [source].flat()) expect(Object.keys(data.sources)).toContain(key);
  });

  it('refuses a field it does not know, and a record without provenance', () => {
    expect(schema.safeParse({ ...data, extra: 1 }).success).toBe(false);
    const list = Object.entries(data).find(
      ([, value]) => Array.isArray(value) && value.length > 0 && typeof value[0] === 'object',
    );
    if (list === undefined) throw new Error(`${name} has no records`);
    const [key, values] = list;
    const { source: _, ...bare } = (values as Record<string, unknown>[])[0] ?? {};
    expect(schema.safeParse({ ...data, [key]: [bare] }).success).toBe(false);
  });
});

describe('joins', () => {
  it('regions name clouds, countries and pairs that exist', () => {
    const { regions, sovereignRegions, clouds } = catalog['azure-regions'];
    const names = new Set([...regions, ...sovereignRegions].map((region) => region.name));
    expect(names.size, 'no region twice').toBe(regions.length + sovereignRegions.length);
    for (const region of regions) {
      expect(clouds.map((cloud) => cloud.id)).toContain(region.cloud);
      if (region.pair !== undefined) expect(names, region.name).toContain(region.pair);
      const pair = regions.find((each) => each.name === region.pair);
      if (pair !== undefined) expect(region.pairCountry, region.name).toBe(pair.country);
    }
  });

  it('laws are triggered by attributes of the vocabulary', () => {
    const { extraterritorialLaws, attributes } = catalog.sovereignty;
    for (const law of extraterritorialLaws)
      for (const path of law.triggeredBy) expect(Object.keys(attributes)).toContain(path);
  });

  it('the EEA holds the EU', () => {
    const { eu27, eea } = catalog.sovereignty;
    expect(eu27).toHaveLength(27);
    expect(eea).toEqual(expect.arrayContaining(eu27));
    expect(eea).toHaveLength(30);
  });
});
