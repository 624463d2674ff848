/** Rule texts from disk or standard input. */

import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { failure } from '../../core/errors/registry.ts';

/** `path` may be "-" for standard input. */
export function readRuleText(path: string): Promise<string> {
  if (path === '-') return text(process.stdin);
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw failure('IST-9003', `${path} cannot be read`, {
      cause,
      hint: 'Name a file that exists, or - for standard input.',
    });
  });
}
