/** Placement, prices and cost: IST-5xxx. */

import type { ErrorDefinition } from './errors.ts';

export const PLACEMENT_ERRORS = {
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
