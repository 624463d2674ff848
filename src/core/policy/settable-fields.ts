/** Which fields of a site can be said one by one. */

import { failure } from '../errors/registry.ts';
import { suggestion } from './did-you-mean.ts';
import { SITE_FIELDS } from './site-fields.ts';

const FIELDS: ReadonlySet<string> = new Set([
  'name',
  'region',
  'acceptsWorkloads',
  ...SITE_FIELDS.map(({ path }) => `attributes.${path}`),
]);

/** Attributes of the organisation's own have any name. */
const OWN = /^attributes\.custom\.[A-Za-z]\w*(\.[A-Za-z]\w*)*$/;

/** Throws IST-4036 for paths below a site that are no fields, with the nearest of each that is one. */
export function requireSiteFields(paths: readonly string[]): void {
  const strangers = paths.filter((path) => !FIELDS.has(path) && !OWN.test(path));
  const [first] = strangers;
  if (first === undefined) return;
  throw failure('IST-4036', `"${first}" is no field of a site.${suggestion(first, FIELDS)}`, {
    causes: strangers.map((path) => ({ where: path, message: `is no field.${suggestion(path, FIELDS)}` })),
  });
}
