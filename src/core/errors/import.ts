/** Reading files and sources: IST-1xxx. */

import type { ErrorDefinition } from './errors.ts';

export const IMPORT_ERRORS = {
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
