/** A document of several that cannot be read: the others are, and what it would have listed is not taken for gone. */

import type { IsthmusError } from '../core/errors/errors.ts';
import type { TextDocument } from '../formats/documents.ts';
import type { ImportRun } from './import-run.ts';

export function reportUnread(document: TextDocument, run: ImportRun, { message, hint }: IsthmusError): void {
  run.issue({
    severity: 'error',
    code: 'FILE_NOT_READ',
    where: document.name,
    message: `${message}; it was left out`,
    fix: hint,
    skipped: true,
    incomplete: true,
  });
}
