/** The reference pages name what the schemas know, and their examples work. */

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { packSchema, requirementSchema } from './packs/pack-schema.ts';
import { parsePack } from './packs/pack.ts';
import { parseSites } from './parse-sites.ts';
import { siteAttributesSchema } from './site-attributes.ts';
import { capacitySchema, organisationSchema, siteSchema, sitesFileSchema } from './site.ts';

const catalog = await loadCatalog();
const page = (name: string): Promise<string> =>
  readFile(new URL(`../../../docs/reference/${name}.md`, import.meta.url), 'utf8');
const example = (text: string): string => /```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? '';

describe('docs/reference/sites.md', async () => {
  const text = await page('sites');
  const fixed = capacitySchema.options[1].shape;
  it.each([
    ...Object.keys(sitesFileSchema.shape),
    ...Object.keys(siteSchema.shape),
    ...Object.keys(siteAttributesSchema.shape),
    ...Object.keys(organisationSchema.shape),
    ...Object.keys(fixed),
  ])('names %s', (field) => {
    expect(text).toMatch(new RegExp(`\\b${field}\\b`));
  });

  it('shows an example that works', () => {
    expect(parseSites(example(text), catalog).sites).toHaveLength(2);
  });
});

describe('docs/reference/packs.md', async () => {
  const text = await page('packs');
  const fields = [
    ...Object.keys(packSchema.shape),
    ...requirementSchema.options.flatMap((option) => Object.keys(option.shape)),
  ];
  it.each([...new Set(fields)].filter((field) => field !== 'apiVersion' && field !== 'kind'))('names %s', (field) => {
    expect(text).toMatch(new RegExp(`\\b${field}\\b`));
  });

  it('shows an example that works', () => {
    expect(parsePack(example(text), 'example.yaml', catalog).problems).toEqual([]);
  });
});
