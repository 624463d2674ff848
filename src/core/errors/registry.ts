/** The one registry: a code exists when it is in one of these tables. */

import { IMPORT_ERRORS } from './import.ts';
import { ESTATE_ERRORS } from './estate.ts';
import { EVIDENCE_ERRORS } from './evidence.ts';
import { EVIDENCE_EXPORT_ERRORS } from './evidence-exports.ts';
import { SOURCE_ERRORS } from './source.ts';
import { ASSESS_ERRORS } from './assess.ts';
import { POLICY_ERRORS } from './policy.ts';
import { PLACEMENT_ERRORS } from './placement.ts';
import { EXIT_ERRORS } from './exit.ts';
import { HOSTS_ERRORS } from './hosts.ts';
import { PATH_ERRORS } from './paths.ts';
import { PLAN_ERRORS } from './plan.ts';
import { PRICE_ERRORS } from './prices.ts';
import { RUNTIME_ERRORS } from './runtime.ts';
import { ACCESS_ERRORS } from './access.ts';
import { CLI_ERRORS } from './cli.ts';
import { CONTROL_ERRORS } from './controls.ts';
import { COST_ERRORS } from './cost.ts';
import { WAIVER_ERRORS } from './waivers.ts';
import { IsthmusError } from './errors.ts';
import type { ErrorCause } from './errors.ts';

export const ERRORS = {
  ...IMPORT_ERRORS,
  ...ESTATE_ERRORS,
  ...SOURCE_ERRORS,
  ...ASSESS_ERRORS,
  ...POLICY_ERRORS,
  ...CONTROL_ERRORS,
  ...PATH_ERRORS,
  ...EXIT_ERRORS,
  ...WAIVER_ERRORS,
  ...PLACEMENT_ERRORS,
  ...COST_ERRORS,
  ...HOSTS_ERRORS,
  ...PLAN_ERRORS,
  ...EVIDENCE_ERRORS,
  ...EVIDENCE_EXPORT_ERRORS,
  ...PRICE_ERRORS,
  ...RUNTIME_ERRORS,
  ...ACCESS_ERRORS,
  ...CLI_ERRORS,
};

export type ErrorCode = keyof typeof ERRORS;

/** Builds the error for a code. `message` says what happened this time; the hint comes from the registry. */
export function failure(
  code: ErrorCode,
  message: string,
  options: { readonly causes?: readonly ErrorCause[]; readonly hint?: string; readonly cause?: unknown } = {},
): IsthmusError {
  return new IsthmusError(code, ERRORS[code], message, options);
}
