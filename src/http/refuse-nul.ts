/** U+0000 is refused in everything a request says: PostgreSQL keeps it in no text, and no name or reason needs it. */

import type { FastifyRequest } from 'fastify';
import { failure } from '../core/errors/registry.ts';

/** Runs when path, query and body are read and valid. Throws IST-8007 and names where it stands. */
export async function refuseNul({ params, query, body }: FastifyRequest): Promise<void> {
  const where = placeOfNul(params, 'params') ?? placeOfNul(query, 'query') ?? placeOfNul(body, 'body');
  if (where === undefined) return;
  const message = 'holds the character U+0000, which no text may have';
  throw failure('IST-8007', `${where}: ${message}`, { causes: [{ where, message }] });
}

/** Of the first one; names of members count, too. What is no JSON value, such as a stream, is not looked into. */
function placeOfNul(value: unknown, where: string): string | undefined {
  if (typeof value === 'string') return value.includes('\0') ? where : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return undefined;
  for (const [name, each] of Object.entries(value)) {
    const found = name.includes('\0') ? where : placeOfNul(each, `${where}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
