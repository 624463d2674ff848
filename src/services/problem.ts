/** Any error as people meet it: a registered one as it is, any other as a defect or a full disk. */

import type { Problem } from '../api/common.ts';
import { IsthmusError } from '../core/errors/errors.ts';
import { ERRORS, failure } from '../core/errors/registry.ts';
import type { ErrorCode } from '../core/errors/registry.ts';

/** Codes of PostgreSQL and of the system that say there is no room left. */
const NO_ROOM = new Set(['53100', 'ENOSPC']);

function registered(error: unknown): IsthmusError {
  if (error instanceof IsthmusError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return failure(NO_ROOM.has(code) ? 'IST-7012' : 'IST-7001', message, { cause: error });
}

export function problemOf(error: unknown): Problem & { readonly exitCode: number } {
  const known = registered(error);
  return {
    type: `/docs/reference/errors/${known.code}`,
    title: known.definition.title,
    status: known.definition.status,
    detail: known.message,
    code: known.code,
    hint: known.hint,
    causes: known.causes.map(({ where, message }) => ({ ...(where !== undefined && { where }), message })),
    exitCode: known.definition.exitCode,
  };
}

/** The error behind a problem that another process stored. */
export function errorOf(problem: Problem): IsthmusError {
  const code = Object.hasOwn(ERRORS, problem.code) ? (problem.code as ErrorCode) : 'IST-7001';
  return failure(code, problem.detail, { causes: problem.causes, hint: problem.hint });
}
