/** Where a list goes on, as an opaque text: clients hand it back unchanged. */

import type { z } from 'zod';
import { failure } from '../core/errors/registry.ts';

export const writeContinuation = (position: object): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** Throws IST-2105 for a text that this list did not give out. */
export function readContinuation<T extends z.ZodType>(schema: T, text: string | undefined): z.output<T> | undefined {
  if (text === undefined) return undefined;
  let position: unknown;
  try {
    position = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch (cause) {
    throw failure('IST-2105', 'the continuation cannot be read', { cause });
  }
  const parsed = schema.safeParse(position);
  if (!parsed.success) throw failure('IST-2105', 'the continuation is of another list');
  return parsed.data;
}
