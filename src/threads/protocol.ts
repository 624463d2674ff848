/** What crosses between a thread and the one who started it, and how errors keep their code on the way. */

import type { ErrorCause } from '../core/errors/errors.ts';
import { IsthmusError } from '../core/errors/errors.ts';
import { ERRORS, failure } from '../core/errors/registry.ts';
import type { ErrorCode } from '../core/errors/registry.ts';

export interface ThreadStart {
  readonly task: string;
  readonly input: unknown;
  /** One number of shared memory: not 0 once a stop was asked for. */
  readonly stop: Int32Array;
}

export type ToThread = { readonly type: 'message'; readonly value: unknown } | { readonly type: 'stop' };

export type FromThread =
  | { readonly type: 'progress'; readonly value: unknown }
  | { readonly type: 'result'; readonly value: unknown }
  | { readonly type: 'error'; readonly error: PackedError };

interface PackedError {
  readonly code: string | null;
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly causes: readonly ErrorCause[];
  readonly hint: string | null;
}

/** A clone of an error loses its class and code; this keeps what a person is shown. */
export function packError(error: unknown): PackedError {
  const known = error instanceof IsthmusError;
  const plain = error instanceof Error;
  return {
    code: known ? error.code : null,
    name: plain ? error.name : 'Error',
    message: plain ? error.message : String(error),
    stack: plain ? error.stack : undefined,
    causes: known ? error.causes : [],
    hint: known ? error.hint : null,
  };
}

const isCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

export function unpackError(packed: PackedError): Error {
  const { code, name, message, stack, causes, hint } = packed;
  const error =
    code !== null && isCode(code)
      ? failure(code, message, { causes, ...(hint === null ? {} : { hint }) })
      : Object.assign(new Error(message), { name });
  if (stack !== undefined) error.stack = stack;
  return error;
}
