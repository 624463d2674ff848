/** A server must not be able to write outside the folder that was asked for. */

import { join, normalize } from 'node:path';
import { failure } from '../../core/errors/registry.ts';

/** The path below the folder. Throws IST-9003 when it would lead out of it. */
export function insideFolder(folder: string, path: string): string {
  const clean = normalize(path.replaceAll('\\', '/'));
  if (clean.startsWith('..') || clean.startsWith('/') || /^[a-z]:/i.test(clean)) {
    throw failure('IST-9003', `refusing to write ${path} outside ${folder}`);
  }
  return join(folder, clean);
}
