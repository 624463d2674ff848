/** Sign-in, rights and HTTP: IST-8xxx. */

import type { ErrorDefinition } from './errors.ts';

export const ACCESS_ERRORS = {
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
