/** Command line: IST-9xxx. */

import type { ErrorDefinition } from './errors.ts';

export const CLI_ERRORS = {
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
