/** Values of a site's fields as people type them: text in, the value of sites.yaml out, and back. */

import type { SiteField } from './site-fields.ts';

/** What a list is when it is known to be empty: nobody, nowhere. */
export const NONE = 'none';

/**
 * null: unknown again. A text that is no value of the field comes back as it is: what is wrong with it is said when the
 * whole file is checked, with its line.
 */
export function readSiteValue(field: SiteField, text: string): string | number | boolean | string[] | null {
  const value = text.trim();
  if (value === '') return null;
  const list =
    value.toLowerCase() === NONE
      ? []
      : value
          .split(/[,\s]+/)
          .map((each) => each.trim())
          .filter((each) => each !== '');
  switch (field.kind) {
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value;
    case 'number':
      return Number.isNaN(Number(value)) ? value : Number(value);
    case 'country':
      return value.toUpperCase();
    case 'countries':
      return list.map((each) => each.toUpperCase());
    case 'texts':
      return list;
    default:
      return value;
  }
}

/** Empty: unknown. */
export function siteValueText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.length === 0 ? NONE : value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
