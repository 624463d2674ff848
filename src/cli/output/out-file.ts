/** Files a command is asked to write. */

import { access, constants, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failure } from '../../core/errors/registry.ts';

/** Throws IST-9001 when there is no such folder or nobody may write there: asked before an answer takes its time. */
export async function checkOutFile(file: string): Promise<void> {
  try {
    await access(dirname(file), constants.W_OK);
  } catch (error) {
    throw refused(file, error);
  }
}

/** Throws IST-9001 when it cannot be written. */
export async function writeOutFile(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw refused(file, error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

function refused(file: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return failure('IST-9001', `${file} cannot be written: ${REASONS[code] ?? String(error)}`, { cause: error });
}
