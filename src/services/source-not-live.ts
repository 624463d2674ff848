/** What is said when something is asked of a file that only a connection can do. */

import type { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';

export function notLive(name: string): IsthmusError {
  return failure('IST-2221', `"${name}" is a file; there is nothing to connect to`, {
    hint: 'Import a newer file under the same name: isthmus import <kind> <path> --name <name>',
  });
}
