/** Inventory, filters and generations: IST-2xxx. */

import type { ErrorDefinition } from './errors.ts';

export const ESTATE_ERRORS = {
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
