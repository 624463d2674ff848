/**
 * Writes docs/reference/errors/: one page for each error code, and an index. Run it after adding a code:
 * `npm exec -c "node scripts/write-errors-doc.ts"`. A test tells when.
 */

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { ERRORS } from '../src/core/errors/registry.ts';
import type { ErrorDefinition } from '../src/core/errors/errors.ts';

export const ERRORS_FOLDER = new URL('../docs/reference/errors/', import.meta.url);

const EXIT_CODES: Readonly<Record<number, string>> = {
  1: 'error',
  3: 'policy violation',
  4: 'partial failure',
  5: 'waiting for approval',
  64: 'wrong usage',
};

/** File name to content. */
export function errorPages(): ReadonlyMap<string, string> {
  const entries = Object.entries<ErrorDefinition>(ERRORS).sort(([a], [b]) => (a < b ? -1 : 1));
  const pages = new Map(entries.map(([code, definition]) => [`${code}.md`, pageOf(code, definition)]));
  const index = [
    '# Errors',
    '',
    'Codes are stable. `isthmus explain IST-1001` says the same offline.',
    '',
    ...entries.map(([code, { title }]) => `- [${code}](${code}.md) ${title}`),
    '',
  ];
  return new Map([['README.md', index.join('\n')], ...pages]);
}

function pageOf(code: string, { title, hint, status, exitCode }: ErrorDefinition): string {
  return [
    `# ${code}: ${title}`,
    '',
    `**What to do:** ${hint}`,
    '',
    `HTTP status ${status}. The command line exits with ${exitCode} (${EXIT_CODES[exitCode] ?? 'error'}).`,
    '',
  ].join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await rm(ERRORS_FOLDER, { recursive: true, force: true });
  await mkdir(ERRORS_FOLDER, { recursive: true });
  for (const [name, text] of errorPages()) await writeFile(new URL(name, ERRORS_FOLDER), text);
}
