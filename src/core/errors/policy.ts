/** Sites, packs and findings: IST-4xxx. */

import type { ErrorDefinition } from './errors.ts';

export const POLICY_ERRORS = {
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
