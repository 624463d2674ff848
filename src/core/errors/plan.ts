/** Plans and artefacts: IST-6xxx. */

import type { ErrorDefinition } from './errors.ts';

export const PLAN_ERRORS = {
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
