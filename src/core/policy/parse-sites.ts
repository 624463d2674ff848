/** Reads sites.yaml: the text in, a checked file out, or one error that names every place to correct. */

import type { z } from 'zod';
import type { Catalog } from '../catalog/catalog.ts';
import { failure } from '../errors/registry.ts';
import { firstCauses } from './cause-limits.ts';
import { checkSites } from './check-sites.ts';
import { siteAttributesSchema } from './site-attributes.ts';
import { classificationSchema, organisationSchema, placementRuleSchema, siteSchema, sitesFileSchema } from './site.ts';
import type { SitesFile } from './site.ts';
import { causesOf, SourceDocument } from './yaml-issues.ts';

/**
 * Parses and checks a sites file. With a catalogue, regions are looked up in it too; with `today`
 * (YYYY-MM-DD), figures of days to come are refused.
 * @throws IST-4001 not YAML · IST-4002 wrong shape · IST-4003 contradicts itself or the catalogue;
 *   each cause names path, line, value and fix.
 */
export function parseSites(text: string, catalog?: Catalog, today?: string): SitesFile {
  const document = new SourceDocument(text, 'IST-4001', 'sites.yaml');
  if (document.value === null || document.value === undefined) {
    throw failure('IST-4002', 'sites.yaml is empty', { causes: [{ where: 'sites', message: 'is required (a list)' }] });
  }
  const result = sitesFileSchema.safeParse(withoutEmpty(document.value));
  if (!result.success) {
    throw failure('IST-4002', 'sites.yaml does not have the expected shape', {
      causes: causesOf(result.error.issues, document, sitesFileKeysAt),
    });
  }
  const causes = checkSites(result.data, document, catalog, today);
  if (causes.length > 0) {
    const count = causes.length === 1 ? 'one thing' : `${causes.length} things`;
    throw failure('IST-4003', `sites.yaml is well formed but ${count} in it cannot be right`, {
      causes: firstCauses(causes.map((cause) => () => cause)),
    });
  }
  return result.data;
}

/** A key without a value means unknown, as if it were not there; in what a scenario changes it takes a field away. */
export function withoutEmpty(value: unknown): unknown {
  const kept = stripEmpty(value);
  const [before, after] = [value, kept].map((each) =>
    each instanceof Object && 'scenarios' in each ? each.scenarios : [],
  );
  if (!Array.isArray(before) || !Array.isArray(after)) return kept;
  for (const [index, scenario] of before.entries()) {
    const target: unknown = after[index];
    if (!(scenario instanceof Object) || !(target instanceof Object)) continue;
    for (const key of ['change', 'placement'] as const) {
      if (key in scenario && scenario[key as never] !== null) Object.assign(target, { [key]: scenario[key as never] });
    }
  }
  return kept;
}

function stripEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripEmpty);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(kept.map(([key, each]) => [key, stripEmpty(each)]));
}

const keys = (schema: z.ZodObject): readonly string[] => Object.keys(schema.shape);

/** Names allowed at a path, for "did you mean". */
export function sitesFileKeysAt(path: readonly PropertyKey[]): readonly string[] {
  const [first, , third] = path;
  if (path.length === 0) return keys(sitesFileSchema);
  if (first === 'organisation') return keys(organisationSchema);
  if (first === 'sites' && path.length === 2) return keys(siteSchema);
  if (first === 'sites' && third === 'attributes' && path.length === 3) return keys(siteAttributesSchema);
  if (first === 'classify' && path.length === 2) return keys(classificationSchema);
  if (first === 'classify' && third === 'set') return keys(classificationSchema.shape.set);
  // Which kind it is is not known here: the names of all of them.
  if (['rules', 'addRules'].includes(String(path.at(-2)))) return placementRuleSchema.options.flatMap(keys);
  const shape: unknown = schemaAt(path);
  return shape instanceof Object && 'shape' in shape ? Object.keys(shape.shape as object) : [];
}

function schemaAt(path: readonly PropertyKey[]): unknown {
  let schema: unknown = sitesFileSchema;
  for (const part of path) {
    schema = unwrap(schema);
    if (!(schema instanceof Object)) return undefined;
    if (typeof part === 'number' && 'element' in schema) schema = schema.element;
    else if ('shape' in schema) schema = (schema.shape as Record<string, unknown>)[String(part)];
    else if ('options' in schema && Array.isArray(schema.options)) {
      schema = schema.options.find((option: unknown) => option instanceof Object && 'shape' in option);
    } else return undefined;
  }
  return unwrap(schema);
}

/** Looks through optional, default and union wrappers to the object below. */
function unwrap(schema: unknown): unknown {
  let inner = schema;
  while (inner instanceof Object && 'unwrap' in inner && !('element' in inner))
    inner = (inner.unwrap as () => unknown)();
  if (inner instanceof Object && 'options' in inner && Array.isArray(inner.options)) {
    return inner.options[inner.options.length - 1] as unknown;
  }
  return inner;
}
